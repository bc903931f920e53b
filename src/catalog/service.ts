import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import { type Actor, accountOf } from '../identity/model.ts';
import { can, organisationsKeeping, organisationsOf, readScope, requireSignIn } from '../identity/policy.ts';
import { enqueue } from '../jobs/outbox.ts';
import { type Clock, shanghaiDay } from '../kernel/clock.ts';
import { AppError, invalid, notFound } from '../kernel/errors.ts';
import type { NewId } from '../kernel/ids.ts';
import { decodeCursor, type Page } from '../kernel/paging.ts';
import { checkClosingDay, checkComplete, checkContent, mustBeComplete } from './checks.ts';
import { closingDay, type Entry, type EntryContent, subjectOf } from './entry.ts';
import type { List } from './entry-model.ts';
import { findMove, lapsedState, type Mover, openMoves } from './life-cycle.ts';
import { findEntry, findLapsed, insertEntry, listEntries, updateEntry } from './store.ts';
import type { Taxonomies } from './taxonomies.ts';

/** The job that brings an entry's indexes up to date; its key is the entry's id. */
export const ENTRY_CHANGED = 'entry.changed';

export interface CatalogDeps {
  db: Db;
  clock: Clock;
  newId: NewId;
  taxonomies: Taxonomies;
  /** Wakes the job worker after a commit. */
  kick(): void;
}

export interface ListRequest {
  mine: boolean;
  state?: string | undefined;
  chain?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface MoveRequest {
  to: string;
  note?: string | undefined;
  confirmations?: string[] | undefined;
  /** The version the mover looked at; where given, a newer one is a `conflict`. */
  version?: number | undefined;
}

export interface ImportRow {
  content: EntryContent;
  organisationId: string;
  state: 'draft' | 'submitted' | 'published';
  sample: boolean;
}

export type CatalogService = ReturnType<typeof createCatalogService>;

/** Use cases of the two lists. Every one says `not_found` where the entry is hidden from the actor. */
export function createCatalogService({ db, clock, newId, taxonomies, kick }: CatalogDeps) {
  function load(actor: Actor, list: List, id: string): Entry {
    const entry = findEntry(db, id);
    if (entry === undefined || entry.list !== list) throw notFound();
    if (!can(actor, 'entry.view', subjectOf(entry))) throw notFound();
    return entry;
  }

  /** One transaction: the changed entry, its line in the log, the request to index it. */
  function save(tx: Tx, actor: Actor, action: string, before: Entry, after: Entry): void {
    if (!updateEntry(tx.sql, after, before.version)) throw staleVersion(before);
    log(tx, actor, action, after, { from: before.state, to: after.state });
    requestIndex(tx, after.id);
  }

  function log(tx: Tx, actor: Actor, action: string, entry: Entry, facts: Record<string, string>): void {
    append(tx, {
      at: entry.updatedAt,
      actorId: accountOf(actor),
      action: `${entry.list}.${action}`,
      subjectId: entry.id,
      facts: { version: entry.version, ...facts },
    });
  }

  function requestIndex(tx: Tx, id: string): void {
    enqueue(tx, ENTRY_CHANGED, id, clock.now());
    tx.onCommit(kick);
  }

  function today(): string {
    return shanghaiDay(clock.now());
  }

  function newEntry(list: List, row: ImportRow, actor: Actor): Entry {
    const now = clock.now();
    return {
      id: newId(),
      list,
      version: 1,
      reviewNote: '',
      createdBy: accountOf(actor),
      createdAt: now,
      updatedAt: now,
      publishedAt: row.state === 'published' ? now : null,
      ...row,
    };
  }

  function chooseOrganisation(actor: Actor, list: List, wanted: string | undefined): string {
    requireSignIn(actor);
    const choices = organisationsKeeping(actor, list);
    if (choices.length === 0) throw new AppError('forbidden', 'error.forbidden');
    const chosen = wanted ?? (choices.length === 1 ? choices[0] : undefined);
    if (chosen === undefined || !choices.includes(chosen)) {
      throw invalid([{ field: 'organisationId', text: 'field.organisation' }]);
    }
    return chosen;
  }

  function movers(actor: Actor, entry: Entry): Mover[] {
    const found: Mover[] = [];
    if (can(actor, 'entry.keep', subjectOf(entry))) found.push('owner');
    if (can(actor, 'entry.review', entry)) found.push('operator');
    return found;
  }

  return {
    /** For keepers of the list: a new draft. Throws `invalid` with every field that is wrong; then nothing is stored. */
    create(actor: Actor, list: List, content: EntryContent, organisationId?: string): Entry {
      const owner = chooseOrganisation(actor, list, organisationId);
      const issues = [...checkContent(content, taxonomies), ...checkClosingDay(content, today())];
      if (issues.length > 0) throw invalid(issues);
      const row: ImportRow = { content, organisationId: owner, state: 'draft', sample: false };
      const entry = newEntry(list, row, actor);
      transact(db, (tx) => {
        insertEntry(tx.sql, entry);
        log(tx, actor, 'create', entry, {});
        requestIndex(tx, entry.id);
      });
      return entry;
    },

    /** For whoever may see it. */
    get: load,

    /** For anyone: what this actor may see, newest first; `mine` keeps to the actor's own organisations. */
    list(actor: Actor, list: List, request: ListRequest): Page<Entry> {
      const { mine, state, chain, limit, cursor } = request;
      if (mine) requireSignIn(actor);
      const after = cursor === undefined ? null : decodeCursor(cursor);
      const own = mine ? { organisationIds: organisationsOf(actor) } : {};
      return listEntries(db, { list, scope: readScope(actor), state, chain, ...own }, limit, after);
    },

    /**
     * For the entry's keepers while it can be edited: changes the given fields. `version` is the one the editor
     * saw; if somebody saved since, throws `conflict` with `currentVersion` and stores nothing.
     */
    edit(actor: Actor, list: List, id: string, version: number, patch: Partial<EntryContent>): Entry {
      requireSignIn(actor);
      const entry = load(actor, list, id);
      if (!can(actor, 'entry.edit', subjectOf(entry))) {
        const keeper = can(actor, 'entry.keep', subjectOf(entry));
        if (!keeper) throw new AppError('forbidden', 'error.forbidden');
        throw new AppError('conflict', 'error.move', { params: { from: entry.state } });
      }
      if (entry.version !== version) throw staleVersion(entry);
      const content = { ...entry.content, ...patch } as EntryContent;
      const issues = checkContent(content, taxonomies);
      if (closingDay(content) !== closingDay(entry.content))
        issues.push(...checkClosingDay(content, today()));
      if (mustBeComplete(entry.state)) issues.push(...checkComplete(list, content));
      if (issues.length > 0) throw invalid(issues);
      const changed = { ...entry, content, version: version + 1, updatedAt: clock.now() };
      transact(db, (tx) => save(tx, actor, 'edit', entry, changed));
      return changed;
    },

    /**
     * Moves an entry through its life cycle: owners submit and withdraw, operators publish, return and reject
     * (with a note). Throws `conflict` for a move its state does not allow, `forbidden` for another's move.
     */
    move(actor: Actor, list: List, id: string, request: MoveRequest): Entry {
      requireSignIn(actor);
      const entry = load(actor, list, id);
      const { to, note = '', confirmations = [], version } = request;
      if (version !== undefined && version !== entry.version) throw staleVersion(entry);
      const own = movers(actor, entry);
      if (own.length === 0) throw new AppError('forbidden', 'error.forbidden');
      const move = own.map((by) => findMove(list, entry.state, to, by)).find((found) => found !== undefined);
      if (move === undefined) {
        const others = (['owner', 'operator'] as const).some((by) => findMove(list, entry.state, to, by));
        if (others) throw new AppError('forbidden', 'error.forbidden');
        throw new AppError('conflict', 'error.move', { params: { from: entry.state } });
      }
      const issues = mustBeComplete(move.to)
        ? [...checkComplete(list, entry.content), ...checkClosingDay(entry.content, today())]
        : [];
      if (move.to === 'submitted' && !confirmations.includes('state-secrets')) {
        issues.push({ field: 'confirmations', text: 'field.stateSecrets' });
      }
      if (move.needsNote && own.includes('operator') && note.trim() === '') {
        issues.push({ field: 'note', text: 'field.note' });
      }
      if (issues.length > 0) throw invalid(issues);
      const now = clock.now();
      const moved: Entry = {
        ...entry,
        state: move.to,
        version: entry.version + 1,
        reviewNote: note.trim(),
        updatedAt: now,
        publishedAt: move.to === 'published' ? now : entry.publishedAt,
      };
      transact(db, (tx) => save(tx, actor, 'move', entry, moved));
      return moved;
    },

    /** What this actor may do to this entry now: `edit`, `matches`, `to:<state>`. */
    allowed(actor: Actor, entry: Entry): string[] {
      const subject = subjectOf(entry);
      const moves = movers(actor, entry).flatMap((by) => openMoves(entry.list, entry.state, by));
      return [
        ...(can(actor, 'entry.edit', subject) ? ['edit'] : []),
        ...(can(actor, 'entry.matches', subject) ? ['matches'] : []),
        ...new Set(moves.map((to) => `to:${to}`)),
      ];
    },

    /**
     * For the service itself: stores many entries in one transaction, all or none, without the form's limits and
     * required fields. Gives their ids in the order of the rows.
     */
    importEntries(actor: Actor, list: List, rows: ImportRow[]): string[] {
      if (!can(actor, 'entries.import', null)) throw new AppError('forbidden', 'error.forbidden');
      return transact(db, (tx) =>
        rows.map((row) => {
          const entry = newEntry(list, row, actor);
          insertEntry(tx.sql, entry);
          log(tx, actor, 'import', entry, {});
          requestIndex(tx, entry.id);
          return entry.id;
        }),
      );
    },

    /** For the service's clock: takes entries off the lists whose deadline or expiry has passed. Gives how many. */
    lapse(actor: Actor): number {
      if (!can(actor, 'entries.lapse', null)) throw new AppError('forbidden', 'error.forbidden');
      const lapsed = findLapsed(db, today());
      for (const entry of lapsed) {
        const state = lapsedState(entry.list);
        const moved = { ...entry, state, version: entry.version + 1, updatedAt: clock.now() };
        transact(db, (tx) => save(tx, actor, 'lapse', entry, moved));
      }
      return lapsed.length;
    },
  };
}

function staleVersion({ version }: Entry): AppError {
  return new AppError('conflict', 'error.conflict', { facts: { currentVersion: version } });
}
