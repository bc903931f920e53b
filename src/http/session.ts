import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, anonymous, type SignedIn, toActor } from '../identity/model.ts';
import type { IdentityService } from '../identity/service.ts';
import { AppError } from '../kernel/errors.ts';
import { chooseLocale, type Locale } from '../kernel/texts/index.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; a visitor when no session runs. */
    actor: Actor;
    signedIn: SignedIn | null;
    sessionToken: string | null;
    /** The reader's language. */
    locale: Locale;
  }
}

/** `__Host-` binds the cookie to this host and to https; browsers refuse it over http, where only loopback is served. */
const SECURE_COOKIE = '__Host-sid';
const LOOPBACK_COOKIE = 'sid';

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
  server.decorateRequest('sessionToken', null);
  server.decorateRequest('locale', 'zh-CN');
  server.addHook('onRequest', async (request) => {
    request.locale = chooseLocale(request.headers['accept-language']);
    request.actor = anonymous;
    const token = request.cookies[isSecure(request) ? SECURE_COOKIE : LOOPBACK_COOKIE];
    const signedIn = token === undefined ? undefined : identity.authenticate(token);
    if (token !== undefined && signedIn !== undefined) {
      request.sessionToken = token;
      request.signedIn = signedIn;
      request.actor = toActor(signedIn);
    }
    refuseCrossSite(request);
  });
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
