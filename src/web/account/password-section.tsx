import { App, Button } from 'antd';
import type { FormEvent } from 'react';
import { type Account, changePassword } from '../api/account.ts';
import { TextField } from '../shared/fields.tsx';
import { FormError } from '../shared/form-error.tsx';
import { formatInstant } from '../shared/format.ts';
import { useFields } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';
import { Section } from './section.tsx';
import { useAccountWork } from './use-account-work.ts';

const names = ['current', 'next'] as const;

export function PasswordSection({ account }: { account: Account }) {
  const words = useTexts().account.password;
  const { message } = App.useApp();
  const fields = useFields({ current: '', next: '' });
  const changing = useAccountWork(
    changePassword,
    () => {
      for (const name of names) fields.set(name, '');
      message.success(words.changed);
    },
    fields.refuse,
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (fields.isComplete(names)) changing.mutate(fields.values);
  }

  const { passwordChangedAt, passwordExpiresAt } = account;
  return (
    <Section id="password" title={words.title}>
      <p className="secondary">
        {words.since(formatInstant(passwordChangedAt))}
        {passwordExpiresAt ? ` · ${words.expires(formatInstant(passwordExpiresAt))}` : ''}
      </p>
      <form noValidate ref={fields.form} onSubmit={submit} aria-label={words.title}>
        <input type="text" autoComplete="username" value={account.name} readOnly hidden />
        <TextField
          fields={fields}
          name="current"
          label={words.current}
          type="password"
          autoComplete="current-password"
        />
        <TextField
          fields={fields}
          name="next"
          label={words.next}
          hint={words.nextHint}
          type="password"
          autoComplete="new-password"
        />
        {changing.error ? <FormError error={changing.error} shown={names} /> : null}
        <Button htmlType="submit" loading={changing.isPending}>
          {words.change}
        </Button>
      </form>
    </Section>
  );
}
