import { Input } from 'antd';
import type { ReactNode } from 'react';
import { fieldWord } from '../shared/words.ts';
import { useTexts } from '../texts/language.tsx';

/** What a field needs of its form. `set` is a method so that a field of both lists takes either form. */
export interface FormAccess<Values> {
  values: Values;
  limits: Partial<Record<keyof Values, number>>;
  required: readonly string[];
  set<Field extends keyof Values>(field: Field, value: Values[Field]): void;
  problemOf: (field: string) => string | undefined;
  /** Saves what can be saved and shows what others will see of it. */
  preview: () => void;
}

export function fieldId(name: string): string {
  return `field-${name.replaceAll('.', '-')}`;
}

interface FrameProps {
  name: string;
  /** In place of the field's word. */
  label?: string;
  required?: boolean;
  hint?: string | undefined;
  problem: string | undefined;
  counter?: ReactNode;
  /** Several controls under one name, e.g. radio buttons, are a group instead of one labelled input. */
  group?: boolean;
  children: ReactNode;
}

/** Label above, control, then what is wrong or a hint. */
export function FieldFrame({ name, label, required, hint, problem, counter, group, children }: FrameProps) {
  const texts = useTexts();
  const id = fieldId(name);
  const words = label ?? fieldWord(texts, name);
  const foot = (
    <div className="field-foot">
      <p id={`${id}-note`} className={problem ? 'field-error' : 'field-hint'}>
        {problem ?? hint}
      </p>
      {counter}
    </div>
  );
  if (group) {
    return (
      <fieldset className={problem ? 'field wrong' : 'field'} aria-describedby={`${id}-note`}>
        <legend>{words}</legend>
        {children}
        {foot}
      </fieldset>
    );
  }
  return (
    <div className={problem ? 'field wrong' : 'field'}>
      <div className="field-label">
        <label htmlFor={id}>{words}</label>
        {required ? <span className="required">{texts.form.required}</span> : null}
      </div>
      {children}
      {foot}
    </div>
  );
}

/** What an input must carry to be tied to its frame. */
export function tied(name: string, problem: string | undefined) {
  const id = fieldId(name);
  return {
    id,
    'aria-describedby': `${id}-note`,
    'aria-invalid': problem !== undefined,
    status: problem === undefined ? ('' as const) : ('error' as const),
  };
}

type TextFields<Values> = {
  [Name in keyof Values]: Values[Name] extends string ? Name : never;
}[keyof Values] &
  string;

interface TextFieldProps<Values> {
  form: FormAccess<Values>;
  name: TextFields<Values>;
  long?: boolean;
  hint?: string;
  lang?: string;
  /** The id of a datalist with suggestions. */
  list?: string;
  inputMode?: 'numeric';
}

export function TextField<Values>({ form, name, long, hint, lang, list, inputMode }: TextFieldProps<Values>) {
  const text = String(form.values[name]);
  const problem = form.problemOf(name);
  const required = form.required.includes(name);
  const limit = form.limits[name];
  const input = {
    ...tied(name, problem),
    value: text,
    'aria-required': required,
    ...(lang ? { lang } : {}),
    onChange: (event: { target: { value: string } }) =>
      form.set(name, event.target.value as Values[TextFields<Values>]),
  };
  return (
    <FieldFrame
      name={name}
      required={required}
      hint={hint}
      problem={problem}
      counter={limit ? <Counter length={text.trim().length} limit={limit} /> : null}
    >
      {long ? (
        <Input.TextArea {...input} className="growing" />
      ) : (
        <Input
          {...input}
          {...(list ? { list } : {})}
          {...(inputMode ? { inputMode } : {})}
          autoComplete="off"
        />
      )}
    </FieldFrame>
  );
}

function Counter({ length, limit }: { length: number; limit: number }) {
  return (
    <span className={length > limit ? 'counter over' : 'counter'}>
      {length.toLocaleString('en-US')} / {limit.toLocaleString('en-US')}
    </span>
  );
}
