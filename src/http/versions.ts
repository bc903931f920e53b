import type { FastifyRequest } from 'fastify';
import { AppError } from '../kernel/errors.ts';
import { HttpError } from './errors.ts';

/** The version a change is based on: If-Match first, else the body's `version`; neither is 428. */
export function readVersion(request: FastifyRequest, inBody: number | undefined): number {
  const header = request.headers['if-match'];
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header?.trim() ?? '');
  if (match?.[1] !== undefined) return Number(match[1]);
  if (header === undefined && inBody !== undefined) return inBody;
  // A tag this service never gave cannot be current.
  if (header !== undefined) throw new HttpError('precondition_failed', 'error.conflict');
  throw new HttpError('precondition_required', 'error.precondition_required');
}

/** Runs a versioned change; a newer version in the way is HTTP's 412 and names the current one. */
export function atVersion<Result>(change: () => Result): Result {
  try {
    return change();
  } catch (error) {
    const currentVersion = error instanceof AppError ? error.facts.currentVersion : undefined;
    if (currentVersion === undefined) throw error;
    throw new HttpError('precondition_failed', 'error.precondition_failed', { currentVersion });
  }
}
