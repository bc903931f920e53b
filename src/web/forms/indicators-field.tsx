import { Button, Input } from 'antd';
import { operatorSigns } from '../entry/indicator-value.ts';
import { NativeSelect } from '../shared/native-select.tsx';
import { useTexts } from '../texts/language.tsx';
import { FieldFrame, type FormAccess, fieldId } from './field.tsx';
import { emptyRow, type IndicatorRow } from './indicator-rows.ts';
import type { CommonValues } from './values.ts';

const MOST = 30;
const operators = Object.keys(operatorSigns) as IndicatorRow['operator'][];

/** The technical indicators as data: one row each, cells below each other on a phone. */
export function IndicatorsField({ form }: { form: FormAccess<CommonValues> }) {
  const texts = useTexts();
  const rows = form.values.indicators;

  function change(key: string, part: Partial<IndicatorRow>): void {
    form.set(
      'indicators',
      rows.map((row) => (row.key === key ? { ...row, ...part } : row)),
    );
  }

  function remove(key: string): void {
    form.set(
      'indicators',
      rows.filter((row) => row.key !== key),
    );
    document.getElementById(fieldId('indicators'))?.focus();
  }

  return (
    <FieldFrame
      name="indicators"
      hint={texts.form.indicatorsHint}
      problem={form.problemOf('indicators')}
      group
    >
      {rows.length > 0 ? (
        <div className="grid-head" aria-hidden="true">
          <span>{texts.indicator.metric}</span>
          <span>{texts.indicator.operator}</span>
          <span>{texts.indicator.value}</span>
          <span>{texts.indicator.unit}</span>
          <span>{texts.indicator.condition}</span>
        </div>
      ) : null}
      {rows.map((row, index) => (
        <Row
          key={row.key}
          row={row}
          index={index}
          problem={problemOfRow(form, index)}
          onChange={(part) => change(row.key, part)}
          onRemove={() => remove(row.key)}
        />
      ))}
      <Button
        id={fieldId('indicators')}
        disabled={rows.length >= MOST}
        onClick={() => form.set('indicators', [...rows, emptyRow()])}
      >
        {texts.form.addIndicator}
      </Button>
    </FieldFrame>
  );
}

/** The server names the cell (`indicators.0.values`), our own check the row. */
function problemOfRow(form: FormAccess<CommonValues>, index: number): string | undefined {
  const cells = ['', '.metric', '.operator', '.values', '.values.0', '.values.1', '.unit', '.condition'];
  return cells
    .map((cell) => form.problemOf(`indicators.${index}${cell}`))
    .find((problem) => problem !== undefined);
}

interface RowProps {
  row: IndicatorRow;
  index: number;
  problem: string | undefined;
  onChange: (part: Partial<IndicatorRow>) => void;
  onRemove: () => void;
}

function Row({ row, index, problem, onChange, onRemove }: RowProps) {
  const texts = useTexts();
  const id = fieldId(`indicators.${index}`);
  const cell = (name: 'metric' | 'low' | 'high' | 'unit' | 'condition', label: string, max: number) => ({
    'aria-label': texts.form.rowLabel(label, index + 1),
    'aria-describedby': `${id}-note`,
    placeholder: label,
    maxLength: max,
    autoComplete: 'off',
    status: problem ? ('error' as const) : ('' as const),
    value: row[name],
    onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
  });
  const between = row.operator === 'between';
  return (
    <div className="grid-row">
      <Input id={id} {...cell('metric', texts.indicator.metric, 100)} />
      <NativeSelect
        aria-label={texts.form.rowLabel(texts.indicator.operator, index + 1)}
        value={row.operator}
        onChange={(event) => onChange({ operator: event.target.value as IndicatorRow['operator'] })}
      >
        {operators.map((operator) => (
          <option key={operator} value={operator}>
            {texts.indicator.operators[operator]}
          </option>
        ))}
      </NativeSelect>
      <div className="grid-values">
        <Input
          inputMode="decimal"
          {...cell('low', between ? texts.indicator.low : texts.indicator.value, 30)}
        />
        {between ? (
          <>
            <span aria-hidden="true">～</span>
            <Input inputMode="decimal" {...cell('high', texts.indicator.high, 30)} />
          </>
        ) : null}
      </div>
      <Input {...cell('unit', texts.indicator.unit, 30)} />
      <Input {...cell('condition', texts.indicator.condition, 200)} />
      <Button type="text" aria-label={texts.form.removeRow(index + 1)} onClick={onRemove}>
        {texts.form.remove}
      </Button>
      <p id={`${id}-note`} className="field-error">
        {problem}
      </p>
    </div>
  );
}
