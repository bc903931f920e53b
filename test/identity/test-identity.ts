import type { IdentityDeps } from '../../src/identity/service.ts';
import { createIdentityService } from '../../src/identity/service.ts';
import { createIds } from '../../src/kernel/ids.ts';
import type { Mail } from '../../src/mail/mailer.ts';
import { createTestDatabase } from '../db/test-database.ts';
import { createFakeClock } from '../kernel/fake-clock.ts';
import { createPlainPasswords } from './plain-passwords.ts';

export const SESSION_HOURS = 12;
export const PUBLIC_URL = 'https://match.example.cn';

type Options = Partial<Omit<IdentityDeps, 'db' | 'clock' | 'newId' | 'passwords'>>;

/** The service as it first starts: nobody in it yet; a clock that stands still and no costly hashing. */
export function createEmptyIdentity(options: Options = {}) {
  const db = createTestDatabase();
  const clock = createFakeClock();
  const plain = createPlainPasswords();
  const mails: Mail[] = [];
  const deps: IdentityDeps = {
    db,
    clock,
    newId: createIds(clock),
    passwords: plain.passwords,
    sessionHours: SESSION_HOURS,
    idleMinutes: 24 * 60,
    sendMail: (mail) => void mails.push(mail),
    publicUrl: PUBLIC_URL,
    ...options,
  };
  const identity = createIdentityService(deps);
  return {
    db,
    clock,
    plain,
    mails,
    identity,
    /** The same database after a restart. */
    restarted: () => createIdentityService(deps),
    actions: () => db.$client.prepare('SELECT action FROM audit_log ORDER BY number').pluck().all(),
    /** Lines of the log with that action, oldest first. */
    lines: (action: string) =>
      db.$client.prepare('SELECT * FROM audit_log WHERE action = ? ORDER BY number').all(action) as {
        actor_id: string | null;
        subject_id: string | null;
        address: string | null;
        outcome: string;
        facts: string;
      }[],
  };
}

/** The identity service with one enterprise in it. */
export function createTestIdentity(options: Options = {}) {
  const made = createEmptyIdentity(options);
  const { identity } = made;
  const { id: organisationId } = identity.createOrganisation({
    name: '甲方公司',
    kind: 'enterprise',
    sample: false,
  });
  return {
    ...made,
    organisationId,
    /** Makes an enterprise's account with the password `right`. */
    addAccount: (name: string, email = '') => {
      const account = { name, displayName: `${name}先生`, passwordHash: 'hash of right', email };
      return identity.createAccount(account, [{ organisationId, role: 'enterprise' }]);
    },
  };
}

export type TestIdentity = ReturnType<typeof createTestIdentity>;
