import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { FormEvent } from 'react';
import { ACCOUNT, type Account, editAccount } from '../api/account.ts';
import { ApiError } from '../api/client.ts';
import { TextField } from '../shared/fields.tsx';
import { FormError } from '../shared/form-error.tsx';
import { useFields } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';
import { Section } from './section.tsx';
import { useAccountWork } from './use-account-work.ts';

const names = ['displayName', 'email', 'password'] as const;

function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.status === 412;
}

export function ProfileSection({ account }: { account: Account }) {
  const words = useTexts().account.profile;
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { displayName, email } = account;
  const fields = useFields({ displayName, email, password: '' });
  const isNewEmail = fields.values.email.trim() !== email;
  const saving = useAccountWork(
    editAccount,
    () => {
      fields.set('password', '');
      message.success(words.saved);
    },
    (error) => {
      fields.refuse(error);
      // Changed elsewhere meanwhile: the message says so, and what was typed counts for what is there now.
      if (isStale(error)) void queryClient.invalidateQueries({ queryKey: ACCOUNT });
    },
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!fields.isComplete(isNewEmail ? ['displayName', 'password'] : ['displayName'])) return;
    const { values } = fields;
    saving.mutate({
      displayName: values.displayName,
      ...(isNewEmail ? { email: values.email.trim(), password: values.password } : {}),
      version: account.version,
    });
  }

  return (
    <Section id="profile" title={words.title}>
      <p className="secondary">{words.accountIs(account.name)}</p>
      <form noValidate ref={fields.form} onSubmit={submit} aria-label={words.title}>
        <TextField
          fields={fields}
          name="displayName"
          label={words.displayName}
          autoComplete="name"
          maxLength={80}
        />
        <TextField
          fields={fields}
          name="email"
          label={words.email}
          hint={words.emailHint}
          type="email"
          autoComplete="email"
          optional
        />
        {isNewEmail ? (
          <TextField
            fields={fields}
            name="password"
            label={words.password}
            type="password"
            autoComplete="current-password"
          />
        ) : null}
        {saving.error ? <FormError error={saving.error} shown={names} /> : null}
        <Button htmlType="submit" loading={saving.isPending}>
          {words.save}
        </Button>
      </form>
    </Section>
  );
}
