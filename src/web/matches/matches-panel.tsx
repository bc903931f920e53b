import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useSearchParams } from 'react-router';
import { matchesQuery } from '../api/entries.ts';
import { type Entry, type Match, type Matches, proposed } from '../api/entry-types.ts';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { useLanguage } from '../texts/language.tsx';
import { MatchList } from './match-list.tsx';
import { OpenMatch } from './open-match.tsx';

/** The entries of the other list, best first; one of them opened side by side when the address names it. */
export function MatchesPanel({ entry }: { entry: Entry }) {
  const { language, texts } = useLanguage();
  const [params] = useSearchParams();
  const matches = useQuery(matchesQuery(entry.list, entry.id, language));
  const openId = params.get('match');
  const items: Match[] = matches.data?.items ?? [];
  const open = items.find((match) => proposed(match).id === openId);

  return (
    <section className={openId ? 'matches comparing' : 'matches'} aria-labelledby="matches-heading">
      <div className="matches-side">
        <h2 id="matches-heading">{texts.lists[entry.list].matches}</h2>
        {matches.data ? <Notice answer={matches.data} /> : null}
        {items.length > 0 && items.every(({ band }) => band === 'none') ? (
          <p className="secondary">{texts.matches.noneRelated}</p>
        ) : null}
        {matches.error ? (
          <ErrorNotice error={matches.error} onRetry={() => void matches.refetch()} />
        ) : matches.isPending ? (
          <Waiting rows={4} className="match waiting-row" />
        ) : null}
        {matches.data && items.length === 0 ? (
          <EmptyNotice title={texts.matches.empty}>
            <p>{texts.matches.emptyHint}</p>
          </EmptyNotice>
        ) : (
          <MatchList matches={items} openId={openId} />
        )}
      </div>
      {open ? <OpenMatch entry={entry} match={open} matches={items} /> : null}
      {openId && matches.data && !open ? <EmptyNotice title={texts.matches.gone} /> : null}
    </section>
  );
}

function Notice({ answer }: { answer: Matches }) {
  const { texts } = useLanguage();
  if (!answer.degraded && !answer.message) return null;
  return (
    <Alert
      className="notice"
      type="warning"
      role="status"
      title={answer.degraded ? texts.matches.degraded : (answer.message ?? '')}
      description={answer.degraded ? answer.message : undefined}
    />
  );
}
