import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/language.tsx';
import { NativeSelect } from './native-select.tsx';
import type { FieldAccess } from './use-fields.ts';

interface Props<Name extends string> {
  fields: FieldAccess<Name>;
  name: Name;
  label: string;
  hint?: string | undefined;
  optional?: boolean;
}

function tied<Name extends string>({ fields, name, optional }: Props<Name>) {
  const id = fields.id(name);
  return {
    id,
    value: fields.values[name],
    'aria-describedby': `${id}-note`,
    'aria-invalid': fields.problemOf(name) !== undefined,
    'aria-required': !optional,
    onChange: (event: { target: { value: string } }) => fields.set(name, event.target.value),
  };
}

/** Label above, control, then what is wrong or a hint. */
function Frame<Name extends string>(props: Props<Name> & { children: ReactNode }) {
  const { fields, name, label, hint, optional, children } = props;
  const texts = useTexts();
  const id = fields.id(name);
  const problem = fields.problemOf(name);
  return (
    <div className={problem ? 'field wrong' : 'field'}>
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        {optional ? null : <span className="required">{texts.form.required}</span>}
      </div>
      {children}
      <p id={`${id}-note`} className={problem ? 'field-error' : 'field-hint'}>
        {problem ?? hint}
      </p>
    </div>
  );
}

interface TextProps<Name extends string> extends Props<Name> {
  type?: 'text' | 'password' | 'email' | 'date';
  autoComplete?: string;
  maxLength?: number;
  min?: string;
  max?: string;
  long?: boolean;
}

export function TextField<Name extends string>(props: TextProps<Name>) {
  const { fields, name, type = 'text', autoComplete = 'off', maxLength, min, max, long } = props;
  const status = fields.problemOf(name) === undefined ? ('' as const) : ('error' as const);
  const limits = {
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
  return (
    <Frame {...props}>
      {long ? (
        <Input.TextArea {...tied(props)} {...limits} className="growing" status={status} />
      ) : (
        <Input {...tied(props)} {...limits} type={type} autoComplete={autoComplete} status={status} />
      )}
    </Frame>
  );
}

interface ChoiceProps<Name extends string> extends Props<Name> {
  options: readonly { value: string; label: string }[];
  /** The words of choosing nothing yet; none where there always is a choice. */
  none?: string;
}

export function ChoiceField<Name extends string>(props: ChoiceProps<Name>) {
  const { options, none } = props;
  return (
    <Frame {...props}>
      <NativeSelect {...tied(props)}>
        {none === undefined ? null : <option value="">{none}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </NativeSelect>
    </Frame>
  );
}
