import { append, type Facts } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import { type Actor, accountOf, signatureOf } from '../identity/model.ts';
import { isDelegate } from '../identity/policy.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { Clock } from '../kernel/clock.ts';
import { staleVersion } from '../kernel/errors.ts';
import { type NewId, sha256 } from '../kernel/ids.ts';
import type { Entry, EntryContent } from './entry.ts';
import type { List } from './entry-model.ts';
import { insertEntry, updateEntry } from './store.ts';

/** The job that brings an entry's indexes up to date; its key is the entry's id. */
export const ENTRY_CHANGED = 'entry.changed';

export interface WritingDeps {
  db: Db;
  clock: Clock;
  newId: NewId;
  /** Wakes the job worker after a commit. */
  kick(): void;
  /** Takes an entry out of every index inside this process, with the write that hides it. */
  withdraw(tx: Tx, entry: Entry): void;
}

export interface ImportRow {
  content: EntryContent;
  organisationId: string;
  state: 'draft' | 'submitted' | 'published';
  sample: boolean;
}

export type Writing = ReturnType<typeof createWriting>;

/** How entries are stored: each write with its line in the log and its request to be indexed. */
export function createWriting({ db, clock, newId, kick, withdraw }: WritingDeps) {
  function log(
    tx: Tx,
    actor: Actor,
    action: string,
    entry: Entry,
    { facts, ...rest }: { facts?: Facts; before?: Facts; after?: Facts },
  ) {
    append(tx, {
      at: entry.updatedAt,
      ...signatureOf(actor),
      forOrganisationId: isDelegate(actor, entry) ? entry.organisationId : null,
      action: `${entry.list}.${action}`,
      subjectId: entry.id,
      facts: { version: entry.version, ...facts },
      ...rest,
    });
  }

  function requestIndex(tx: Tx, id: string): void {
    enqueue(tx, ENTRY_CHANGED, id, clock.now());
    tx.onCommit(kick);
  }

  return {
    requestIndex,

    /** A new entry of this row, not stored yet. */
    newEntry(list: List, row: ImportRow, actor: Actor): Entry {
      const now = clock.now();
      return {
        id: newId(),
        list,
        version: 1,
        delegated: isDelegate(actor, { list, organisationId: row.organisationId }),
        reviewNote: '',
        createdBy: accountOf(actor),
        createdAt: now,
        updatedAt: now,
        publishedAt: row.state === 'published' ? now : null,
        ...row,
      };
    },

    /** Stores a new entry in the caller's transaction. */
    insert(tx: Tx, actor: Actor, action: string, entry: Entry): void {
      insertEntry(tx.sql, entry);
      log(tx, actor, action, entry, { after: factsOf(entry) });
      requestIndex(tx, entry.id);
    },

    /**
     * One transaction: the changed entry, its line in the log, the request to index it. What others may read no more
     * goes at once. `facts` are kept with the line. Throws `conflict` when somebody saved since `before` was read.
     */
    save(actor: Actor, action: string, before: Entry, changed: Entry, facts: Facts = {}): Entry {
      const after = { ...changed, delegated: before.delegated || isDelegate(actor, before) };
      transact(db, (tx) => {
        if (!updateEntry(tx.sql, after, before.version)) throw staleVersion(before);
        log(tx, actor, action, after, { facts, before: factsOf(before), after: factsOf(after) });
        if (isNarrower(before, after)) withdraw(tx, after);
        requestIndex(tx, after.id);
      });
      return after;
    },
  };
}

/** What the log keeps of an entry: where it stands and a fingerprint of its form, never its text. */
function factsOf({ state, version, content }: Entry): Facts {
  return {
    state,
    version,
    disclosure: content.disclosure,
    form: sha256(JSON.stringify(content)).slice(0, 16),
  };
}

/** Whether somebody may have been able to read what they may not read any more. */
function isNarrower(before: Entry, after: Entry): boolean {
  if (before.state !== 'published') return false;
  const rules = ({ state, content }: Entry) => {
    const { disclosure, targets, fieldDisclosure, maskWords } = content;
    return JSON.stringify([state, disclosure, targets, fieldDisclosure, maskWords]);
  };
  return rules(before) !== rules(after);
}
