import { useId } from 'react';
import type { Reason } from '../api/desk.ts';
import { ReasonChecks } from '../shared/reason-checks.tsx';
import { toggled } from '../shared/toggled.ts';
import { useTexts } from '../texts/language.tsx';

interface Props {
  chosen: readonly Reason[];
  missing: boolean;
  onChange: (reasons: Reason[]) => void;
}

/** Why it does not fit, in the polite words that the other party will read; one or more. */
export function ReasonsField({ chosen, missing, onChange }: Props) {
  const texts = useTexts();
  const words = texts.introductions;
  const id = useId();
  return (
    <fieldset aria-describedby={`${id}-problem`}>
      <legend className="strong">
        {words.reasons} <span className="required">{texts.form.required}</span>
      </legend>
      <ReasonChecks
        words={words.reasonWords}
        chosen={chosen}
        onToggle={(reason) => onChange(toggled(chosen, reason))}
      />
      <p id={`${id}-problem`} className="field-error" role={missing ? 'alert' : undefined}>
        {missing ? words.reasonsNeeded : ''}
      </p>
    </fieldset>
  );
}
