import { Input, Radio } from 'antd';
import { fieldWord } from '../shared/words.ts';
import { useTexts } from '../texts/language.tsx';
import { type AmountValue, parseWan } from './amount-text.ts';
import { FieldFrame, tied } from './field.tsx';

interface Props {
  name: string;
  value: AmountValue;
  hint?: string;
  problem: string | undefined;
  onChange: (value: AmountValue) => void;
}

const kinds = ['amount', 'negotiable', 'undetermined'] as const;

/** A number of 万元, 面议 or 待定. `30万` and `300000元` are understood and tidied when the input is left. */
export function AmountField({ name, value, hint, problem, onChange }: Props) {
  const texts = useTexts();
  const label = fieldWord(texts, name);

  function tidy(): void {
    const wan = parseWan(value.text);
    if (wan !== null && String(wan) !== value.text) onChange({ ...value, text: String(wan) });
  }

  return (
    <FieldFrame name={name} hint={hint} problem={problem} group>
      <div className="amount">
        <Radio.Group
          name={name}
          value={value.kind}
          onChange={(event) => onChange({ ...value, kind: event.target.value as AmountValue['kind'] })}
        >
          {kinds.map((kind) => (
            <Radio key={kind} value={kind}>
              {kind === 'amount' ? texts.form.amountInWan : texts.amounts[kind]}
            </Radio>
          ))}
        </Radio.Group>
        {value.kind === 'amount' ? (
          <Input
            {...tied(name, problem)}
            className="amount-input"
            inputMode="decimal"
            autoComplete="off"
            aria-label={texts.form.amountLabel(label)}
            suffix={texts.form.wan}
            value={value.text}
            onChange={(event) => onChange({ ...value, text: event.target.value })}
            onBlur={tidy}
          />
        ) : null}
      </div>
    </FieldFrame>
  );
}
