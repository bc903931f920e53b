import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid } from '../kernel/errors.ts';
import { type NewId, newToken, sha256 } from '../kernel/ids.ts';
import type { Mail } from '../mail/mailer.ts';
import { createApiTokens } from './api-tokens.ts';
import { createLockout } from './lockout.ts';
import type { Membership, Organisation, OrganisationKind, Role, SignedIn } from './model.ts';
import { createPasswordChange } from './password-change.ts';
import { createPasswordRules, type PasswordRules } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import { createProfiles } from './profile.ts';
import { createProofs } from './proofs.ts';
import { createResets } from './reset.ts';
import { deleteEndedResets } from './reset-store.ts';
import { createSecondFactor } from './second-factor.ts';
import { createSecurityMails } from './security-mails.ts';
import { createSessions, type Started } from './sessions.ts';
import type { Origin } from './sign-in-model.ts';
import { createSignedInReader } from './signed-in.ts';
import {
  countAccounts,
  findAccountByName,
  findOrganisations,
  insertAccount,
  insertOrganisation,
  updateAccount,
} from './store.ts';

export interface IdentityDeps {
  db: Db;
  clock: Clock;
  newId: NewId;
  passwords: Passwords;
  sessionHours: number;
  /** Minutes without a request after which a session ends. */
  idleMinutes?: number;
  passwordRules?: PasswordRules;
  /** Whether operators and administrators need a second factor; asked at every request. */
  isSecondFactorRequired?(): boolean;
  sendMail?(mail: Mail): void;
  /** Where people reach the service, for links in mails. */
  publicUrl?: string;
}

interface FirstAdmin {
  token: string;
  account: string;
  displayName: string;
  password: string;
  organisation: string;
}

export type IdentityService = ReturnType<typeof createIdentityService>;

const nowhere: Origin = { address: null, agent: '' };

/** People, organisations and sessions: the room’s parts put together. What tests leave out is off. */
export function createIdentityService(deps: IdentityDeps) {
  const { db, clock, newId, passwords, sessionHours, idleMinutes = 60, publicUrl = '' } = deps;
  const { passwordRules = createPasswordRules({ preset: 'standard', common: new Set() }) } = deps;
  const { isSecondFactorRequired = () => false, sendMail = () => undefined } = deps;
  /** Only in memory: a restart makes a new link and ends the old one. */
  let setupToken: string | null = null;

  const readSignedIn = createSignedInReader({ passwordRules, isSecondFactorRequired });
  const sessions = createSessions({ db, clock, readSignedIn, sessionHours, idleMinutes });
  const lockout = createLockout();
  const proofs = createProofs({ db, clock, passwords, lockout });
  const tokens = createApiTokens({ db, clock, newId, readSignedIn });
  const mails = createSecurityMails({ clock, sendMail });
  const kept = { db, clock, passwords, passwordRules, proofs, lockout, sessions, tokens, mails };

  function createAccount(
    input: { name: string; displayName: string; passwordHash: string; email?: string },
    roles: Membership[],
  ): string {
    const { displayName, passwordHash, email = '' } = input;
    // Signing in ignores blanks around the name, so none are stored.
    const name = input.name.trim();
    const id = newId();
    return transact(db, (tx) => {
      if (findAccountByName(tx.sql, name)) throw invalid([{ field: 'account', text: 'field.account' }]);
      const createdAt = clock.now();
      insertAccount(tx.sql, { id, name, displayName, passwordHash, email, createdAt }, roles);
      const facts = { roles: roles.map(({ role }: { role: Role }) => role) };
      append(tx, { at: createdAt, actorId: null, action: 'account.create', subjectId: id, facts });
      return id;
    });
  }

  function createOrganisation(input: {
    name: string;
    kind: OrganisationKind;
    sample: boolean;
  }): Organisation {
    const organisation: Organisation = {
      id: newId(),
      createdAt: clock.now(),
      creditCode: null,
      contact: '',
      state: 'confirmed',
      reviewNote: '',
      version: 1,
      ...input,
    };
    transact(db, (tx) => {
      insertOrganisation(tx.sql, organisation);
      const facts = { kind: input.kind };
      append(tx, {
        at: organisation.createdAt,
        actorId: null,
        action: 'organisation.create',
        subjectId: organisation.id,
        facts,
      });
    });
    return organisation;
  }

  return {
    /**
     * For anyone. Throws `unauthenticated` alike for an unknown account and a wrong password; with facts, once the
     * password was right, for a second factor that is missing or wrong; `unavailable` with `retryAfterSeconds` while
     * name or address is locked.
     */
    signIn: (
      given: { account: string; password: string; code?: string | undefined },
      origin: Origin = nowhere,
    ): Promise<Started> =>
      proofs.atTheDoor({ ...given, address: origin.address }, (tx, account, proof) =>
        sessions.start(tx, account.id, proof, origin),
      ),

    /** The person behind a session token, or undefined when it ended. For the session plugin of `http`. */
    authenticate: (token: string): SignedIn | undefined => sessions.authenticate(token),

    /** Ends a session; ending one that is over already is no error. */
    signOut: (
      token: string,
      address: string | null = null,
      reason: 'signed-out' | 'replaced' = 'signed-out',
    ): void => sessions.signOut(token, address, reason),

    sessions,
    tokens,
    proofs,
    changePassword: createPasswordChange(kept),
    secondFactor: createSecondFactor(kept),
    resets: createResets({ ...kept, sendMail, publicUrl }),
    profiles: createProfiles(kept),
    passwordRules,

    /** The service itself, once a minute: ends sessions whose time is over, forgets old failures and links. */
    sweep: (): void =>
      transact(db, (tx) => {
        sessions.sweep(tx);
        lockout.sweep(tx, clock.now());
        deleteEndedResets(tx.sql, clock.now());
      }),

    /** The service itself, for the sample data and set-up: no route leads here directly. */
    createAccount,
    createOrganisation,
    hashPassword: (password: string): Promise<string> => passwords.hash(password),
    setPasswordHash(accountName: string, passwordHash: string): void {
      const account = findAccountByName(db, accountName);
      if (account === undefined) return;
      updateAccount(db, account.id, { passwordHash, passwordChangedAt: clock.now() });
    },

    hasAccounts: (): boolean => countAccounts(db) > 0,

    /** The organisations with these ids, for presenting entries; names of organisations are public. */
    organisations: (ids: string[]): Map<string, Organisation> => findOrganisations(db, ids),

    /** A new one-time token for the first administrator, which only the process log shows. */
    offerSetup(): string {
      setupToken = newToken();
      return setupToken;
    },

    /**
     * Makes the first administrator and the bureau they work for, and signs them in. The account is operator too,
     * until it appoints others. Throws `forbidden` for a wrong token or once an account exists, `invalid` for a
     * password that is against the rules.
     */
    async setUp(input: FirstAdmin, origin: Origin = nowhere): Promise<Started> {
      if (setupToken === null || sha256(setupToken) !== sha256(input.token) || countAccounts(db) > 0) {
        throw new AppError('forbidden', 'error.setupToken');
      }
      const { account: name, displayName, password, organisation } = input;
      const issues = passwordRules.check(password, { account: name, displayName });
      if (issues.length > 0) throw invalid(issues);
      const passwordHash = await passwords.hash(password);
      return transact(db, (tx) => {
        if (setupToken === null) throw new AppError('forbidden', 'error.setupToken');
        const bureau = createOrganisation({ name: organisation, kind: 'authority', sample: false });
        const held: Membership[] = [
          { organisationId: bureau.id, role: 'admin' },
          { organisationId: bureau.id, role: 'operator' },
        ];
        const accountId = createAccount({ name, displayName, passwordHash }, held);
        const started = sessions.start(tx, accountId, 'password', origin);
        setupToken = null;
        return started;
      });
    },
  };
}
