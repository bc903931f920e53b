import { sha256 } from '../kernel/ids.ts';
import type { StoredLine } from './tables.ts';

/** Canonical JSON of a flat object: keys in order, so that the same facts always make the same text. Pure. */
export function toJson(facts: Record<string, unknown>): string {
  return JSON.stringify(facts, Object.keys(facts).sort());
}

/**
 * The hash of a line: SHA-256 over the canonical JSON of the hash before it and of all it says. Lines of format 1 were
 * written before the log knew addresses, 代办 and outcomes. Pure.
 */
export function hashOf(line: Omit<StoredLine, 'hash'>): string {
  const { previousHash, at, actorId, action, subjectId, facts } = line;
  if (line.format === 1) return sha256(JSON.stringify([previousHash, at, actorId, action, subjectId, facts]));
  const { number, format, address, forOrganisationId, outcome, before, after } = line;
  return sha256(
    JSON.stringify([
      previousHash,
      format,
      number,
      at,
      actorId,
      address,
      forOrganisationId,
      action,
      subjectId,
      outcome,
      facts,
      before,
      after,
    ]),
  );
}
