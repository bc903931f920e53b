import { Checkbox, DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type Option, useLabels } from '../shared/labels.ts';
import { NativeSelect } from '../shared/native-select.tsx';
import { useTexts } from '../texts/language.tsx';
import { FieldFrame, type FormAccess, tied } from './field.tsx';
import type { CommonValues } from './values.ts';

interface SelectProps {
  name: string;
  value: string;
  options: Option[];
  /** The word for "nothing chosen"; without it a choice is always made. */
  none?: string;
  required?: boolean;
  hint?: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}

export function SelectField({ name, value, options, none, required, hint, problem, onChange }: SelectProps) {
  const { status: _, ...input } = tied(name, problem);
  // A stored value outside the vocabulary must not turn into another one by being looked at.
  const known = value === '' || options.some((option) => option.value === value);
  return (
    <FieldFrame name={name} required={required ?? false} hint={hint} problem={problem}>
      <NativeSelect
        {...input}
        aria-required={required ?? false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {none === undefined ? null : <option value="">{none}</option>}
        {known ? null : <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </NativeSelect>
    </FieldFrame>
  );
}

interface DayProps {
  name: string;
  value: string | null;
  hint?: string;
  problem: string | undefined;
  onChange: (value: string | null) => void;
}

/** A calendar day: typed as 2026-03-01 or picked. */
export function DayField({ name, value, hint, problem, onChange }: DayProps) {
  return (
    <FieldFrame name={name} hint={hint} problem={problem}>
      <DatePicker
        {...tied(name, problem)}
        className="day"
        format="YYYY-MM-DD"
        value={value ? dayjs(value) : null}
        onChange={(picked) => onChange(picked ? dayjs(picked).format('YYYY-MM-DD') : null)}
      />
    </FieldFrame>
  );
}

export function CooperationField({ form }: { form: FormAccess<CommonValues> }) {
  const labels = useLabels();
  const chosen = form.values.cooperation;
  const options = labels.options.cooperation;
  const others = chosen.filter((code) => !options.some((option) => option.value === code));
  return (
    <FieldFrame name="cooperation" problem={form.problemOf('cooperation')} group>
      <div className="choices">
        {[...options, ...others.map((code) => ({ value: code, label: code }))].map(({ value, label }) => (
          <Checkbox
            key={value}
            checked={chosen.includes(value)}
            onChange={(event) =>
              form.set(
                'cooperation',
                event.target.checked ? [...chosen, value] : chosen.filter((code) => code !== value),
              )
            }
          >
            {label}
          </Checkbox>
        ))}
      </div>
    </FieldFrame>
  );
}

export function ChainField({ form }: { form: FormAccess<CommonValues> }) {
  const texts = useTexts();
  const labels = useLabels();
  return (
    <SelectField
      name="chain"
      value={form.values.chain ?? ''}
      options={labels.options.chains}
      none={texts.form.choose}
      required
      problem={form.problemOf('chain')}
      onChange={(code) => form.set('chain', code || null)}
    />
  );
}

export function TrlField({ form, hint }: { form: FormAccess<CommonValues>; hint: string }) {
  const texts = useTexts();
  const labels = useLabels();
  return (
    <SelectField
      name="trl"
      value={form.values.trl?.toString() ?? ''}
      options={labels.options.trl}
      none={texts.entry.notGiven}
      hint={hint}
      problem={form.problemOf('trl')}
      onChange={(level) => form.set('trl', level ? Number(level) : null)}
    />
  );
}
