import { App, Button } from 'antd';
import type { FormEvent } from 'react';
import type { Organisation, OrganisationForm } from '../api/organisation-types.ts';
import { changeOrganisation } from '../api/organisations.ts';
import { FormError } from '../shared/form-error.tsx';
import { useFields } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';
import { type OrganisationField, OrganisationFields, organisationFields } from './organisation-fields.tsx';
import { useOrganisationWork } from './use-organisation-work.ts';

interface Props {
  organisation: Organisation;
  /** Whether the reader is one who confirms organisations, and not one of its people. */
  reviewing: boolean;
  onClose: () => void;
}

/** What may be changed as the organisation stands: all until it is confirmed, then little. The server has the rule. */
function openFields({ state, kind }: Organisation, reviewing: boolean): readonly OrganisationField[] {
  if (state === 'confirmed') return reviewing ? ['name', 'creditCode', 'contact'] : ['contact'];
  return kind === 'authority' ? ['name', 'creditCode', 'contact'] : organisationFields;
}

export function EditOrganisation({ organisation, reviewing, onClose }: Props) {
  const texts = useTexts();
  const words = texts.organisations.edit;
  const { message } = App.useApp();
  const { name, kind, creditCode, contact, state } = organisation;
  const before = { name, kind, creditCode: creditCode ?? '', contact };
  const fields = useFields<OrganisationField>(before);
  const open = openFields(organisation, reviewing);
  // What was never recorded may stay so.
  const optional = (['creditCode', 'contact'] as const).filter((field) => before[field] === '');
  const resubmitting = state === 'refused' && !reviewing;
  const saving = useOrganisationWork(
    (form: Partial<OrganisationForm>) => changeOrganisation(organisation, form),
    () => {
      message.success(resubmitting ? words.resubmitted : words.saved);
      onClose();
    },
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    const required = open.filter((field) => !optional.some((unneeded) => unneeded === field));
    if (!fields.isComplete(required)) return;
    const changed = open.filter((field) => fields.values[field] !== before[field]);
    if (changed.length === 0 && !resubmitting) {
      onClose();
      return;
    }
    const form = Object.fromEntries(changed.map((field) => [field, fields.values[field]]));
    saving.mutate(form as Partial<OrganisationForm>, { onError: fields.refuse });
  }

  return (
    <form
      className="short-form edit-organisation"
      noValidate
      ref={fields.form}
      onSubmit={submit}
      aria-label={words.action}
    >
      {state === 'confirmed' ? (
        <p className="secondary">{reviewing ? words.kindFixed : words.contactOnly}</p>
      ) : null}
      <OrganisationFields fields={fields} open={open} optional={optional} />
      {saving.error ? <FormError error={saving.error} shown={open} /> : null}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {resubmitting ? words.resubmit : words.save}
        </Button>
        <Button onClick={onClose}>{texts.cancel}</Button>
      </div>
    </form>
  );
}
