import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Funnel, funnelQuery } from '../api/introductions.ts';
import { reviewRights } from '../api/service.ts';
import { RequireSession } from '../session/require-session.tsx';
import { useLabels } from '../shared/labels.ts';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { barWidth, funnelSteps, percentOf } from './funnel-steps.ts';

const BAR = { width: 400, height: 22 };
const SMALL = { width: 90, height: 30 };

/** 对接漏斗: how many matches came how far, altogether and by industry chain. */
export function FunnelPage() {
  return <RequireSession rights={reviewRights}>{() => <Counted />}</RequireSession>;
}

function Counted() {
  const words = useTexts().introductions.funnel;
  const funnel = useQuery(funnelQuery);
  return (
    <div className="page office">
      <div className="page-head">
        <PageTitle>{words.title}</PageTitle>
        <Link to="/inbox">{words.toInbox}</Link>
      </div>
      <p className="secondary">{words.hint}</p>
      {funnel.error ? <ErrorNotice error={funnel.error} onRetry={() => void funnel.refetch()} /> : null}
      {funnel.isPending ? <Waiting rows={4} /> : null}
      {funnel.data && funnel.data.total.shown === 0 ? <EmptyNotice title={words.empty} /> : null}
      {funnel.data && funnel.data.total.shown > 0 ? (
        <>
          <Bars total={funnel.data.total} />
          <ByChain funnel={funnel.data} />
        </>
      ) : null}
    </div>
  );
}

/** The whole funnel: a bar a step, with its count and its share of what was looked at. */
function Bars({ total }: { total: Funnel['total'] }) {
  const words = useTexts().introductions.funnel;
  return (
    <dl className="funnel">
      {funnelSteps.map((step) => (
        <div key={step}>
          <dt>{words.steps[step]}</dt>
          <dd>
            <svg viewBox={`0 0 ${BAR.width} ${BAR.height}`} preserveAspectRatio="none" aria-hidden="true">
              <rect className="funnel-rest" width={BAR.width} height={BAR.height} />
              <rect
                className="funnel-bar"
                width={barWidth(total[step], total.shown, BAR.width)}
                height={BAR.height}
              />
            </svg>
            <span className="funnel-count">{total[step]}</span>
            <span className="secondary small">{words.rate(percentOf(total[step], total.shown))}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ByChain({ funnel: { items, total } }: { funnel: Funnel }) {
  const words = useTexts().introductions.funnel;
  const labels = useLabels();
  // Chains of which nobody has looked at a match yet would only be rows of zeros.
  const reached = items.filter((row) => row.shown > 0);
  return (
    <table className="table stacking funnel-table">
      <thead>
        <tr>
          <th scope="col">{words.chain}</th>
          {funnelSteps.map((step) => (
            <th key={step} scope="col" className="numeric">
              {words.steps[step]}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {reached.map((row) => (
          <tr key={row.chain ?? ''}>
            <th scope="row">{row.chain === null ? words.none : labels.chain(row.chain)}</th>
            <Counts row={row} />
          </tr>
        ))}
        <tr>
          <th scope="row">{words.total}</th>
          <Counts row={total} />
        </tr>
      </tbody>
    </table>
  );
}

function Counts({ row }: { row: Funnel['total'] }) {
  const words = useTexts().introductions.funnel;
  const height = SMALL.height / funnelSteps.length;
  return (
    <>
      {funnelSteps.map((step) => (
        <td key={step} className="numeric">
          <span className="row-label">{words.steps[step]}</span>
          {row[step]}
        </td>
      ))}
      <td>
        <svg {...SMALL} viewBox={`0 0 ${SMALL.width} ${SMALL.height}`} aria-hidden="true">
          {funnelSteps.map((step, at) => (
            <rect
              key={step}
              className="funnel-bar"
              y={at * height}
              width={barWidth(row[step], row.shown, SMALL.width)}
              height={height - 1}
            />
          ))}
        </svg>
      </td>
    </>
  );
}
