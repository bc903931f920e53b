import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { accountQuery } from '../api/account.ts';
import { RequireSession } from '../session/require-session.tsx';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { PasswordSection } from './password-section.tsx';
import { PersonalSection } from './personal-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { TokensSection } from './tokens-section.tsx';

/** 账号与安全: everything about one's own account. */
export function AccountPage() {
  return <RequireSession>{() => <OwnAccount />}</RequireSession>;
}

function OwnAccount() {
  const words = useTexts().account;
  const { data: account, error, refetch } = useQuery(accountQuery);
  return (
    <div className="page form-page short-form">
      <PageTitle>{words.name}</PageTitle>
      {account?.mustEnrol ? (
        <Alert className="notice" type="warning" role="status" title={words.mustEnrol} />
      ) : null}
      {account?.mustChangePassword ? (
        <Alert className="notice" type="warning" role="status" title={words.mustChangePassword} />
      ) : null}
      {account ? (
        <>
          <SecondFactorSection account={account} />
          <PasswordSection account={account} />
          <ProfileSection account={account} />
          <SessionsSection />
          <TokensSection canCreate={account.can.includes('create-token')} />
          <PersonalSection hasSecondFactor={account.secondFactor.on} />
        </>
      ) : error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting rows={6} />
      )}
    </div>
  );
}
