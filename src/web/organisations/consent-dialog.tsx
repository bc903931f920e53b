import { App } from 'antd';
import { type FormEvent, useId } from 'react';
import { recordConsent } from '../api/members.ts';
import type { ConsentForm, Organisation } from '../api/organisation-types.ts';
import { Dialog } from '../shared/dialog.tsx';
import { DialogFooter } from '../shared/dialog-footer.tsx';
import { ChoiceField, TextField } from '../shared/fields.tsx';
import { FormError } from '../shared/form-error.tsx';
import { useFields } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';
import { dayAfter } from './days.ts';
import { useOrganisationWork } from './use-organisation-work.ts';

const names = ['givenBy', 'form', 'expiresOn', 'note'] as const;
const LONGEST_DAYS = 365;

interface Props {
  organisation: Organisation;
  onClose: () => void;
}

/** An operator writes down that the organisation lets them act for it: who said so, how, until when. */
export function ConsentDialog({ organisation, onClose }: Props) {
  const texts = useTexts();
  const words = texts.members.consents;
  const formId = useId();
  const { message } = App.useApp();
  const [today, last] = [dayAfter(Date.now(), 0), dayAfter(Date.now(), LONGEST_DAYS)];
  const fields = useFields({ givenBy: '', form: 'written', expiresOn: last, note: '' });
  const recording = useOrganisationWork(
    (body: ConsentForm) => recordConsent(organisation.id, body),
    () => {
      message.success(words.recorded);
      onClose();
    },
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    event.stopPropagation();
    if (!fields.isComplete(['givenBy', 'form', 'expiresOn'])) return;
    const body = { ...fields.values, form: fields.values.form as ConsentForm['form'] };
    recording.mutate(body, { onError: fields.refuse });
  }

  return (
    <Dialog
      title={words.record}
      onCancel={onClose}
      footer={
        <DialogFooter onClose={onClose} htmlType="submit" form={formId} loading={recording.isPending}>
          {words.save}
        </DialogFooter>
      }
    >
      <form id={formId} className="stack" noValidate ref={fields.form} onSubmit={submit}>
        <p className="strong">{organisation.name}</p>
        <p>{words.recordHint}</p>
        <TextField
          fields={fields}
          name="givenBy"
          label={words.givenBy}
          hint={words.givenByHint}
          maxLength={80}
        />
        <ChoiceField
          fields={fields}
          name="form"
          label={words.form}
          options={Object.entries(words.forms).map(([value, label]) => ({ value, label }))}
        />
        <TextField
          fields={fields}
          name="expiresOn"
          label={words.until}
          hint={words.untilHint(last)}
          type="date"
          min={today}
          max={last}
        />
        <TextField
          fields={fields}
          name="note"
          label={words.note}
          hint={words.noteHint}
          maxLength={1000}
          optional
          long
        />
        {recording.error ? <FormError error={recording.error} shown={names} /> : null}
      </form>
    </Dialog>
  );
}
