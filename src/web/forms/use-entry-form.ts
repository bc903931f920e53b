import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { changeEntry, createEntry, entryQuery } from '../api/entries.ts';
import type { Entry, EntryBody } from '../api/entry-types.ts';
import { sessionQuery } from '../api/service.ts';
import { changedFields, pick } from './changes.ts';
import { fillingProblems, type Problems, savingProblems, submissionProblems } from './checks.ts';
import type { FormSpec } from './form-spec.ts';
import { copyName, dropCopy, keepCopy, readCopy } from './local-copy.ts';
import { createSaver, type Stored } from './saver.ts';
import type { CommonValues } from './values.ts';

/** How the form stands with the server. Whatever happens, the text stays in this browser. */
export type SaveState =
  | { kind: 'quiet' | 'saving' | 'signed-out' }
  | { kind: 'saved'; at: number }
  | { kind: 'failed'; error: unknown }
  | { kind: 'conflict'; theirs: Entry };

/** How much the form complains: too long always, half-filled rows after a save, missing fields after a submission. */
type Strictness = 'typing' | 'saving' | 'submitting';

/** Whether the form came back from this browser; `kept` once the server has it, when it can no longer be given up. */
type Restored = 'no' | 'fresh' | 'kept';

const AUTOSAVE_PAUSE_MS = 1500;

interface Options<Values> {
  spec: FormSpec<Values>;
  entry: Entry | null;
  accountId: string;
  /** For whom a new entry is posted, where an account has several organisations. */
  organisationId: string | undefined;
  onCreated: (entry: Entry) => void;
}

/** Drafts save themselves; what others already read or review is saved only when its author says so. */
function savesItself(entry: Entry | null): boolean {
  return entry === null || entry.state === 'draft' || entry.state === 'returned';
}

function begin<Values>(spec: FormSpec<Values>, entry: Entry | null, accountId: string) {
  const copy = readCopy(copyName(accountId, spec.list, entry?.id ?? null));
  const server = spec.values(entry ?? undefined);
  if (!copy) return { values: server, stored: entry && { entry, body: spec.body(server) }, restored: false };
  // The copy is saved on the version it was typed on, so that a change by somebody else meanwhile comes to light.
  const stored: Stored<Entry, EntryBody> | null = entry && {
    entry: { ...entry, version: copy.version ?? entry.version },
    body: copy.base ?? spec.body(server),
  };
  return { values: { ...server, ...(copy.values as Values) }, stored, restored: true };
}

export type EntryForm<Values extends CommonValues> = ReturnType<typeof useEntryForm<Values>>;

export function useEntryForm<Values extends CommonValues>(options: Options<Values>) {
  const { spec, accountId } = options;
  const queryClient = useQueryClient();
  const [start] = useState(() => begin(spec, options.entry, accountId));
  const [values, setValues] = useState(start.values);
  const [restored, setRestored] = useState<Restored>(start.restored ? 'fresh' : 'no');
  const [state, setState] = useState<SaveState>({ kind: 'quiet' });
  const [strictness, setStrictness] = useState<Strictness>('typing');
  const [serverProblems, setServerProblems] = useState<Record<string, string>>({});
  const latest = useRef({ values, options });
  latest.current = { values, options };
  const [saver] = useState(() =>
    createSaver(
      {
        create: (body) => {
          const { organisationId } = latest.current.options;
          return createEntry(spec.list, organisationId ? { ...body, organisationId } : body);
        },
        change: (id, patch) => changeEntry(spec.list, id, patch),
      },
      start.stored,
      spec.body(spec.values()),
    ),
  );

  const stored = saver.stored();
  const entry = stored?.entry ?? null;
  const autosave = savesItself(entry);
  const dirty = saver.isBehind(spec.body(values));
  const savable = Object.keys(savingProblems(spec, values)).length === 0;
  const halted = state.kind === 'conflict' || state.kind === 'signed-out';

  function syncCopy(): void {
    const body = spec.body(latest.current.values);
    const held = saver.stored();
    const name = copyName(accountId, spec.list, held?.entry.id ?? null);
    if (!saver.isBehind(body)) {
      dropCopy(name);
      return;
    }
    const [base, version] = [held?.body ?? null, held?.entry.version ?? null];
    keepCopy(name, { values: latest.current.values, base, version });
  }

  /** Sends the form as it stands. Null where that failed; `state` then says why. */
  async function save(): Promise<Entry | null> {
    const isNew = saver.stored() === null;
    setState({ kind: 'saving' });
    setServerProblems({});
    try {
      const saved = await saver.save(spec.body(latest.current.values));
      if (isNew) {
        dropCopy(copyName(accountId, spec.list, null));
        latest.current.options.onCreated(saved);
      }
      syncCopy();
      queryClient.setQueryData(entryQuery(spec.list, saved.id).queryKey, saved);
      void queryClient.invalidateQueries({
        predicate: ({ queryKey: [name] }) => name === 'page' || name === 'search' || name === 'matches',
      });
      setRestored((before) => (before === 'fresh' ? 'kept' : before));
      setState({ kind: 'saved', at: Date.now() });
      return saved;
    } catch (error) {
      setState(await standingAfter(error));
      return null;
    }
  }

  /** To a visitor a draft does not exist, so `not found` may mean that the session has ended. */
  async function sessionEnded({ status }: ApiError): Promise<boolean> {
    if (status !== 403 && status !== 404) return status === 401;
    try {
      return (await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })) === null;
    } catch {
      return false;
    }
  }

  async function standingAfter(error: unknown): Promise<SaveState> {
    const held = saver.stored();
    if (!(error instanceof ApiError)) return { kind: 'failed', error };
    if (await sessionEnded(error)) return { kind: 'signed-out' };
    if (error.status === 412 && held) {
      try {
        const theirs = await queryClient.fetchQuery({
          ...entryQuery(spec.list, held.entry.id),
          staleTime: 0,
        });
        return { kind: 'conflict', theirs };
      } catch (reason) {
        return { kind: 'failed', error: reason };
      }
    }
    setServerProblems(Object.fromEntries(error.details.map(({ field, message }) => [field, message])));
    return { kind: 'failed', error };
  }

  const saveNow = useRef(save);
  saveNow.current = save;
  const syncNow = useRef(syncCopy);
  syncNow.current = syncCopy;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `values` is what starts the pause anew
  useEffect(() => {
    syncNow.current();
    if (!autosave || !dirty || !savable || halted) return;
    const pause = window.setTimeout(() => void saveNow.current(), AUTOSAVE_PAUSE_MS);
    return () => window.clearTimeout(pause);
  }, [values, autosave, dirty, savable, halted]);

  /** Ends a conflict: their version alone, or my changed fields on top of it. */
  function settle(theirs: Entry, keepMine: boolean): void {
    const server = spec.values(theirs);
    const base = saver.stored()?.body ?? {};
    const mine = keepMine ? changedFields(base, spec.body(values)) : [];
    saver.adopt({ entry: theirs, body: spec.body(server) });
    setValues({ ...server, ...pick(values, mine) });
    setState({ kind: 'quiet' });
    setRestored('no');
  }

  const checks = { typing: savingProblems, saving: fillingProblems, submitting: submissionProblems };
  const found: Problems = checks[strictness](spec, values);
  // An empty title is no mistake until somebody wants to save it.
  if (strictness === 'typing' && found.title?.kind === 'required') delete found.title;

  return {
    spec,
    values,
    entry,
    state,
    dirty,
    savable,
    autosave,
    restored,
    /** The fields that this form would change on the server. */
    changed: () => changedFields(saver.stored()?.body ?? {}, spec.body(values)),
    isDirty: () => saver.isBehind(spec.body(latest.current.values)),
    problems: found,
    serverProblems,
    save,
    settle,
    set<Field extends keyof Values>(field: Field, value: Values[Field]): void {
      setValues((before) => ({ ...before, [field]: value }));
      setServerProblems((before) =>
        Object.fromEntries(Object.entries(before).filter(([name]) => name.split('.')[0] !== field)),
      );
    },
    /** The problems at that strictness, which the form shows from now on. */
    check(next: Strictness): Problems {
      setStrictness(next);
      return checks[next](spec, values);
    },
    /** Gives up the restored text for what the server holds. */
    discardRestored(): void {
      setValues(spec.values(options.entry ?? undefined));
      if (options.entry) {
        saver.adopt({ entry: options.entry, body: spec.body(spec.values(options.entry)) });
      }
      setRestored('no');
    },
  };
}
