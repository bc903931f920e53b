import type { StoredLists } from '../../src/matching/stored-list.ts';

const nothingStored: StoredLists = { count: () => 0, pages: () => [], entries: () => [] };

/** For a corpus that holds everything it is given in memory and never looks into the database. */
export const inMemory = { exactLimit: Number.POSITIVE_INFINITY, stored: nothingStored };
