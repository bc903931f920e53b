import type { AuditLine } from '../api/audit.ts';
import { formatInstant } from '../shared/format.ts';
import { ShapedWord } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';
import { actionWords } from './actions.ts';
import { changesOf, valueText } from './changes.ts';

export function LinesTable({ lines }: { lines: readonly AuditLine[] }) {
  const words = useTexts().audit;
  return (
    <table className="table stacking audit-lines" aria-label={words.title}>
      <thead>
        <tr>
          <th scope="col">{words.columns.number}</th>
          <th scope="col">{words.columns.at}</th>
          <th scope="col">{words.columns.actor}</th>
          <th scope="col">{words.columns.action}</th>
          <th scope="col">{words.columns.outcome}</th>
          <th scope="col">{words.columns.details}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.number}>
            <th scope="row">
              <span className="row-label">{words.columns.number}</span>
              {line.number}
            </th>
            <td>
              <time className="nowrap" dateTime={line.at}>
                {formatInstant(line.at)}
              </time>
            </td>
            <td>
              <Actor line={line} />
            </td>
            <td>
              {actionWords(line.action, words)}
              <p className="secondary small">
                <code>{line.action}</code>
              </p>
            </td>
            <td>
              <ShapedWord shape={line.outcome === 'done' ? 'full' : 'cross'}>
                {words.outcomes[line.outcome]}
              </ShapedWord>
            </td>
            <td>
              <Details line={line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Actor({ line: { actor, address, forOrganisation } }: { line: AuditLine }) {
  const words = useTexts().audit;
  const nobody = address === null ? words.service : words.visitor;
  return (
    <>
      {actor ? (actor.displayName ?? actor.id) : nobody}
      {actor?.name ? <p className="secondary small">{actor.name}</p> : null}
      {forOrganisation ? (
        <p className="small strong">{words.forOrganisation(forOrganisation.name ?? forOrganisation.id)}</p>
      ) : null}
      {address ? <p className="secondary small">{words.address(address)}</p> : null}
    </>
  );
}

function Details({ line }: { line: AuditLine }) {
  const words = useTexts().audit;
  const { subjectId, facts, hash } = line;
  const changes = changesOf(line);
  return (
    <details>
      <summary>{subjectId ?? words.columns.details}</summary>
      {changes.length > 0 ? (
        <table className="table audit-changes">
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.after}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, before, after }) => (
              <tr key={field} className={before === after ? 'secondary' : undefined}>
                <th scope="row">
                  <code>{field}</code>
                </th>
                <td>
                  <span className="row-label">{words.before}</span>
                  {before ?? '—'}
                </td>
                <td>
                  <span className="row-label">{words.after}</span>
                  {after ?? '—'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <dl className="audit-facts">
        {Object.entries(facts).map(([key, value]) => (
          <div key={key}>
            <dt>
              <code>{key}</code>
            </dt>
            <dd>{valueText(value)}</dd>
          </div>
        ))}
        <div>
          <dt>{words.hash}</dt>
          <dd>
            <code>{hash}</code>
          </dd>
        </div>
      </dl>
    </details>
  );
}
