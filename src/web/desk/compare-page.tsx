import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type DeskMatch, deskMatchQuery, queueQuery } from '../api/desk.ts';
import { reviewRights } from '../api/service.ts';
import { RequireSession } from '../session/require-session.tsx';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { toggled } from '../shared/toggled.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { CompareTable } from './compare-table.tsx';
import { deskAddress } from './desk-view.ts';
import { useEscape, useKeySwitch } from './use-desk-keys.ts';

const MOST = 3;

/** 对比: one demand beside up to three of its achievements, the same facts on the same lines. */
export function ComparePage() {
  return <RequireSession rights={reviewRights}>{() => <Compare />}</RequireSession>;
}

function Compare() {
  const words = useTexts().desk;
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [keysOn] = useKeySwitch();
  const demand = params.get('demand') ?? '';
  const chosen = (params.get('matches') ?? '').split(',').filter(Boolean).slice(0, MOST);
  const others = useQuery({
    ...queueQuery(new URLSearchParams({ entry: demand, state: 'all', limit: '20' })),
    enabled: demand !== '',
  });
  const found = useQueries({ queries: chosen.map((id) => deskMatchQuery(id)) });
  const matches = found.flatMap(({ data }): DeskMatch[] => (data ? [data] : []));
  const error = others.error ?? found.find((one) => one.error)?.error;
  const back = deskAddress(params);
  const candidates = others.data?.items ?? [];

  function choose(ids: readonly string[]): void {
    const next = new URLSearchParams(params);
    next.set('matches', ids.join(','));
    next.set('chosen', 'yes');
    setParams(next, { replace: true });
  }

  // Who comes with one match wants to see it beside the next best.
  const offered = candidates.map(({ id }) => id).join(',');
  useEffect(() => {
    if (params.has('chosen') || chosen.length !== 1 || offered === '') return;
    const rest = offered.split(',').filter((id) => id !== chosen[0]);
    const next = new URLSearchParams(params);
    next.set('matches', [chosen[0], ...rest].slice(0, MOST).join(','));
    next.set('chosen', 'yes');
    setParams(next, { replace: true });
  }, [offered, chosen, params, setParams]);

  useEscape(keysOn, () => void navigate(back));

  return (
    <div className="page wide office">
      <Link to={back} className="back">
        {words.compare.back}
      </Link>
      <PageTitle>{words.compare.title}</PageTitle>
      {error ? <ErrorNotice error={error} onRetry={() => void others.refetch()} /> : null}
      {demand === '' ? <EmptyNotice title={words.compare.noDemand} /> : null}
      {others.isLoading ? <Waiting rows={4} /> : null}
      {others.data && candidates.length === 0 ? <EmptyNotice title={words.compare.none} /> : null}
      {candidates.length > 0 ? (
        <fieldset className="compare-choice">
          <legend>{words.compare.choose(MOST)}</legend>
          {candidates.map(({ id, achievement }) => {
            const isChosen = chosen.includes(id);
            return (
              <label key={id} className="check">
                <input
                  type="checkbox"
                  checked={isChosen}
                  disabled={!isChosen && chosen.length >= MOST}
                  onChange={() => choose(toggled(chosen, id))}
                />
                {achievement.title}
              </label>
            );
          })}
        </fieldset>
      ) : null}
      {matches[0] ? <CompareTable demand={matches[0].demand} matches={matches} /> : null}
    </div>
  );
}
