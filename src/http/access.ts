import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema, RouteOptions } from 'fastify';
import type { Action } from '../identity/policy.ts';
import { AppError } from '../kernel/errors.ts';
import { errorResponse } from './error-body.ts';
import { type HttpCode, statuses } from './errors.ts';

/** Who may ask a route at all; what they may do there is up to the policy. */
export interface Access {
  /** `signed-in`: visitors are refused (401) before anything they sent is looked at. */
  who: 'anyone' | 'signed-in';
  /** What of `identity/policy.ts` the route asks; null where it shows only what is public or the reader's own. */
  action: Action | Action[] | null;
  /** Which scope an API token needs here; `never`: only people at a browser. */
  tokens: 'read' | 'write' | 'never';
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** The answer holds a secret that is shown once and stored nowhere. */
    secretAnswer?: boolean;
  }
}

type Status<Code extends HttpCode> = (typeof statuses)[Code];

/**
 * The answers of a route: the good ones and the refusals it knows. What any route may answer (a limit, a stumble, a
 * bad token, an unreadable body) is added where the route is registered, by its method.
 */
export function answers<const Good extends object, const Code extends HttpCode>(
  good: Good,
  refusals: readonly Code[],
): Good & Record<Status<Code>, typeof errorResponse> {
  const bad = Object.fromEntries(refusals.map((code) => [statuses[code], errorResponse]));
  return { ...good, ...bad } as Good & Record<Status<Code>, typeof errorResponse>;
}

const READS = ['GET', 'HEAD'];
const ofEveryRoute: HttpCode[] = ['unauthenticated', 'forbidden', 'rate_limited', 'internal', 'unavailable'];
const ofWrites: HttpCode[] = ['invalid', 'too_large'];
const ofCreation: HttpCode[] = ['conflict'];
const ofChanges: HttpCode[] = ['precondition_required', 'precondition_failed'];
/** A body of a type that nobody reads. */
const UNKNOWN_MEDIA_TYPE = 415;

type Responses = Record<string, unknown>;

/** A route as it is registered, or as a request finds it. */
interface Described {
  method: string | string[];
  schema?: FastifySchema | undefined;
}

function methodsOf({ method }: Described): string[] {
  return [method].flat();
}

/** Whether a route makes something new, so that asking twice would make two. */
export function creates({ method, schema }: Described): boolean {
  const responses = (schema?.response ?? {}) as Responses;
  return methodsOf({ method }).includes('POST') && ('201' in responses || '202' in responses);
}

/** What is wrong with a route's declaration, in a sentence for its author; null when nothing is. */
export function faultOf(route: Pick<RouteOptions, 'method' | 'url' | 'schema' | 'config'>): string | null {
  const at = `${methodsOf(route).join(',')} ${route.url}`;
  const { access } = route.config ?? {};
  if (access === undefined) return `${at} does not say who may ask (config.access)`;
  const given = Object.keys((route.schema?.response ?? {}) as Responses);
  if (given.length === 0) return `${at} does not say what it answers (schema.response)`;
  const vague = given.find((status) => !/^[1-5]\d\d$/.test(status));
  if (vague !== undefined) return `${at} answers “${vague}”; name each status`;
  if (!given.some((status) => status.startsWith('2'))) return `${at} has no good answer`;
  const writes = methodsOf(route).some((method) => !READS.includes(method));
  if (writes && access.tokens === 'read') return `${at} writes, so a token that may read is not enough`;
  const changes = methodsOf(route).includes('PATCH');
  const versioned = ofChanges.every((code) => given.includes(String(statuses[code])));
  if (changes && !versioned) return `${at} changes something, so it needs If-Match: 412 and 428`;
  return null;
}

/** Adds the refusals that any route of this method may answer. */
function complete(route: RouteOptions): void {
  const writes = methodsOf(route).some((method) => !READS.includes(method));
  const codes = [...ofEveryRoute, ...(writes ? ofWrites : []), ...(creates(route) ? ofCreation : [])];
  const added = codes.map((code) => [statuses[code], errorResponse] as [number, unknown]);
  if (writes) added.push([UNKNOWN_MEDIA_TYPE, errorResponse]);
  const given = (route.schema?.response ?? {}) as Responses;
  route.schema = { ...route.schema, response: { ...Object.fromEntries(added), ...given } };
}

function checkAccess(request: FastifyRequest): void {
  const { access } = request.routeOptions.config;
  if (access === undefined) return;
  if (access.who === 'signed-in' && request.actor.kind === 'anonymous') {
    throw new AppError('unauthenticated', 'error.unauthenticated');
  }
  if (request.credential !== 'token') return;
  if (access.tokens === 'never') throw new AppError('forbidden', 'error.tokenNever');
  if (!request.tokenScopes.includes(access.tokens)) {
    throw new AppError('forbidden', 'error.tokenScope', { params: { scope: access.tokens } });
  }
}

/** A status that a route did not declare is a mistake of ours, found by the tests that run with `strict`. */
function checkStatus(request: FastifyRequest, reply: FastifyReply, strict: boolean): void {
  const { config, schema, url } = request.routeOptions;
  const declared = (schema?.response ?? {}) as Responses;
  if (config.access === undefined || String(reply.statusCode) in declared) return;
  const fault = `${request.method} ${url} answered ${reply.statusCode}, which it does not declare`;
  if (strict) throw new Error(fault);
  request.log.error(fault);
}

/** Holds every route of this scope to its declaration. `strict`: an undeclared status becomes a 500. */
export function registerAccess(api: FastifyInstance, { strict }: { strict: boolean }): void {
  api.addHook('onRoute', (route) => {
    const fault = faultOf(route);
    if (fault !== null) throw new Error(fault);
    complete(route);
  });
  api.addHook('onRequest', async (request) => checkAccess(request));
  api.addHook('onSend', async (request, reply) => checkStatus(request, reply, strict));
}
