import { desc, eq, or, sql } from 'drizzle-orm';
import { auditLog, type StoredLine } from '../audit/tables.ts';
import type { Sql } from '../db/tx.ts';
import type { Consent } from './consents-store.ts';
import { changeAccount } from './members-store.ts';
import type { Role } from './model.ts';
import { apiTokens, recoveryCodes } from './sign-in-tables.ts';
import { accounts, consents, invitations, memberships, sessions } from './tables.ts';

/** So many lines of the log at most; those who did more ask the auditor for the rest. */
const MOST_LINES = 10_000;

interface KeptInvitation {
  organisationId: string;
  role: Role;
  email: string;
  createdBy: string | null;
  acceptedBy: string | null;
  createdAt: number;
}

export interface KeptData {
  sessions: { createdAt: number; lastSeenAt: number; address: string | null; agent: string }[];
  tokens: { name: string; createdAt: number; lastUsedAt: number | null }[];
  invitations: KeptInvitation[];
  /** 代办: consents by which the account acts or acted for others. */
  consents: Consent[];
  log: StoredLine[];
}

/** Everything kept about a person beside the account itself and its memberships; nothing that opens anything. */
export function findPersonalData(db: Sql, accountId: string): KeptData {
  return {
    sessions: db
      .select({
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
        address: sessions.address,
        agent: sessions.agent,
      })
      .from(sessions)
      .where(eq(sessions.accountId, accountId))
      .orderBy(sessions.createdAt)
      .all(),
    tokens: db
      .select({
        name: apiTokens.name,
        createdAt: apiTokens.createdAt,
        lastUsedAt: apiTokens.lastUsedAt,
      })
      .from(apiTokens)
      .where(eq(apiTokens.accountId, accountId))
      .orderBy(apiTokens.createdAt)
      .all(),
    invitations: db
      .select({
        organisationId: invitations.organisationId,
        role: invitations.role,
        email: invitations.email,
        createdBy: invitations.createdBy,
        acceptedBy: invitations.acceptedBy,
        createdAt: invitations.createdAt,
      })
      .from(invitations)
      .where(or(eq(invitations.acceptedBy, accountId), eq(invitations.createdBy, accountId)))
      .orderBy(invitations.id)
      .all(),
    consents: db.select().from(consents).where(eq(consents.accountId, accountId)).orderBy(consents.id).all(),
    log: db
      .select()
      .from(auditLog)
      .where(or(eq(auditLog.actorId, accountId), eq(auditLog.subjectId, accountId)))
      .orderBy(desc(auditLog.number))
      .limit(MOST_LINES)
      .all(),
  };
}

/**
 * Takes away all that names a person or lets them in; the id stays for the log and for what they decided. False when
 * the account changed meanwhile.
 */
export function erasePerson(
  db: Sql,
  account: { id: string; version: number },
  passwordHash: string,
): boolean {
  const { id } = account;
  for (const table of [apiTokens, recoveryCodes, memberships]) {
    db.delete(table).where(eq(table.accountId, id)).run();
  }
  db.update(invitations)
    .set({ email: '' })
    .where(
      sql`${invitations.acceptedBy} = ${id} OR ${invitations.email} <> '' AND
        ${invitations.email} = (SELECT ${accounts.email} FROM ${accounts} WHERE ${accounts.id} = ${id})`,
    )
    .run();
  return changeAccount(db, account, {
    name: `deleted-${id}`,
    displayName: '',
    email: '',
    passwordHash,
    state: 'deleted',
    totpSecret: null,
    totpConfirmedAt: null,
  });
}
