import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { endOtherSessions, endSession, type OwnSession, sessionsQuery } from '../api/account.ts';
import { FormError } from '../shared/form-error.tsx';
import { formatInstant } from '../shared/format.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { browserOf } from './browser-of.ts';
import { Section } from './section.tsx';
import { useAccountWork } from './use-account-work.ts';

/** Where one is signed in, and how to end that elsewhere. */
export function SessionsSection() {
  const words = useTexts().account.sessions;
  const { message } = App.useApp();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const ending = useAccountWork(endSession, () => message.success(words.ended));
  const endingOthers = useAccountWork(endOtherSessions, () => message.success(words.othersEnded));
  const nameOf = ({ agent }: OwnSession) => browserOf(agent) ?? words.unknown;
  const failed = ending.error ?? endingOthers.error;
  if (!data) {
    return (
      <Section id="sessions" title={words.title}>
        {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <Waiting rows={2} />}
      </Section>
    );
  }
  return (
    <Section id="sessions" title={words.title}>
      <table className="table stacking" aria-labelledby="sessions">
        <thead>
          <tr>
            <th scope="col">{words.device}</th>
            <th scope="col">{words.address}</th>
            <th scope="col">{words.lastSeen}</th>
            <th scope="col">{words.action}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((session) => (
            <tr key={session.id}>
              <th scope="row">{nameOf(session)}</th>
              <td>
                <span className="row-label">{words.address}</span>
                {session.address}
              </td>
              <td>
                <span className="row-label">{words.lastSeen}</span>
                <time className="nowrap" dateTime={session.lastSeenAt}>
                  {formatInstant(session.lastSeenAt)}
                </time>
              </td>
              <td>
                {session.current ? (
                  words.current
                ) : (
                  <Button
                    aria-label={words.endOf(nameOf(session))}
                    loading={ending.isPending && ending.variables === session.id}
                    onClick={() => ending.mutate(session.id)}
                  >
                    {words.end}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {failed ? <FormError error={failed} shown={[]} /> : null}
      {data.items.length > 1 ? (
        <Button loading={endingOthers.isPending} onClick={() => endingOthers.mutate(undefined)}>
          {words.endOthers}
        </Button>
      ) : null}
    </Section>
  );
}
