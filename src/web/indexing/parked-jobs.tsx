import { App, Button } from 'antd';
import { Link } from 'react-router';
import type { IndexStatus } from '../../api/contracts/index-status.ts';
import { type JobName, retryJobs } from '../api/service.ts';
import { formatInstant } from '../shared/format.ts';
import { ErrorNotice } from '../shared/notices.tsx';
import { SectionHead } from '../shared/section-head.tsx';
import { useTexts } from '../texts/language.tsx';
import { topicWords } from './index-state.ts';
import { useIndexWork } from './use-index-work.ts';

type Job = IndexStatus['parked'][number];

/** The jobs that were given up, why, and a way to give them a fresh start. */
export function ParkedJobs({ status: { parked, failed, can } }: { status: IndexStatus }) {
  const words = useTexts().index.parked;
  const { message } = App.useApp();
  const retrying = useIndexWork(retryJobs, ({ retried }) => message.success(words.retried(retried)));
  const mayRetry = can.includes('retry');
  const retryOne = (job: JobName) => retrying.mutate(job);

  if (parked.length === 0) {
    return (
      <section className="entry-section" aria-labelledby="parked">
        <h2 id="parked">{words.title}</h2>
        {retrying.error ? <ErrorNotice error={retrying.error} /> : null}
        <p>{words.empty}</p>
      </section>
    );
  }
  return (
    <section className="entry-section" aria-labelledby="parked">
      <SectionHead
        id="parked"
        title={words.title}
        hint={words.hint}
        action={
          mayRetry ? (
            <Button
              loading={retrying.isPending && retrying.variables === null}
              disabled={retrying.isPending}
              onClick={() => retrying.mutate(null)}
            >
              {words.retryAll(failed)}
            </Button>
          ) : null
        }
      />
      {retrying.error ? <ErrorNotice error={retrying.error} /> : null}
      {failed > parked.length ? <p>{words.first(parked.length, failed)}</p> : null}
      <table className="table parked" aria-labelledby="parked">
        <thead>
          <tr>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.entry}</th>
            <th scope="col">{words.error}</th>
            <th scope="col" className="numeric">
              {words.attempts}
            </th>
            <th scope="col">{words.since}</th>
            {mayRetry ? <th scope="col">{words.action}</th> : null}
          </tr>
        </thead>
        <tbody>
          {parked.map((job) => (
            <JobRow
              key={`${job.topic} ${job.key}`}
              job={job}
              onRetry={mayRetry ? retryOne : null}
              busy={retrying.isPending}
              retrying={isSame(retrying.isPending ? retrying.variables : null, job)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function isSame(one: JobName | null, other: JobName): boolean {
  return one?.topic === other.topic && one.key === other.key;
}

interface RowProps {
  job: Job;
  onRetry: ((job: JobName) => void) | null;
  /** Some retry is under way; this one's own. */
  busy: boolean;
  retrying: boolean;
}

function JobRow({ job, onRetry, busy, retrying }: RowProps) {
  const { index, listMark } = useTexts();
  const words = index.parked;
  const what = topicWords(job.topic, index);
  return (
    <tr>
      <th scope="row">{what}</th>
      <td>
        <span className="row-label">{words.entry}</span>
        {job.entry ? (
          <Link to={`/${job.entry.list}/${job.entry.id}`}>{job.entry.title}</Link>
        ) : (
          words.gone(job.key)
        )}
      </td>
      <td className="parked-error">
        <span className="row-label">{words.error}</span>
        {job.error || words.noError}
      </td>
      <td className="numeric">
        <span className="row-label">{words.attempts}</span>
        {job.attempts}
      </td>
      <td className="parked-since">
        <span className="row-label">{words.since}</span>
        <time dateTime={job.since}>{formatInstant(job.since)}</time>
      </td>
      {onRetry ? (
        <td>
          <Button
            aria-label={words.retryOf(what + listMark + (job.entry?.title ?? job.key))}
            loading={retrying}
            disabled={busy}
            onClick={() => onRetry(job)}
          >
            {words.retry}
          </Button>
        </td>
      ) : null}
    </tr>
  );
}
