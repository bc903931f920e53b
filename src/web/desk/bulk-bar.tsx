import { Button } from 'antd';
import { useState } from 'react';
import type { MatchSummary, Verdict } from '../api/desk.ts';
import { useTexts } from '../texts/language.tsx';
import { BulkDialog } from './bulk-dialog.tsx';

interface Props {
  shown: readonly MatchSummary[];
  chosen: readonly MatchSummary[];
  onTick: (ids: readonly string[]) => void;
  onDone: () => void;
}

const verdicts: readonly Verdict[] = ['accepted', 'rejected', 'deferred'];

/** One verdict for the ticked rows; each button says how many it is about. */
export function BulkBar({ shown, chosen, onTick, onDone }: Props) {
  const words = useTexts().desk;
  const [verdict, setVerdict] = useState<Verdict | null>(null);
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
          <Button key={one} disabled={chosen.length === 0} onClick={() => setVerdict(one)}>
            {words.bulk.act(words.verdicts[one], chosen.length)}
          </Button>
        ))}
      </div>
      {verdict ? (
        <BulkDialog
          verdict={verdict}
          chosen={chosen}
          onClose={(changed) => {
            setVerdict(null);
            if (changed) onDone();
          }}
        />
      ) : null}
    </div>
  );
}
