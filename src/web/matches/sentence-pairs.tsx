import type { Achievement, Demand } from '../../api/contracts/entries.ts';
import type { Evidence } from '../../api/contracts/matches.ts';
import { fieldWord } from '../shared/words.ts';
import { useTexts } from '../texts/language.tsx';
import { quote, strongestPairs } from './evidence.ts';
import type { Emphasis } from './marked-text.tsx';

interface Props extends Emphasis {
  demand: Demand;
  achievement: Achievement;
  evidence: Evidence;
}

/** What the demand asks and the sentence that answers it best. Pointing at a pair brings out both in the texts. */
export function SentencePairs({ demand, achievement, evidence, active, onActive }: Props) {
  const texts = useTexts();
  const pairs = strongestPairs(evidence.sentences);

  function scrollToMarks(id: string): void {
    // The demand's mark decides; the other side stands beside it.
    const mark = document.querySelector(`[data-marks~="${id}"]`);
    mark?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }

  return (
    <section aria-labelledby="pairs-heading" className="pairs-section">
      <h3 id="pairs-heading">{texts.matches.pairs}</h3>
      {pairs.length === 0 ? (
        <p className="secondary">
          {evidence.terms.length > 0 ? texts.matches.noPairs : texts.matches.noEvidence}
        </p>
      ) : null}
      <ol className="pairs">
        {pairs.map(({ pair, id }) => (
          <li key={id}>
            <button
              type="button"
              className={active.includes(id) ? 'pair active' : 'pair'}
              onMouseEnter={() => onActive([id])}
              onMouseLeave={() => onActive([])}
              onFocus={() => onActive([id])}
              onBlur={() => onActive([])}
              onClick={() => scrollToMarks(id)}
            >
              <span className="pair-side demand">
                <span className="pair-field">{fieldWord(texts, pair.demand.field)}</span>
                {quote(demand, pair.demand)}
              </span>
              <span className="pair-score" title={texts.matches.pairScoreHint}>
                <span className="hidden">{texts.matches.pairScore}</span>
                {pair.score.toFixed(2)}
              </span>
              <span className="pair-side achievement">
                <span className="pair-field">{fieldWord(texts, pair.achievement.field)}</span>
                {quote(achievement, pair.achievement)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
