import { Button } from 'antd';
import type { Entry } from '../api/entry-types.ts';
import { Dialog } from '../shared/dialog.tsx';
import { formatInstant } from '../shared/format.ts';
import { useLabels } from '../shared/labels.ts';
import { fieldWord } from '../shared/words.ts';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/zh-cn.ts';
import { changedFields } from './changes.ts';
import type { Choice } from './field-choices.ts';
import type { EntryForm } from './use-entry-form.ts';
import type { CommonValues } from './values.ts';

interface Props<Values extends CommonValues> {
  form: EntryForm<Values>;
  theirs: Entry;
  onSettle: (theirs: Entry, keepMine: boolean) => void;
}

/** Somebody else changed the entry meanwhile: both versions, and a choice. Nothing is overwritten in silence. */
export function ConflictDialog<Values extends CommonValues>({ form, theirs, onSettle }: Props<Values>) {
  const texts = useTexts();
  const theirBody = form.spec.body(form.spec.values(theirs));
  const myBody = form.spec.body(form.values);
  const differing = changedFields(theirBody, myBody);
  const labels = useLabels();
  const changedByMe = form.changed();
  const words = (body: object, field: string) => {
    const value = new Map<string, unknown>(Object.entries(body)).get(field);
    if (field === 'chain' && typeof value === 'string') return labels.chain(value);
    if (field === 'disclosure') return texts.disclosures[value as keyof typeof texts.disclosures];
    return field === 'fieldDisclosure' ? choiceWords(value, texts) : plain(value);
  };
  return (
    <Dialog
      width={760}
      title={texts.form.conflictTitle}
      closable={false}
      footer={[
        <Button key="theirs" onClick={() => onSettle(theirs, false)}>
          {texts.form.takeTheirs}
        </Button>,
        <Button key="mine" type="primary" onClick={() => onSettle(theirs, true)}>
          {texts.form.keepMine}
        </Button>,
      ]}
    >
      <p>{texts.form.conflictText(formatInstant(theirs.updatedAt))}</p>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{texts.form.field}</th>
              <th scope="col">{texts.form.mine}</th>
              <th scope="col">{texts.form.theirs}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((field) => (
              <tr key={field}>
                <th scope="row">{fieldWord(texts, field)}</th>
                <td>{changedByMe.includes(field) ? words(myBody, field) : texts.form.untouched}</td>
                <td>{words(theirBody, field)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

/** `联系方式 隐去 · 预期投入 公开`. */
function choiceWords(value: unknown, texts: Texts): string {
  const choices = Object.entries((value ?? {}) as Record<string, Choice>);
  return choices
    .map(([field, choice]) => `${fieldWord(texts, field)} ${texts.disclosure.form[choice]}`)
    .join(' · ');
}

/** Enough of a value to tell two versions apart. */
function plain(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(plain).join(' · ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(plain).filter(Boolean).join(' ');
}
