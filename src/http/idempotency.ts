import { createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/ids.ts';
import { creates } from './access.ts';
import {
  type AnswerKey,
  dropAnswersBefore,
  dropClaim,
  findAnswer,
  keepAnswer,
  putClaim,
  type StoredAnswer,
} from './store.ts';

type Claim = AnswerKey & { at: number };

declare module 'fastify' {
  interface FastifyRequest {
    /** The key this request claimed, until it is answered. */
    claim: Claim | null;
  }
}

const KEPT_MS = 24 * 3_600_000;
/** A claim so old was left by a process that died: no request takes that long. */
const ABANDONED_MS = 60_000;
/** 8 to 200 visible ASCII characters: room for any UUID. */
const READABLE_KEY = /^[\x21-\x7e]{8,200}$/;
const keptHeaders = ['content-type', 'etag', 'location'];

/** A visitor is an address: nothing else tells two of them apart. */
function ownerOf({ actor, ip }: FastifyRequest): string {
  return actor.kind === 'account' ? `account ${actor.accountId}` : `address ${ip}`;
}

/** Keyed by the sender's own key, which is not stored: passwords in a body cannot be guessed from it. */
function fingerprint({ method, url, body }: FastifyRequest, key: string): string {
  return createHmac('sha256', key)
    .update(`${method} ${url}\n${JSON.stringify(body) ?? ''}`)
    .digest('hex');
}

function readKey({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && READABLE_KEY.test(key)) return key;
  throw new AppError('invalid', 'error.idempotencyKey');
}

/** What goes on under a key: a stored answer to give again, or null when the request may run. */
function settle(found: StoredAnswer | undefined, requestHash: string, now: number): StoredAnswer | null {
  if (found === undefined || found.at <= now - KEPT_MS) return null;
  const abandoned = found.status === null && found.at <= now - ABANDONED_MS;
  if (abandoned) return null;
  if (found.requestHash !== requestHash) throw new AppError('conflict', 'error.idempotencyOther');
  if (found.status === null) throw new AppError('conflict', 'error.idempotencyRunning');
  if (found.body === null) throw new AppError('conflict', 'error.idempotencyDone');
  return found;
}

/**
 * `Idempotency-Key` on requests that create: the same request sent twice by the same account (or visitor's address)
 * is carried out once and answered alike for 24 hours. A refused or failed one frees its key. An answer that holds a
 * secret is not kept: the second request only hears that the first was carried out.
 */
export function registerIdempotency(api: FastifyInstance, { db, clock }: { db: Db; clock: Clock }): void {
  api.decorateRequest('claim', null);

  api.addHook('preHandler', async (request, reply) => {
    if (!creates({ method: request.method, schema: request.routeOptions.schema })) return;
    const key = readKey(request);
    if (key === null) return;
    const claim = { actor: ownerOf(request), key: sha256(key), at: clock.now() };
    const requestHash = fingerprint(request, key);
    const stored = transact(db, ({ sql }) => {
      dropAnswersBefore(sql, claim.at - KEPT_MS);
      const earlier = settle(findAnswer(sql, claim), requestHash, claim.at);
      if (earlier === null) putClaim(sql, { ...claim, requestHash });
      return earlier;
    });
    if (stored === null) request.claim = claim;
    else return replay(reply, stored);
  });

  api.addHook('onSend', async (request, reply, payload) => {
    const { claim } = request;
    if (claim === null) return;
    request.claim = null;
    const good = reply.statusCode >= 200 && reply.statusCode < 300;
    transact(db, ({ sql }) => {
      if (good) keepAnswer(sql, claim, toStored(request, reply, payload));
      else dropClaim(sql, claim);
    });
  });
}

function toStored(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
  const secret = request.routeOptions.config.secretAnswer === true || reply.hasHeader('set-cookie');
  const body = secret || typeof payload !== 'string' ? null : payload;
  const headers = keptHeaders.flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined || body === null ? [] : [[name, String(value)] as const];
  });
  return { status: reply.statusCode, body, headers: Object.fromEntries(headers) };
}

function replay(reply: FastifyReply, { status, body, headers }: StoredAnswer): FastifyReply {
  // The text is sent as it is: it was checked against its schema when it was made.
  return reply
    .status(status ?? 200)
    .headers({ ...headers, 'idempotency-replayed': 'true' })
    .serializer((text: unknown) => String(text))
    .send(body);
}
