import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, toActor } from '../../src/identity/model.ts';
import type { Started } from '../../src/identity/sessions.ts';
import { codeAt, fromBase32, stepAt } from '../../src/identity/totp.ts';
import { contents } from '../db/test-database.ts';
import { asyncRefusal, refusal } from '../kernel/refusal.ts';
import { createTestIdentity, type TestIdentity } from './test-identity.ts';

const STEP_MS = 30_000;

let test: TestIdentity;
let started: Started;
let actor: Actor;

beforeEach(async () => {
  test = createTestIdentity();
  test.addAccount('li');
  started = await test.identity.signIn({ account: 'li', password: 'right' });
  actor = toActor(started.signedIn);
});

/** What the app of that person shows now; `off` in steps of half a minute. */
function codeOf(secret: string, off = 0): string {
  return codeAt(fromBase32(secret) ?? new Uint8Array(), stepAt(test.clock.now()) + off);
}

/** Sets the second factor up and lets the step pass whose code was used for it. */
async function enrol() {
  const { secret } = await test.identity.secondFactor.enrol(actor, 'right');
  const confirmed = test.identity.secondFactor.confirm(actor, started.token, codeOf(secret));
  test.clock.advance(STEP_MS);
  return { secret, ...confirmed };
}

const signIn = (code?: string) => test.identity.signIn({ account: 'li', password: 'right', code });

describe('setting it up', () => {
  it('needs the password again', async () => {
    const error = await asyncRefusal(test.identity.secondFactor.enrol(actor, 'wrong'));
    expect(error.issues).toEqual([{ field: 'password', text: 'field.passwordIncorrect' }]);
  });

  it('is not done before the first code: signing in goes on without', async () => {
    await test.identity.secondFactor.enrol(actor, 'right');
    expect((await signIn()).signedIn.secondFactor).toBe(false);
  });

  it('is not done by a wrong code, nor without a secret', async () => {
    const { secondFactor } = test.identity;
    const early = refusal(() => secondFactor.confirm(actor, started.token, '123456'));
    expect([early.code, early.text]).toEqual(['conflict', 'error.secondFactorOff']);
    const { secret } = await secondFactor.enrol(actor, 'right');
    const wrong = refusal(() => secondFactor.confirm(actor, started.token, codeOf(secret, 5)));
    expect(wrong.issues).toEqual([{ field: 'code', text: 'field.code' }]);
    expect(test.identity.authenticate(started.token)?.secondFactor).toBe(false);
  });

  it('gives this session a new token and ends all others', async () => {
    const other = await signIn();
    const { token, signedIn, recoveryCodes } = await enrol();
    expect(test.identity.authenticate(started.token)).toBe(undefined);
    expect(test.identity.authenticate(other.token)).toBe(undefined);
    expect(test.identity.authenticate(token)).toEqual(signedIn);
    expect(signedIn).toMatchObject({ secondFactor: true, credentialId: started.signedIn.credentialId });
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const code of recoveryCodes) expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
  });

  it('is done once: another secret needs the old one gone', async () => {
    const { token, signedIn } = await enrol();
    const error = await asyncRefusal(test.identity.secondFactor.enrol(toActor(signedIn), 'right'));
    expect([error.code, error.text]).toEqual(['conflict', 'error.secondFactorOn']);
    expect(test.identity.authenticate(token)?.secondFactor).toBe(true);
  });

  it('is for people only', async () => {
    const visitor: Actor = { kind: 'anonymous', address: null };
    const { secondFactor } = test.identity;
    expect((await asyncRefusal((async () => secondFactor.enrol(visitor, 'right'))())).code).toBe(
      'unauthenticated',
    );
    expect(refusal(() => secondFactor.confirm({ kind: 'service' }, 'x', '123456')).code).toBe('forbidden');
  });
});

describe('signing in with it', () => {
  it('asks for a code only after the right password', async () => {
    await enrol();
    const wrong = await asyncRefusal(test.identity.signIn({ account: 'li', password: 'wrong' }));
    expect([wrong.text, wrong.facts]).toEqual(['error.signIn', {}]);
    const asked = await asyncRefusal(signIn());
    expect([asked.code, asked.text, asked.facts]).toEqual([
      'unauthenticated',
      'error.secondFactor',
      { secondFactor: 'totp' },
    ]);
  });

  it('takes the present code, with blanks in it as apps show it, once', async () => {
    const { secret } = await enrol();
    const code = codeOf(secret);
    const { signedIn } = await signIn(`${code.slice(0, 3)} ${code.slice(3)}`);
    expect(signedIn.secondFactor).toBe(true);
    const again = await asyncRefusal(signIn(code));
    expect([again.code, again.text]).toEqual(['unauthenticated', 'error.signInCode']);
    test.clock.advance(STEP_MS);
    expect((await signIn(codeOf(secret))).signedIn.secondFactor).toBe(true);
  });

  it('takes one of two who use the same code at the same moment', async () => {
    const { secret } = await enrol();
    const code = codeOf(secret);
    const outcomes = await Promise.allSettled([signIn(code), signIn(code)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('counts wrong codes like wrong passwords, until the door is locked', async () => {
    const { secret } = await enrol();
    for (let i = 0; i < 5; i += 1)
      expect((await asyncRefusal(signIn('000000'))).text).toBe('error.signInCode');
    const locked = await asyncRefusal(signIn(codeOf(secret)));
    expect([locked.code, locked.facts]).toEqual(['unavailable', { retryAfterSeconds: 30 }]);
  });

  it('does not forget wrong codes because the password was right', async () => {
    await enrol();
    for (let i = 0; i < 4; i += 1) await asyncRefusal(signIn('000000'));
    await asyncRefusal(signIn());
    await asyncRefusal(signIn('000000'));
    expect((await asyncRefusal(signIn())).text).toBe('error.signInLocked');
  });

  it('takes each recovery code once, typed in any case and without its dashes', async () => {
    const { recoveryCodes } = await enrol();
    const [first = '', second = ''] = recoveryCodes;
    expect((await signIn(first)).signedIn.secondFactor).toBe(true);
    expect((await asyncRefusal(signIn(first))).text).toBe('error.signInCode');
    expect((await signIn(second.toLowerCase().replaceAll('-', ''))).signedIn.secondFactor).toBe(true);
    expect(test.identity.profiles.own(actor).recoveryCodesLeft).toBe(8);
  });

  it.each(['', ' ', '-', 'AAAA-AAAA-AAAA-AAAA', '１２３４５６', "' OR 1 = 1 --"])(
    'refuses %j',
    async (code) => {
      await enrol();
      expect((await asyncRefusal(signIn(code))).code).toBe('unauthenticated');
    },
  );

  it('does not take a recovery code of somebody else', async () => {
    const { recoveryCodes } = await enrol();
    test.addAccount('wang');
    const wang = await test.identity.signIn({ account: 'wang', password: 'right' });
    const { secret } = await test.identity.secondFactor.enrol(toActor(wang.signedIn), 'right');
    test.identity.secondFactor.confirm(toActor(wang.signedIn), wang.token, codeOf(secret));
    const attempt = test.identity.signIn({ account: 'wang', password: 'right', code: recoveryCodes[0] });
    expect((await asyncRefusal(attempt)).text).toBe('error.signInCode');
  });

  it('is logged by how it was shown', async () => {
    const { secret, recoveryCodes } = await enrol();
    await asyncRefusal(signIn());
    await asyncRefusal(signIn('000000'));
    await signIn(codeOf(secret));
    await signIn(recoveryCodes[0]);
    const told = test.lines('session.start').map(({ facts }) => {
      const { proof, reason } = JSON.parse(facts) as { proof?: string; reason?: string };
      return proof ?? reason;
    });
    expect(told).toEqual(['password', 'code-missing', 'code', 'totp', 'recovery-code']);
  });
});

describe('new recovery codes', () => {
  it('need a code, and void the earlier ones', async () => {
    const { secret, recoveryCodes } = await enrol();
    const { secondFactor } = test.identity;
    const wrong = await asyncRefusal(secondFactor.renewRecoveryCodes(actor, '000000'));
    expect(wrong.issues).toEqual([{ field: 'code', text: 'field.code' }]);
    const renewed = await secondFactor.renewRecoveryCodes(actor, codeOf(secret));
    expect(renewed.filter((code) => recoveryCodes.includes(code))).toEqual([]);
    expect((await asyncRefusal(signIn(recoveryCodes[0]))).text).toBe('error.signInCode');
    expect((await signIn(renewed[0])).signedIn.secondFactor).toBe(true);
  });

  it('are not to be had without a second factor', async () => {
    const error = await asyncRefusal(test.identity.secondFactor.renewRecoveryCodes(actor, '000000'));
    expect([error.code, error.text]).toEqual(['conflict', 'error.secondFactorOff']);
  });
});

describe('turning it off', () => {
  it('needs password and code both', async () => {
    const { secret, token } = await enrol();
    const { secondFactor } = test.identity;
    const remove = (password: string, code: string) => secondFactor.remove(actor, token, { password, code });
    const byCode = await asyncRefusal(remove('wrong', codeOf(secret)));
    expect(byCode.issues[0]?.field).toBe('password');
    expect((await asyncRefusal(remove('right', '000000'))).issues[0]?.field).toBe('code');
    expect((await remove('right', codeOf(secret))).signedIn.secondFactor).toBe(false);
    expect((await signIn()).signedIn.secondFactor).toBe(false);
  });

  it('ends all other sessions, and leaves no secret and no code behind', async () => {
    const { secret, token, recoveryCodes } = await enrol();
    const other = await signIn(codeOf(secret));
    const given = { password: 'right', code: recoveryCodes[0] ?? '' };
    const rotated = await test.identity.secondFactor.remove(actor, token, given);
    expect(test.identity.authenticate(other.token)).toBe(undefined);
    expect(test.identity.authenticate(token)).toBe(undefined);
    expect(test.identity.authenticate(rotated.token)?.secondFactor).toBe(false);
    const row = test.db.$client.prepare('SELECT totp_secret, totp_confirmed_at FROM accounts').get();
    expect(row).toEqual({ totp_secret: null, totp_confirmed_at: null });
    expect(test.identity.profiles.own(actor)).toMatchObject({
      secondFactorSince: null,
      recoveryCodesLeft: 0,
    });
  });
});

it('stores recovery codes as fingerprints only, and no secret in the log', async () => {
  const { secret, recoveryCodes } = await enrol();
  const stored = JSON.stringify(contents(test.db));
  for (const code of recoveryCodes) {
    expect(stored).not.toContain(code);
    expect(stored).not.toContain(code.replaceAll('-', ''));
  }
  const log = JSON.stringify(test.db.$client.prepare('SELECT * FROM audit_log').all());
  expect(log).not.toContain(secret);
  expect(test.actions()).toEqual(expect.arrayContaining(['second-factor.enrol', 'second-factor.confirm']));
});

describe('where it is required', () => {
  const required = () => createTestIdentity({ isSecondFactorRequired: () => true });

  function addOperator(service: TestIdentity, name = 'chief') {
    const { identity, organisationId } = service;
    const account = { name, displayName: name, passwordHash: 'hash of right' };
    return identity.createAccount(account, [
      { organisationId, role: 'operator' },
      { organisationId, role: 'admin' },
      { organisationId, role: 'enterprise' },
    ]);
  }

  it('withholds the roles of operators and administrators, no others, until it is shown', async () => {
    test = required();
    addOperator(test);
    started = await test.identity.signIn({ account: 'chief', password: 'right' });
    actor = toActor(started.signedIn);
    expect(started.signedIn.mustEnrol).toBe(true);
    expect(started.signedIn.memberships.map(({ role }) => role)).toEqual(['enterprise']);
    const { signedIn, token } = await enrol();
    expect(signedIn.mustEnrol).toBe(false);
    expect(signedIn.memberships.map(({ role }) => role).sort()).toEqual(['admin', 'enterprise', 'operator']);
    expect(test.identity.authenticate(token)?.memberships).toHaveLength(3);
  });

  it('asks nothing of those who hold no such role', async () => {
    test = required();
    test.addAccount('li');
    const { signedIn } = await test.identity.signIn({ account: 'li', password: 'right' });
    expect([signedIn.mustEnrol, signedIn.memberships.length]).toEqual([false, 1]);
  });

  it('withholds them again when it is turned off', async () => {
    test = required();
    addOperator(test);
    started = await test.identity.signIn({ account: 'chief', password: 'right' });
    actor = toActor(started.signedIn);
    const { secret, token } = await enrol();
    const given = { password: 'right', code: codeOf(secret) };
    const { signedIn } = await test.identity.secondFactor.remove(actor, token, given);
    expect([signedIn.mustEnrol, signedIn.memberships.map(({ role }) => role)]).toEqual([
      true,
      ['enterprise'],
    ]);
  });
});
