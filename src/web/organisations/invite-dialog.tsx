import { Alert, Button } from 'antd';
import { type FormEvent, useId } from 'react';
import { invite, type NewInvitation } from '../api/members.ts';
import type { Organisation, Role } from '../api/organisation-types.ts';
import { Dialog } from '../shared/dialog.tsx';
import { DialogFooter } from '../shared/dialog-footer.tsx';
import { ChoiceField, TextField } from '../shared/fields.tsx';
import { FormError } from '../shared/form-error.tsx';
import { useFields } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { useOrganisationWork } from './use-organisation-work.ts';

interface Props {
  organisation: Pick<Organisation, 'id' | 'name'>;
  roles: readonly Role[];
  onClose: () => void;
}

/** Makes an invitation and shows its link, which is seen here and never again. */
export function InviteDialog({ organisation, roles, onClose }: Props) {
  const texts = useTexts();
  const words = texts.members.invitations;
  const formId = useId();
  const fields = useFields({ role: roles[0] ?? '', email: '' });
  const { role, email } = fields.values;
  const making = useOrganisationWork(() => invite(organisation.id, role as Role, email.trim()));
  const made = making.data;

  function submit(event: FormEvent): void {
    event.preventDefault();
    // Portals pass events on to a form underneath.
    event.stopPropagation();
    if (fields.isComplete(['role'])) making.mutate(undefined, { onError: fields.refuse });
  }

  if (made) return <Made invitation={made} organisation={organisation.name} onClose={onClose} />;
  return (
    <Dialog
      title={words.formTitle}
      onCancel={onClose}
      footer={
        <DialogFooter onClose={onClose} htmlType="submit" form={formId} loading={making.isPending}>
          {words.make}
        </DialogFooter>
      }
    >
      <form id={formId} className="stack" noValidate ref={fields.form} onSubmit={submit}>
        <p className="strong">{organisation.name}</p>
        <ChoiceField
          fields={fields}
          name="role"
          label={words.role}
          options={roles.map((value) => ({ value, label: texts.organisations.roles[value] }))}
        />
        <TextField
          fields={fields}
          name="email"
          label={words.email}
          hint={words.emailHint}
          type="email"
          maxLength={200}
          optional
        />
        {making.error ? <FormError error={making.error} shown={['role', 'email']} /> : null}
      </form>
    </Dialog>
  );
}

interface MadeProps {
  invitation: NewInvitation;
  organisation: string;
  onClose: () => void;
}

function Made({ invitation: { role, email, link }, organisation, onClose }: MadeProps) {
  const texts = useTexts();
  const words = texts.members.invitations;
  return (
    <Dialog
      title={words.madeTitle}
      onCancel={onClose}
      footer={[
        <Button key="done" onClick={onClose}>
          {words.close}
        </Button>,
      ]}
    >
      <div className="stack">
        <p className="strong">
          {organisation} · {texts.organisations.roles[role]}
        </p>
        <Alert type="warning" role="note" title={words.madeText} />
        <InvitationLink address={window.location.origin + link} />
        {email ? <p>{words.sentTo(email)}</p> : null}
      </div>
    </Dialog>
  );
}
