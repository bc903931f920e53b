import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, type SignedIn, toActor } from '../identity/model.ts';
import type { IdentityService } from '../identity/service.ts';
import type { Origin, TokenScope } from '../identity/sign-in-model.ts';
import { AppError } from '../kernel/errors.ts';
import { chooseLocale, type Locale } from '../kernel/texts/index.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; a visitor when no session runs. */
    actor: Actor;
    /** The person behind a session or an API token. */
    signedIn: SignedIn | null;
    /** What showed who asks: a cookie of a session, or an API token. */
    credential: 'none' | 'session' | 'token';
    sessionToken: string | null;
    /** What an API token may be used for; empty for people at a browser. */
    tokenScopes: readonly TokenScope[];
    /** The reader's language. */
    locale: Locale;
  }
}

/** `__Host-` binds the cookie to this host and to https; browsers refuse it over http, where only loopback is served. */
const SECURE_COOKIE = '__Host-sid';
const LOOPBACK_COOKIE = 'sid';

/** `Authorization` with a token of this service; other schemes are those of a proxy in front and none of ours. */
const BEARER = /^Bearer +(jbt_\S*) *$/i;

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https';
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/** Finds out for every request who asks and in which language, and refuses writes that another website sent. */
export async function registerSession(server: FastifyInstance, identity: IdentityService): Promise<void> {
  await server.register(cookie);
  server.decorateRequest('actor');
  server.decorateRequest('signedIn', null);
  server.decorateRequest('credential', 'none');
  server.decorateRequest('sessionToken', null);
  server.decorateRequest('tokenScopes');
  server.decorateRequest('locale', 'zh-CN');
  server.addHook('onRequest', async (request) => {
    request.locale = chooseLocale(request.headers['accept-language']);
    request.actor = { kind: 'anonymous', address: request.ip };
    request.tokenScopes = [];
    const bearer = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) authenticateToken(request, identity, bearer);
    else authenticateSession(request, identity);
    // No browser adds an API token by itself, so another website cannot borrow one.
    if (request.credential !== 'token') refuseCrossSite(request);
  });
}

function authenticateSession(request: FastifyRequest, identity: IdentityService): void {
  const token = request.cookies[isSecure(request) ? SECURE_COOKIE : LOOPBACK_COOKIE];
  const signedIn = token === undefined ? undefined : identity.authenticate(token);
  if (token === undefined || signedIn === undefined) return;
  request.credential = 'session';
  request.sessionToken = token;
  enter(request, signedIn);
}

/** A token that is not valid is refused, not taken for a visitor: its program should hear of it. */
function authenticateToken(request: FastifyRequest, identity: IdentityService, token: string): void {
  requireSafeTransport(request);
  const found = identity.tokens.authenticate(token);
  if (found === undefined) throw new AppError('unauthenticated', 'error.token');
  request.credential = 'token';
  request.tokenScopes = found.scopes;
  enter(request, found.signedIn);
}

function enter(request: FastifyRequest, signedIn: SignedIn): void {
  request.signedIn = signedIn;
  request.actor = toActor(signedIn, request.ip);
}

/** The session behind a request. Throws `unauthenticated` for a visitor, and for a token, which has none. */
export function sessionOf({ sessionToken, signedIn }: FastifyRequest): { token: string; signedIn: SignedIn } {
  if (sessionToken !== null && signedIn !== null) return { token: sessionToken, signedIn };
  throw new AppError('unauthenticated', 'error.unauthenticated');
}

/** The same; throws `forbidden` while all that its owner may do is to change a password that is too old. */
export function usableSessionOf(request: FastifyRequest): { token: string; signedIn: SignedIn } {
  const session = sessionOf(request);
  if (session.signedIn.mustChangePassword) throw new AppError('forbidden', 'error.passwordExpired');
  return session;
}

/** Where a request comes from, as it is kept with the session it starts. */
export function originOf({ ip, headers }: FastifyRequest): Origin {
  return { address: ip, agent: headers['user-agent'] ?? '' };
}

/** Browsers say where a write comes from in Sec-Fetch-Site, older ones in Origin; other clients say neither. */
function refuseCrossSite({ method, headers, host }: FastifyRequest): void {
  if (method === 'GET' || method === 'HEAD') return;
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  const foreign =
    site === undefined
      ? origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)
      : site !== 'same-origin' && site !== 'none';
  if (foreign) throw new AppError('forbidden', 'error.crossSite');
}

/** Throws `forbidden` where a password would travel in the clear: plain http from another machine. */
export function requireSafeTransport(request: FastifyRequest): void {
  if (!isSecure(request) && !isLoopback(request.ip)) throw new AppError('forbidden', 'error.insecure');
}

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  expiresAt: number,
): void {
  const secure = isSecure(request);
  reply.setCookie(secure ? SECURE_COOKIE : LOOPBACK_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    expires: new Date(expiresAt),
  });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  const secure = isSecure(request);
  reply.clearCookie(secure ? SECURE_COOKIE : LOOPBACK_COOKIE, { path: '/', secure });
}
