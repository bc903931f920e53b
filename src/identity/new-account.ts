import { append } from '../audit/log.ts';
import type { Sql, Tx } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { type FieldIssue, invalid } from '../kernel/errors.ts';
import type { NewId } from '../kernel/ids.ts';
import { insertPerson } from './members-store.ts';
import { type Actor, type Membership, signatureOf } from './model.ts';
import type { PasswordRules } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import { findAccountByName } from './store.ts';

/** What somebody fills in to get an account. */
export interface NewAccount {
  account: string;
  displayName: string;
  email: string;
  password: string;
}

export interface NewAccountDeps {
  clock: Clock;
  newId: NewId;
  passwords: Pick<Passwords, 'hash'>;
  checkPassword: PasswordRules['check'];
}

function accountTaken(): FieldIssue {
  return { field: 'account.account', text: 'field.account' };
}

/** What is wrong with the name and the password of a form that makes an account. */
export function checkNewAccount(
  db: Sql,
  { checkPassword }: Pick<NewAccountDeps, 'checkPassword'>,
  { account, displayName, password }: NewAccount,
): FieldIssue[] {
  const taken = findAccountByName(db, account.trim()) !== undefined;
  return [
    ...(taken ? [accountTaken()] : []),
    ...checkPassword(password, { account, displayName }, 'account.password'),
  ];
}

/**
 * Stores a new account with its roles and its line in the log; gives its id. The caller hashed the password before the
 * transaction. Throws `invalid` when somebody took the name meanwhile.
 */
export function storeNewAccount(
  tx: Tx,
  { clock, newId }: Pick<NewAccountDeps, 'clock' | 'newId'>,
  actor: Actor,
  input: { form: NewAccount; passwordHash: string; consentVersion: number },
  roles: Membership[],
): string {
  const { form, passwordHash, consentVersion } = input;
  const name = form.account.trim();
  if (findAccountByName(tx.sql, name) !== undefined) throw invalid([accountTaken()]);
  const id = newId();
  const createdAt = clock.now();
  insertPerson(
    tx.sql,
    {
      id,
      name,
      displayName: form.displayName,
      email: form.email,
      passwordHash,
      passwordChangedAt: createdAt,
      consentVersion,
      consentedAt: createdAt,
      createdAt,
    },
    roles,
  );
  append(tx, {
    at: createdAt,
    ...signatureOf(actor),
    action: 'account.create',
    subjectId: id,
    facts: { roles: roles.map(({ role }) => role), consentVersion },
  });
  return id;
}
