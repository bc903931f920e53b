import { Button, Input } from 'antd';
import { useTexts } from '../texts/language.tsx';
import { FieldFrame, type FormAccess, fieldId } from './field.tsx';
import type { AchievementValues, PatentRow } from './values.ts';

const MOST = 50;

export function PatentsField({ form }: { form: FormAccess<AchievementValues> }) {
  const texts = useTexts();
  const rows = form.values.patents;

  function change(index: number, part: Partial<PatentRow>): void {
    form.set(
      'patents',
      rows.map((row, at) => (at === index ? { ...row, ...part } : row)),
    );
  }

  return (
    <FieldFrame name="patents" hint={texts.form.patentsHint} problem={form.problemOf('patents')} group>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity and are only appended or removed
        <div className="patent-row" key={index}>
          <Input
            aria-label={texts.form.rowLabel(texts.form.patentNumber, index + 1)}
            placeholder={texts.form.patentNumber}
            maxLength={60}
            autoComplete="off"
            value={row.number}
            onChange={(event) => change(index, { number: event.target.value })}
          />
          <Input
            aria-label={texts.form.rowLabel(texts.form.patentStatus, index + 1)}
            placeholder={texts.form.patentStatus}
            maxLength={30}
            autoComplete="off"
            value={row.status}
            onChange={(event) => change(index, { status: event.target.value })}
          />
          <Button
            type="text"
            aria-label={texts.form.removeRow(index + 1)}
            onClick={() =>
              form.set(
                'patents',
                rows.filter((_, at) => at !== index),
              )
            }
          >
            {texts.form.remove}
          </Button>
        </div>
      ))}
      <Button
        id={fieldId('patents')}
        disabled={rows.length >= MOST}
        onClick={() => form.set('patents', [...rows, { number: '', status: '' }])}
      >
        {texts.form.addPatent}
      </Button>
    </FieldFrame>
  );
}
