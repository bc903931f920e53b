import type { EntryBody } from '../api/entry-types.ts';

/** A form kept in this browser until the server has it: it survives a lost connection, an expired session, a reload. */
export interface LocalCopy {
  values: unknown;
  /** The server's form that these values were typed on, and its version; null before the first save. */
  base: EntryBody | null;
  version: number | null;
}

const PREFIX = 'draft:';

/** The account is part of the name, so that nobody finds another's words on a shared computer. */
export function copyName(accountId: string, list: string, entryId: string | null): string {
  return `${PREFIX}${accountId}:${list}:${entryId ?? 'new'}`;
}

export function keepCopy(name: string, copy: LocalCopy): void {
  try {
    window.localStorage.setItem(name, JSON.stringify(copy));
  } catch {
    // A full or closed store is no reason to stop somebody from typing.
  }
}

export function readCopy(name: string): LocalCopy | null {
  try {
    const copy: unknown = JSON.parse(window.localStorage.getItem(name) ?? 'null');
    return isCopy(copy) ? copy : null;
  } catch {
    return null;
  }
}

export function dropCopy(name: string): void {
  window.localStorage.removeItem(name);
}

/** At sign-out: the next person at this computer must not read unpublished needs. */
export function dropAllCopies(): void {
  for (const name of Object.keys(window.localStorage)) {
    if (name.startsWith(PREFIX)) dropCopy(name);
  }
}

function isCopy(value: unknown): value is LocalCopy {
  return (
    typeof value === 'object' && value !== null && 'values' in value && 'base' in value && 'version' in value
  );
}
