import type { DeskMatch } from '../api/desk.ts';
import { useLabels } from '../shared/labels.ts';
import { useTexts } from '../texts/language.tsx';

interface Props extends Pick<DeskMatch, 'against'> {
  /** Without a heading of its own, where there is one already. */
  plain?: boolean;
}

/** What speaks against the pair, gravest first. */
export function Objections({ against, plain = false }: Props) {
  const words = useTexts().desk.against;
  const labels = useLabels();
  const list = (
    <ul className="bullets">
      {against.map(({ code, params }) => {
        const [demand, achievement] = [String(params.demand), String(params.achievement)];
        const named =
          code === 'otherChain'
            ? { demand: labels.chain(demand), achievement: labels.chain(achievement) }
            : code === 'otherRegion'
              ? { demand: labels.region(demand), achievement: labels.region(achievement) }
              : {};
        return <li key={code}>{words[code]({ ...params, ...named })}</li>;
      })}
    </ul>
  );
  if (plain) return against.length === 0 ? words.none : list;
  if (against.length === 0) return null;
  return (
    <section className="against" aria-labelledby="against-heading">
      <h3 id="against-heading">{words.title}</h3>
      {list}
    </section>
  );
}
