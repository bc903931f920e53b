import { TextField } from '../shared/fields.tsx';
import type { FieldAccess } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';

export const accountFields = ['displayName', 'email', 'account', 'password'] as const;
export type AccountField = (typeof accountFields)[number];

export const noAccount: Record<AccountField, string> = {
  displayName: '',
  email: '',
  account: '',
  password: '',
};

/** Who somebody is and what they will sign in with. */
export function AccountFields({ fields }: { fields: FieldAccess<AccountField> }) {
  const words = useTexts().organisations;
  return (
    <>
      <TextField
        fields={fields}
        name="displayName"
        label={words.fields.displayName}
        autoComplete="name"
        maxLength={80}
      />
      <TextField
        fields={fields}
        name="email"
        label={words.fields.email}
        hint={words.hints.email}
        type="email"
        autoComplete="email"
        maxLength={200}
      />
      <TextField
        fields={fields}
        name="account"
        label={words.fields.account}
        hint={words.hints.account}
        autoComplete="username"
        maxLength={80}
      />
      <TextField
        fields={fields}
        name="password"
        label={words.fields.password}
        hint={words.hints.password}
        type="password"
        autoComplete="new-password"
        maxLength={200}
      />
    </>
  );
}
