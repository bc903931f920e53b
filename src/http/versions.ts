import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../kernel/errors.ts';
import { HttpError } from './errors.ts';

/** What no object ever has: a tag that this service never gave meets the current version in the way. */
const NO_VERSION = 0;

/** The version a change is based on: If-Match first, else the body's `version`; neither is 428. */
export function readVersion(request: FastifyRequest, inBody: number | undefined): number {
  const header = request.headers['if-match'];
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header?.trim() ?? '');
  if (match?.[1] !== undefined) return Number(match[1]);
  if (header !== undefined) return NO_VERSION;
  if (inBody !== undefined) return inBody;
  throw new HttpError('precondition_required', 'error.precondition_required');
}

/** Says in the answer which version it shows, for the If-Match of the next change. */
export function tagVersion(reply: FastifyReply, { version }: { version: number }): void {
  reply.header('etag', `"${version}"`);
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

/** No PATCH without the version it is based on, whatever its handler does. */
export function registerVersions(api: FastifyInstance): void {
  api.addHook('preHandler', async (request) => {
    if (request.method !== 'PATCH') return;
    const { version } = (request.body ?? {}) as { version?: unknown };
    readVersion(request, typeof version === 'number' ? version : undefined);
  });
}
