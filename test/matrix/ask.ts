import type { Person } from './people.ts';
import type { List, Reader } from './subjects.ts';
import type { World } from './world.ts';

/** What is sent to an operation beside who sends it. */
export interface Ask {
  /** Values of `{…}` in the path. */
  params?: Record<string, string>;
  query?: string;
  body?: object;
  headers?: Record<string, string>;
  /** Brings about what the request meets; taken back after it. */
  prepare?(): void;
}

/** Who asks, in which world. */
export interface Asking {
  world: World;
  reader: Reader;
  list: List;
  /** The person behind the reader; for a visitor the owner, whom they speak of. */
  person: Person;
}

export function asking(world: World, reader: Reader, list: List): Asking {
  return { world, reader, list, person: world.people.find(reader, list) };
}

/** The header of a change that is based on this version, on another one, or does not say. */
export function basedOn(version: string, current: number): Record<string, string> {
  if (version === 'no version') return {};
  return { 'if-match': `"${version === 'another version' ? current + 100 : current}"` };
}
