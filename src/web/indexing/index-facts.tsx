import type { IndexStatus } from '../../api/contracts/index-status.ts';
import { durationWords } from '../shared/duration.ts';
import { Fact } from '../shared/fact.tsx';
import { useTexts } from '../texts/language.tsx';
import { engineWords } from './index-state.ts';

/** What is set up, what it holds and what is still to come. */
export function IndexFacts({ status }: { status: IndexStatus }) {
  const words = useTexts().index;
  const { server, model } = status;
  const counts = ({ demands, achievements }: IndexStatus['counts']) => words.countsOf(demands, achievements);
  return (
    <section aria-label={words.facts}>
      <dl className="facts">
        <Fact name={words.engine}>{engineWords(status, words)}</Fact>
        {server ? <Fact name={words.version}>{server.version ?? words.unknown}</Fact> : null}
        <Fact name={words.counts}>{counts(status.counts)}</Fact>
        {server ? (
          <Fact name={words.serverCounts}>{server.counts ? counts(server.counts) : words.unknown}</Fact>
        ) : null}
        {server ? (
          <Fact name={words.waiting}>
            {server.waiting === 0
              ? words.nothing
              : server.lagSeconds === null
                ? words.entries(server.waiting)
                : words.lag(server.waiting, durationWords(server.lagSeconds, words.durations))}
          </Fact>
        ) : null}
        <Fact name={words.pending}>
          {status.pending === 0
            ? words.nothing
            : status.oldestSeconds === null
              ? words.jobs(status.pending)
              : words.oldest(status.pending, durationWords(status.oldestSeconds, words.durations))}
        </Fact>
        <Fact name={words.failed}>{status.failed === 0 ? words.nothing : words.jobs(status.failed)}</Fact>
        <Fact name={words.model}>
          {`${model.id} (${model.dtype}) · ${model.ready ? words.ready : words.notReady}`}
          {model.message ? ` · ${model.message}` : ''}
        </Fact>
      </dl>
    </section>
  );
}
