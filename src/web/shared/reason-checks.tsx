import type { Reason } from '../api/desk.ts';

interface Props {
  /** Every reason in the words of this reader, in the order in which they are offered. */
  words: Record<Reason, string>;
  chosen: readonly Reason[];
  /** The key that ticks a reason, where there is one. */
  keyOf?: (reason: Reason) => string;
  onToggle: (reason: Reason) => void;
}

/** Reasons to tick, one or several. */
export function ReasonChecks({ words, chosen, keyOf, onToggle }: Props) {
  return (
    <div className="reasons">
      {(Object.keys(words) as Reason[]).map((reason) => (
        <label key={reason} className="check">
          <input type="checkbox" checked={chosen.includes(reason)} onChange={() => onToggle(reason)} />
          {keyOf ? <kbd>{keyOf(reason)}</kbd> : null} {words[reason]}
        </label>
      ))}
    </div>
  );
}
