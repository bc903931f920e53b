import { Button } from 'antd';
import type { MatchSummary, Verdict } from '../api/desk.ts';
import { useTexts } from '../texts/language.tsx';

interface Props {
  shown: readonly MatchSummary[];
  chosen: readonly MatchSummary[];
  onTick: (ids: readonly string[]) => void;
  onDecide: (verdict: Verdict) => void;
}

const verdicts: readonly Verdict[] = ['accepted', 'rejected', 'deferred'];

/** One verdict for the ticked rows; each button says how many it is about. */
export function BulkBar({ shown, chosen, onTick, onDecide }: Props) {
  const words = useTexts().desk;
  const all = chosen.length === shown.length;
  return (
    <div className="bulk">
      <button
        type="button"
        className="text-button"
        onClick={() => onTick(all ? [] : shown.map(({ id }) => id))}
      >
        {all ? words.bulk.none : words.bulk.all(shown.length)}
      </button>
      <div className="actions">
        {verdicts.map((one) => (
          <Button key={one} disabled={chosen.length === 0} onClick={() => onDecide(one)}>
            {words.bulk.act(words.verdicts[one], chosen.length)}
          </Button>
        ))}
      </div>
    </div>
  );
}
