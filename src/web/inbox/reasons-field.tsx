import { Checkbox } from 'antd';
import { useId } from 'react';
import type { Reason } from '../api/introductions.ts';
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
  const all = Object.keys(words.reasonWords) as Reason[];
  return (
    <fieldset className="reasons" aria-describedby={`${id}-problem`}>
      <legend className="strong">
        {words.reasons} <span className="required">{texts.form.required}</span>
      </legend>
      {all.map((reason) => (
        <Checkbox
          key={reason}
          checked={chosen.includes(reason)}
          onChange={(event) =>
            onChange(event.target.checked ? [...chosen, reason] : chosen.filter((one) => one !== reason))
          }
        >
          {words.reasonWords[reason]}
        </Checkbox>
      ))}
      <p id={`${id}-problem`} className="field-error" role={missing ? 'alert' : undefined}>
        {missing ? words.reasonsNeeded : ''}
      </p>
    </fieldset>
  );
}
