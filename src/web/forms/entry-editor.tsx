import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Entry } from '../api/entry-types.ts';
import type { Session } from '../api/service.ts';
import { PreviewDialog } from '../disclosure/preview-dialog.tsx';
import { TransitionDialog } from '../entry/transition-dialog.tsx';
import { ActingFor } from '../organisations/acting-for.tsx';
import { SignInDialog } from '../session/sign-in-dialog.tsx';
import { NativeSelect } from '../shared/native-select.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { type FormAccess, fieldId } from './field.tsx';
import type { FormSpec } from './form-spec.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { problemWords } from './problem-words.ts';
import { SaveBar } from './save-bar.tsx';
import { useEntryForm } from './use-entry-form.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import type { CommonValues } from './values.ts';

interface Props<Values extends CommonValues> {
  spec: FormSpec<Values>;
  entry: Entry | null;
  session: Session;
  fields: (form: FormAccess<Values>) => ReactNode;
}

/** The form itself: fields, its standing with the server, and the ways out of it. */
export function EntryEditor<Values extends CommonValues>({
  spec,
  entry: opened,
  session,
  fields,
}: Props<Values>) {
  const texts = useTexts();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  // 代办: the organisation that an operator fills the form in for.
  const actingFor = params.get('for');
  const organisations = [
    ...new Map(session.memberships.map((place) => [place.organisationId, place])).values(),
  ];
  const [organisationId, setOrganisationId] = useState(organisations[0]?.organisationId);
  const [submitting, setSubmitting] = useState<Entry | null>(null);
  const [previewing, setPreviewing] = useState<Entry | null>(null);
  const form = useEntryForm({
    spec,
    entry: opened,
    accountId: actingFor ? `${session.account.id}:${actingFor}` : session.account.id,
    organisationId: actingFor ?? (organisations.length > 1 ? organisationId : undefined),
    onCreated: (created) => setParams({ draft: created.id }, { replace: true, preventScrollReset: true }),
  });
  const { entry } = form;
  const guard = useLeaveGuard({
    dirty: form.dirty,
    isDirty: form.isDirty,
    savesItself: form.autosave && form.savable && form.state.kind !== 'conflict',
    save: form.save,
  });

  function focusFirst(problems: object): void {
    const first = document.getElementById(fieldId(inFormOrder(Object.keys(problems))[0] ?? ''));
    first?.scrollIntoView({ block: 'center' });
    first?.focus({ preventScroll: true });
  }

  async function saveExplicitly(): Promise<void> {
    const problems = form.check('saving');
    if (Object.keys(problems).length > 0) return focusFirst(problems);
    const saved = await form.save();
    if (saved && !form.autosave) await navigate(`/${spec.list}/${saved.id}`);
  }

  async function submit(): Promise<void> {
    const problems = form.check('submitting');
    if (Object.keys(problems).length > 0) return focusFirst(problems);
    const saved = await form.save();
    if (saved) setSubmitting(saved);
  }

  /** Drafts are saved first; of what others read or review already, the stored version is shown. */
  async function preview(): Promise<void> {
    if (entry && (!form.autosave || !form.dirty)) return setPreviewing(entry);
    if (!form.savable) return focusFirst(form.check('saving'));
    setPreviewing(await form.save());
  }

  const access: FormAccess<Values> = {
    values: form.values,
    limits: spec.limits,
    required: spec.required,
    set: form.set,
    preview: () => void preview(),
    problemOf: (field) => {
      const problem = form.problems[field];
      return form.serverProblems[field] ?? (problem && problemWords(texts, problem));
    },
  };
  const words = texts.lists[spec.list];
  const problemCount = Object.keys(form.problems).length;

  return (
    <form
      className="page form-page"
      noValidate
      onSubmit={(event) => event.preventDefault()}
      aria-label={words.formName}
    >
      <PageTitle>{opened ? words.edit : words.post}</PageTitle>
      <p className="secondary">{form.autosave ? texts.form.autosaveHint : texts.form.explicitHint}</p>
      {entry?.state === 'returned' && entry.reviewNote ? (
        <Alert
          className="notice"
          type="warning"
          role="note"
          title={texts.entry.reviewNote(texts.states[spec.list].returned)}
          description={<p className="prose">{entry.reviewNote}</p>}
        />
      ) : null}
      {form.restored === 'no' ? null : (
        <Alert
          className="notice"
          type="info"
          role="status"
          title={texts.form.restored}
          action={
            form.dirty ? (
              <Button onClick={form.discardRestored}>{texts.form.discardRestored}</Button>
            ) : undefined
          }
        />
      )}
      {actingFor ? <ActingFor organisationId={actingFor} /> : null}
      {entry === null && !actingFor && organisations.length > 1 ? (
        <div className="field">
          <label htmlFor="field-organisationId">{texts.form.organisation}</label>
          <NativeSelect
            id="field-organisationId"
            value={organisationId ?? ''}
            onChange={(event) => setOrganisationId(event.target.value)}
          >
            {organisations.map((place) => (
              <option key={place.organisationId} value={place.organisationId}>
                {place.organisationName}
              </option>
            ))}
          </NativeSelect>
        </div>
      ) : null}
      {fields(access)}
      <SaveBar
        form={form}
        problemCount={problemCount}
        onSave={() => void saveExplicitly()}
        onSubmit={() => void submit()}
      />
      {form.state.kind === 'signed-out' ? (
        <SignInDialog hint={texts.form.signedOut} onDone={() => void form.save()} />
      ) : null}
      {form.state.kind === 'conflict' ? (
        <ConflictDialog form={form} theirs={form.state.theirs} onSettle={form.settle} />
      ) : null}
      <LeaveDialog
        guard={guard}
        failed={form.state.kind === 'failed'}
        savesItself={form.autosave && form.savable}
      />
      {previewing ? (
        <PreviewDialog entry={previewing} unsaved={form.dirty} onClose={() => setPreviewing(null)} />
      ) : null}
      {submitting ? (
        <TransitionDialog
          entry={submitting}
          to="submitted"
          onClose={() => setSubmitting(null)}
          onMoved={(moved) => void navigate(`/${spec.list}/${moved.id}`, { state: { submitted: true } })}
        />
      ) : null}
    </form>
  );
}

/** Problems in the order in which their fields stand on the page. */
function inFormOrder(fields: string[]): string[] {
  const place = (field: string) => {
    const element = document.getElementById(fieldId(field));
    return element ? element.getBoundingClientRect().top : Number.POSITIVE_INFINITY;
  };
  return fields.sort((one, other) => place(one) - place(other));
}
