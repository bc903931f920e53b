import { createIdentityService } from '../../src/identity/service.ts';
import { createIds } from '../../src/kernel/ids.ts';
import { createTestDatabase } from '../db/test-database.ts';
import { createFakeClock } from '../kernel/fake-clock.ts';
import { createPlainPasswords } from './plain-passwords.ts';

export const SESSION_HOURS = 12;

/** The identity service on a database of its own, with a clock that stands still and no costly hashing. */
export function createTestIdentity() {
  const db = createTestDatabase();
  const clock = createFakeClock();
  const plain = createPlainPasswords();
  const deps = {
    db,
    clock,
    newId: createIds(clock),
    passwords: plain.passwords,
    sessionHours: SESSION_HOURS,
  };
  const identity = createIdentityService(deps);
  const { id: organisationId } = identity.createOrganisation({
    name: '甲方公司',
    kind: 'enterprise',
    sample: false,
  });
  return {
    db,
    clock,
    plain,
    identity,
    organisationId,
    /** Makes an enterprise's account with the password `right`. */
    addAccount: (name: string) => {
      const account = { name, displayName: `${name}先生`, passwordHash: 'hash of right' };
      return identity.createAccount(account, [{ organisationId, role: 'enterprise' }]);
    },
    actions: () => db.$client.prepare('SELECT action FROM audit_log ORDER BY number').pluck().all(),
  };
}

/** The service as it first starts: nobody in it yet. */
export function createEmptyIdentity() {
  const db = createTestDatabase();
  const clock = createFakeClock();
  const plain = createPlainPasswords();
  const deps = {
    db,
    clock,
    newId: createIds(clock),
    passwords: plain.passwords,
    sessionHours: SESSION_HOURS,
  };
  return { db, plain, identity: createIdentityService(deps) };
}
