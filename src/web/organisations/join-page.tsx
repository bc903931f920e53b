import { useQuery } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { ApiError } from '../api/client.ts';
import { type AcceptanceAnswer, type InvitationPreview, previewInvitation } from '../api/members.ts';
import { sessionQuery } from '../api/service.ts';
import { SignInForm } from '../session/sign-in-form.tsx';
import { Fact } from '../shared/fact.tsx';
import { formatInstant } from '../shared/format.ts';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { JoinForm } from './join-form.tsx';
import { dropJoinToken, useJoinToken } from './use-join-token.ts';

/** The page behind an invitation's link: where it leads, then joining with this account or with a new one. */
export function JoinPage() {
  const words = useTexts().organisations.join;
  const token = useJoinToken();
  const [joined, setJoined] = useState<AcceptanceAnswer | null>(null);
  return (
    <div className="page narrow">
      <PageTitle>{words.title}</PageTitle>
      {joined ? (
        <Joined answer={joined} />
      ) : token === '' ? (
        <EmptyNotice title={words.noToken} />
      ) : (
        <Invited key={token} token={token} onJoined={setJoined} />
      )}
    </div>
  );
}

interface InvitedProps {
  token: string;
  onJoined: (answer: AcceptanceAnswer) => void;
}

function Invited({ token, onJoined }: InvitedProps) {
  const words = useTexts().organisations.join;
  const preview = useQuery({
    queryKey: ['invitation', token],
    gcTime: 0,
    queryFn: () => previewInvitation(token),
  });
  const { error } = preview;
  const gone = error instanceof ApiError && error.status === 404;
  useEffect(() => {
    if (gone) dropJoinToken();
  }, [gone]);

  if (gone) {
    return (
      <EmptyNotice title={words.goneTitle}>
        <p>{words.goneText}</p>
      </EmptyNotice>
    );
  }
  if (error && !preview.data) return <ErrorNotice error={error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <Waiting rows={2} />;
  return (
    <>
      <Preview invitation={preview.data} />
      <Ways
        token={token}
        onJoined={(answer) => {
          dropJoinToken();
          onJoined(answer);
        }}
      />
    </>
  );
}

function Preview({
  invitation: { organisation, role, inviter, expiresAt },
}: {
  invitation: InvitationPreview;
}) {
  const { organisations: words } = useTexts();
  return (
    <dl className="facts">
      <Fact name={words.join.organisation}>
        {organisation.name} · {words.kinds[organisation.kind]}
      </Fact>
      <Fact name={words.join.role}>{words.roles[role]}</Fact>
      <Fact name={words.join.invitedBy}>{inviter}</Fact>
      <Fact name={words.join.until}>
        <time dateTime={expiresAt}>{formatInstant(expiresAt)}</time>
      </Fact>
    </dl>
  );
}

/** Who is signed in joins as they are; a visitor chooses between a new account and signing in. */
function Ways({ token, onJoined }: InvitedProps) {
  const words = useTexts().organisations.join;
  const session = useQuery(sessionQuery);
  const [way, setWay] = useState<'new' | 'own'>('new');
  if (session.error) {
    return <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />;
  }
  if (session.data === undefined) return <Waiting rows={2} />;
  if (session.data !== null) {
    return <JoinForm token={token} displayName={session.data.account.displayName} onJoined={onJoined} />;
  }
  return (
    <>
      <Radio.Group
        className="join-ways"
        aria-label={words.ways}
        value={way}
        onChange={(event) => setWay(event.target.value)}
        options={[
          { value: 'new', label: words.makeAccount },
          { value: 'own', label: words.useAccount },
        ]}
      />
      {way === 'new' ? (
        <JoinForm token={token} displayName={null} onJoined={onJoined} />
      ) : (
        <>
          <p className="secondary">{words.useAccountHint}</p>
          <SignInForm onDone={() => {}} />
        </>
      )}
    </>
  );
}

function Joined({ answer: { message, isNew } }: { answer: AcceptanceAnswer }) {
  const words = useTexts().organisations.join;
  return (
    <div role="status">
      <p className="strong">{words.done}</p>
      <p>{message}</p>
      <p className="join-next">
        {isNew ? (
          <Link className="button-link" to="/sign-in?next=/organisations/mine">
            {words.toSignIn}
          </Link>
        ) : (
          <Link className="button-link" to="/organisations/mine">
            {words.toOwn}
          </Link>
        )}
      </p>
    </div>
  );
}
