import { exportLines } from '../audit/export.ts';
import { readHeads } from '../audit/heads.ts';
import { append, type Facts } from '../audit/log.ts';
import type { Report } from '../audit/model.ts';
import { type LineFilter, pageOfLines } from '../audit/store.ts';
import type { StoredLine } from '../audit/tables.ts';
import { verifyLog } from '../audit/verify.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { invalid } from '../kernel/errors.ts';
import { decodeCursor, type Page } from '../kernel/paging.ts';
import { type Account, type Actor, type Organisation, signatureOf } from './model.ts';
import { admit } from './policy.ts';
import { findAccountByName, findAccountNames, findOrganisations } from './store.ts';

export interface AuditAccessDeps {
  db: Db;
  clock: Clock;
  /** Where heads are exported to. */
  headsFile: string;
}

/** What an auditor asks for: `actor` is an account's id or its name. */
export interface AuditQuery extends Omit<LineFilter, 'actorId' | 'upTo'> {
  actor?: string | undefined;
}

/** A line, and what those it names are called; undefined where they are gone. */
export interface AuditLine {
  line: StoredLine;
  actor: Account | undefined;
  forOrganisation: Organisation | undefined;
}

export type AuditAccess = ReturnType<typeof createAuditAccess>;

/** The log for those who review it: auditors, and nobody else. What they do with it is in the log, too. */
export function createAuditAccess({ db, clock, headsFile }: AuditAccessDeps) {
  let running: Promise<Report> | null = null;

  function requireAuditor(actor: Actor): void {
    admit(actor, 'audit.view');
  }

  function note(tx: Tx, actor: Actor, action: string, facts: Facts): number {
    return append(tx, { at: clock.now(), ...signatureOf(actor), action, subjectId: null, facts });
  }

  function toFilter({ actor, ...filter }: AuditQuery): LineFilter {
    if (actor === undefined) return filter;
    return { ...filter, actorId: findAccountByName(db, actor)?.id ?? actor };
  }

  /** One walk serves all who ask meanwhile: it reads the whole log. */
  function verifyOnce(): Promise<Report> {
    running ??= verifyLog(db, readHeads(headsFile)).finally(() => {
      running = null;
    });
    return running;
  }

  return {
    /**
     * For auditors: one page of the log, newest first. Instants in milliseconds, `since` included, `until` not. Throws
     * `invalid` for a cursor that is not this list's.
     */
    list(actor: Actor, query: AuditQuery, limit: number, cursor?: string): Page<AuditLine> {
      requireAuditor(actor);
      const place = cursor === undefined ? null : decodeCursor(cursor).key;
      if (typeof place === 'string') throw invalid([{ field: 'cursor', text: 'field.cursor' }]);
      return transact(db, (tx) => {
        const page = pageOfLines(tx.sql, toFilter(query), limit, place);
        note(tx, actor, 'audit.read', factsOf({ ...query, cursor }));
        const actorIds = page.items.flatMap(({ actorId }) => actorId ?? []);
        const organisationIds = page.items.flatMap(({ forOrganisationId }) => forOrganisationId ?? []);
        const accounts = findAccountNames(tx.sql, actorIds);
        const organisations = findOrganisations(tx.sql, organisationIds);
        const items = page.items.map((line) => ({
          line,
          actor: accounts.get(line.actorId ?? ''),
          forOrganisation: organisations.get(line.forOrganisationId ?? ''),
        }));
        return { ...page, items };
      });
    },

    /** For auditors: whether the whole log, and every head exported of it, still holds; what does not, by line. */
    async verify(actor: Actor): Promise<Report> {
      requireAuditor(actor);
      const report = await verifyOnce();
      const { lines, headsChecked, ok, problems, unlisted } = report;
      transact(db, (tx) =>
        note(tx, actor, 'audit.verify', { lines, headsChecked, ok, problems: problems.length + unlisted }),
      );
      return report;
    },

    /**
     * For auditors: the lines up to this moment, that of this export included, oldest first, as JSON Lines in pieces
     * of several lines. Refuses before the first piece is asked for.
     */
    exportLines(actor: Actor, query: AuditQuery): AsyncGenerator<string, void> {
      requireAuditor(actor);
      const upTo = transact(db, (tx) => note(tx, actor, 'audit.export', factsOf(query)));
      return exportLines(db, { ...toFilter(query), upTo });
    },
  };
}

/** What was asked for, as the log keeps it. */
function factsOf(query: AuditQuery & { cursor?: string | undefined }): Facts {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Facts;
}
