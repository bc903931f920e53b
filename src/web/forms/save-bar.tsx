import { Button } from 'antd';
import { Link } from 'react-router';
import { formatTime } from '../shared/format.ts';
import { errorWords } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/zh-cn.ts';
import type { EntryForm } from './use-entry-form.ts';
import type { CommonValues } from './values.ts';

interface Props<Values extends CommonValues> {
  form: EntryForm<Values>;
  problemCount: number;
  onSave: () => void;
  onSubmit: () => void;
}

/**
 * Stays in sight: how the form stands, and what can be done with it. No button submits the form by itself: Enter in
 * one of many fields must not send the whole.
 */
export function SaveBar<Values extends CommonValues>({
  form,
  problemCount,
  onSave,
  onSubmit,
}: Props<Values>) {
  const texts = useTexts();
  const saving = form.state.kind === 'saving';
  const { list } = form.spec;
  return (
    <div className="save-bar">
      <div className={`save-state ${form.state.kind}`} role="status" aria-live="polite">
        {problemCount > 0 ? (
          <span className="field-error">{texts.form.problemCount(problemCount)}</span>
        ) : null}
        <span>{stateWords(form, texts)}</span>
      </div>
      {form.autosave ? (
        <>
          <Button onClick={onSave} disabled={saving}>
            {form.state.kind === 'failed' ? texts.form.saveAgain : texts.form.saveDraft}
          </Button>
          <Button type="primary" onClick={onSubmit}>
            {texts.form.saveAndSubmit}
          </Button>
        </>
      ) : (
        <>
          <Link className="button-link plain" to={`/${list}/${form.entry?.id ?? ''}`}>
            {texts.cancel}
          </Link>
          <Button type="primary" onClick={onSave} loading={saving}>
            {texts.form.saveChanges}
          </Button>
        </>
      )}
    </div>
  );
}

function stateWords<Values extends CommonValues>(form: EntryForm<Values>, texts: Texts): string {
  const { state } = form;
  if (state.kind === 'failed') return texts.form.failed(errorWords(state.error, texts));
  if (state.kind === 'saving') return texts.form.saving;
  if (state.kind === 'signed-out') return texts.form.signedOut;
  if (state.kind === 'conflict') return texts.form.conflict;
  if (form.dirty) {
    if (!form.autosave) return texts.form.unsaved;
    if (form.values.title.trim() === '') return texts.form.needsTitle;
    return form.savable ? texts.form.unsaved : texts.form.keptHere;
  }
  return state.kind === 'saved' ? texts.form.saved(formatTime(state.at)) : '';
}
