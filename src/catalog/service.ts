import type { Facts } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import type { Actor } from '../identity/model.ts';
import {
  can,
  isDelegate,
  organisationsKeeping,
  organisationsOf,
  readScope,
  requireSignIn,
} from '../identity/policy.ts';
import { findOrganisations } from '../identity/store.ts';
import { type Clock, shanghaiDay } from '../kernel/clock.ts';
import { AppError, invalid, notFound, staleVersion } from '../kernel/errors.ts';
import { decodeCursor, type Page } from '../kernel/paging.ts';
import { createCatalogBulk } from './bulk.ts';
import { checkClosingDay, checkComplete, checkContent, checkTargets, mustBeComplete } from './checks.ts';
import { clarityOf } from './clarity/clarity.ts';
import { questions } from './clarity/model.ts';
import { closingDay, type Entry, type EntryContent, subjectOf } from './entry.ts';
import type { Disclosure, List } from './entry-model.ts';
import { findMove, type Mover, openMoves } from './life-cycle.ts';
import { findEntry, listEntries } from './store.ts';
import type { Taxonomies } from './taxonomies.ts';
import type { SeenEntry, Visibility } from './visibility.ts';
import type { ImportRow, Writing } from './writing.ts';

export interface CatalogDeps {
  db: Db;
  clock: Clock;
  taxonomies: Taxonomies;
  visibility: Visibility;
  writing: Writing;
}

export interface ListRequest {
  mine: boolean;
  state?: string | undefined;
  chain?: string | undefined;
  disclosure?: Disclosure | undefined;
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

export type CatalogService = ReturnType<typeof createCatalogService>;

/** Use cases of the two lists. Every one says `not_found` where the entry is hidden from the actor. */
export function createCatalogService({ db, clock, taxonomies, visibility, writing }: CatalogDeps) {
  function load(actor: Actor, list: List, id: string): SeenEntry {
    const entry = findEntry(db, id);
    if (entry === undefined || entry.list !== list) throw notFound();
    const seen = visibility.see(actor, entry);
    if (seen === undefined) throw notFound();
    return seen;
  }

  function today(): string {
    return shanghaiDay(clock.now());
  }

  /** Only what an author adds is looked at: an organisation that closed later does not spoil the form. */
  function checkAll(content: EntryContent, known: string[] = []) {
    const added = findOrganisations(db, content.targets);
    return [...checkContent(content, taxonomies), ...checkTargets(content, added, known)];
  }

  function chooseOrganisation(actor: Actor, list: List, wanted: string | undefined): string {
    requireSignIn(actor);
    const choices = organisationsKeeping(actor, list);
    if (wanted !== undefined && isDelegate(actor, { list, organisationId: wanted })) return wanted;
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
    ...createCatalogBulk({ db, clock, writing }),

    /**
     * For keepers of the list, and for operators with an organisation's consent: a new draft. Throws `invalid` with
     * every field that is wrong; then nothing is stored.
     */
    create(actor: Actor, list: List, content: EntryContent, organisationId?: string): SeenEntry {
      const owner = chooseOrganisation(actor, list, organisationId);
      const issues = [...checkAll(content), ...checkClosingDay(content, today())];
      if (issues.length > 0) throw invalid(issues);
      const row: ImportRow = { content, organisationId: owner, state: 'draft', sample: false };
      const entry = writing.newEntry(list, row, actor);
      transact(db, (tx) => writing.insert(tx, actor, 'create', entry));
      return whole(entry);
    },

    /** For whoever may know of it, as much as they may read. Reading a 定向 or 内部 entry is logged. */
    get(actor: Actor, list: List, id: string): SeenEntry {
      const seen = load(actor, list, id);
      visibility.recordRead(actor, 'open', [seen]);
      return seen;
    },

    /** For keepers and operators: the entry as a stranger gets it once it is published; undefined for nobody at all. */
    preview(actor: Actor, list: List, id: string): SeenEntry | undefined {
      requireSignIn(actor);
      const { entry } = load(actor, list, id);
      if (!can(actor, 'entry.matches', subjectOf(entry))) throw new AppError('forbidden', 'error.forbidden');
      return visibility.preview(entry);
    },

    /** For anyone: what this actor may know of, newest first; `mine` keeps to the actor's own organisations. */
    list(actor: Actor, list: List, request: ListRequest): Page<SeenEntry> {
      const { mine, limit, cursor, ...filters } = request;
      if (mine) requireSignIn(actor);
      const after = cursor === undefined ? null : decodeCursor(cursor);
      const own = mine ? { organisationIds: organisationsOf(actor) } : {};
      const page = listEntries(db, { list, scope: readScope(actor), ...filters, ...own }, limit, after);
      const items = visibility.seeAll(actor, page.items);
      visibility.recordRead(actor, 'list', items);
      return { ...page, items };
    },

    /**
     * For the entry's keepers while it can be edited: changes the given fields. `version` is the one the editor
     * saw; if somebody saved since, throws `conflict` with `currentVersion` and stores nothing.
     */
    edit(actor: Actor, list: List, id: string, version: number, patch: Partial<EntryContent>): SeenEntry {
      requireSignIn(actor);
      const { entry } = load(actor, list, id);
      if (!can(actor, 'entry.edit', subjectOf(entry))) {
        const keeper = can(actor, 'entry.keep', subjectOf(entry));
        if (!keeper) throw new AppError('forbidden', 'error.forbidden');
        throw new AppError('conflict', 'error.move', { params: { from: entry.state } });
      }
      if (entry.version !== version) throw staleVersion(entry);
      const content = { ...entry.content, ...patch } as EntryContent;
      const issues = checkAll(content, entry.content.targets);
      if (closingDay(content) !== closingDay(entry.content))
        issues.push(...checkClosingDay(content, today()));
      if (mustBeComplete(entry.state)) issues.push(...checkComplete(list, content));
      if (issues.length > 0) throw invalid(issues);
      const changed = { ...entry, content, version: version + 1, updatedAt: clock.now() };
      return whole(writing.save(actor, 'edit', entry, changed));
    },

    /**
     * Moves an entry through its life cycle: owners submit and withdraw, operators publish, return and reject
     * (with a note). Throws `conflict` for a move its state does not allow, `forbidden` for another's move.
     */
    move(actor: Actor, list: List, id: string, request: MoveRequest): SeenEntry {
      requireSignIn(actor);
      const { entry } = load(actor, list, id);
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
      return whole(writing.save(actor, 'move', entry, moved, gateFacts(entry)));
    },

    /** What this actor may do to this entry now: `edit`, `matches`, `pledge`, `to:<state>`. */
    allowed(actor: Actor, { entry, view, pledgeFor }: SeenEntry): string[] {
      if (view === 'stub') return pledgeFor.length > 0 ? ['pledge'] : [];
      if (view === 'masked') return [];
      const subject = subjectOf(entry);
      const moves = movers(actor, entry).flatMap((by) => openMoves(entry.list, entry.state, by));
      return [
        ...(can(actor, 'entry.edit', subject) ? ['edit'] : []),
        ...(can(actor, 'entry.matches', subject) ? ['matches'] : []),
        ...new Set(moves.map((to) => `to:${to}`)),
      ];
    },
  };
}

/** What the gate advised when a submitted demand was decided about, for the log. */
function gateFacts(entry: Entry): Facts {
  if (entry.list !== 'demands' || entry.state !== 'submitted') return {};
  const { scores, sum, advice } = clarityOf(entry);
  const clarity = questions.map((question) => `${question} ${scores[question]}`);
  return { clarity, claritySum: sum, clarityAdvice: advice };
}

/** What its keepers get of an entry they just wrote. */
function whole(entry: Entry): SeenEntry {
  return { entry, view: 'full', masked: [], pledgeFor: [] };
}
