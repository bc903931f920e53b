import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid } from '../kernel/errors.ts';
import { type NewId, newToken, sha256 } from '../kernel/ids.ts';
import type { Membership, Organisation, OrganisationKind, Role, SignedIn } from './model.ts';
import type { Passwords } from './passwords.ts';
import {
  countAccounts,
  deleteEndedSessions,
  deleteSession,
  findAccountByName,
  findOrganisations,
  findSignedIn,
  insertAccount,
  insertOrganisation,
  insertSession,
  updatePasswordHash,
} from './store.ts';

export interface IdentityDeps {
  db: Db;
  clock: Clock;
  newId: NewId;
  passwords: Passwords;
  sessionHours: number;
}

interface FirstAdmin {
  token: string;
  account: string;
  displayName: string;
  password: string;
  organisation: string;
}

export type IdentityService = ReturnType<typeof createIdentityService>;

/** People, organisations and sessions. */
export function createIdentityService({ db, clock, newId, passwords, sessionHours }: IdentityDeps) {
  /** Only in memory: a restart makes a new link and ends the old one. */
  let setupToken: string | null = null;

  function startSession(accountId: string): { token: string; signedIn: SignedIn } {
    const now = clock.now();
    const token = newToken();
    const expiresAt = now + sessionHours * 3_600_000;
    return transact(db, (tx) => {
      deleteEndedSessions(tx.sql, now);
      insertSession(tx.sql, {
        tokenHash: sha256(token),
        accountId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt,
      });
      append(tx, { at: now, actorId: accountId, action: 'session.start', subjectId: accountId, facts: {} });
      const signedIn = findSignedIn(tx.sql, sha256(token), now);
      if (signedIn === undefined) throw new AppError('internal', 'error.internal');
      return { token, signedIn };
    });
  }

  function createAccount(
    input: { name: string; displayName: string; passwordHash: string },
    roles: Membership[],
  ): string {
    const { displayName, passwordHash } = input;
    // Signing in ignores blanks around the name, so none are stored.
    const name = input.name.trim();
    const id = newId();
    return transact(db, (tx) => {
      if (findAccountByName(tx.sql, name)) throw invalid([{ field: 'account', text: 'field.account' }]);
      const createdAt = clock.now();
      insertAccount(tx.sql, { id, name, displayName, passwordHash, createdAt }, roles);
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
    const organisation = { id: newId(), createdAt: clock.now(), ...input };
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
    /** For anyone. Throws `unauthenticated` alike for an unknown account and a wrong password. */
    async signIn(accountName: string, password: string) {
      const account = findAccountByName(db, accountName.trim());
      const right = await passwords.matches(account?.passwordHash, password);
      if (!right || account === undefined) throw new AppError('unauthenticated', 'error.signIn');
      return startSession(account.id);
    },

    /** The person behind a session token, or undefined when it ended. For the session plugin of `http`. */
    authenticate: (token: string): SignedIn | undefined => findSignedIn(db, sha256(token), clock.now()),

    /** Ends a session; ending one that is over already is no error. */
    signOut: (token: string): void => deleteSession(db, sha256(token)),

    /** The service itself, for the sample data and set-up: no route leads here directly. */
    createAccount,
    createOrganisation,
    hashPassword: (password: string): Promise<string> => passwords.hash(password),
    setPasswordHash: (accountName: string, hash: string): void => updatePasswordHash(db, accountName, hash),

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
     * until it appoints others. Throws `forbidden` for a wrong token or once an account exists.
     */
    async setUp(input: FirstAdmin) {
      if (setupToken === null || sha256(setupToken) !== sha256(input.token) || countAccounts(db) > 0) {
        throw new AppError('forbidden', 'error.setupToken');
      }
      const { account: name, displayName, password, organisation } = input;
      const passwordHash = await passwords.hash(password);
      return transact(db, () => {
        if (setupToken === null) throw new AppError('forbidden', 'error.setupToken');
        const bureau = createOrganisation({ name: organisation, kind: 'authority', sample: false });
        const held: Membership[] = [
          { organisationId: bureau.id, role: 'admin' },
          { organisationId: bureau.id, role: 'operator' },
        ];
        const started = startSession(createAccount({ name, displayName, passwordHash }, held));
        setupToken = null;
        return started;
      });
    },
  };
}
