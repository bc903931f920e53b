import { useLabels } from '../shared/labels.ts';
import { useTexts } from '../texts/language.tsx';
import { type HeldOut, percent } from './model-words.ts';
import { WideTable } from './wide-table.tsx';

/** How a lesson did in each industry chain, on demands it had not seen. */
export function ChainsTable({ chains }: { chains: HeldOut['chains'] }) {
  const words = useTexts().model.chains;
  const { facts } = useTexts().model;
  const labels = useLabels();
  return (
    <>
      <h3 id="chains">{words.title}</h3>
      <WideTable labelledBy="chains">
        <thead>
          <tr>
            <th scope="col">{words.chain}</th>
            <th scope="col" className="numeric">
              {words.labels}
            </th>
            <th scope="col" className="numeric">
              {words.accepted}
            </th>
            <th scope="col">{words.logLoss}</th>
            <th scope="col">{words.ndcg}</th>
          </tr>
        </thead>
        <tbody>
          {chains.map(({ chain, labels: count, accepted, default: before, candidate: after }) => (
            <tr key={chain ?? ''}>
              <th scope="row">{chain === null ? words.none : labels.chain(chain)}</th>
              <td className="numeric">{count}</td>
              <td className="numeric">{percent(count > 0 ? accepted / count : null, '–')}</td>
              <td className="nowrap">{facts.change(before.logLoss.toFixed(3), after.logLoss.toFixed(3))}</td>
              <td className="nowrap">{facts.change(before.ndcg10.toFixed(3), after.ndcg10.toFixed(3))}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </>
  );
}
