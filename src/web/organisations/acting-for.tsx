import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { organisationQuery } from '../api/organisations.ts';
import { ErrorNotice } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';

/** 代办: says above the form for whom an operator fills it in. */
export function ActingFor({ organisationId }: { organisationId: string }) {
  const words = useTexts().members.consents;
  const found = useQuery(organisationQuery(organisationId));
  if (found.error) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Alert
      className="notice"
      type="info"
      role="note"
      title={found.data ? words.acting(found.data.name) : ' '}
    />
  );
}
