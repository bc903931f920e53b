import type { DeskMatch } from '../api/desk.ts';
import { quote } from '../matches/evidence.ts';
import { useTexts } from '../texts/language.tsx';

/** What would lift the pair a band: the requirements that the achievement does not speak of yet. */
export function NearMissNote({ demand, nearMiss }: Pick<DeskMatch, 'demand' | 'nearMiss'>) {
  const texts = useTexts();
  const words = texts.desk.nearMiss;
  if (nearMiss === null) return null;
  return (
    <section className="near-miss" aria-labelledby="near-miss-heading">
      <h3 id="near-miss-heading">{words.title(texts.matches.bands[nearMiss.band])}</h3>
      <p>{words.text(texts.matches.bands[nearMiss.band], Math.round(nearMiss.score))}</p>
      <ul className="bullets">
        {nearMiss.requirements.map((span) => (
          <li key={`${span.field}-${span.start}`}>{quote(demand, span)}</li>
        ))}
      </ul>
    </section>
  );
}
