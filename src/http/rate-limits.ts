import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../identity/model.ts';
import { creates } from './access.ts';
import { HttpError } from './errors.ts';

/** Who asks, as far as limits go: staff works through queues, visitors share an address with their whole office. */
type Asker = 'visitor' | 'account' | 'staff';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `expensive`: a question that takes the machine a while, such as a ranking. */
    pace?: 'expensive';
  }
}

const MINUTE_MS = 60_000;
/** So many askers are counted at once; those who have not asked for longest are forgotten first. */
const MOST_ASKERS = 50_000;
/** Of an IPv6 address: whoever has one usually has the rest of its network, too. */
const NETWORK_BITS = 64;

/** Requests a minute, generous: a person at a browser never meets them, a loop that ran away does. */
export const limits = {
  usual: { visitor: 300, account: 600, staff: 1200 },
  expensive: { visitor: 120, account: 240, staff: 480 },
  /** Whatever makes something new. */
  creating: { visitor: 30, account: 120, staff: 600 },
  /** Writes that need no session: signing in, registering, asking for a new password. By address, whoever asks. */
  open: { visitor: 30, account: 30, staff: 30 },
} as const satisfies Record<string, Record<Asker, number>>;
type Pace = keyof typeof limits;

const staff = ['operator', 'auditor', 'admin'];

function askerOf(actor: Actor): Asker {
  if (actor.kind !== 'account') return 'visitor';
  return actor.memberships.some(({ role }) => staff.includes(role)) ? 'staff' : 'account';
}

function paceOf({ method, routeOptions }: FastifyRequest): Pace {
  const { config, schema } = routeOptions;
  if (config.pace !== undefined) return config.pace;
  if (method === 'POST' && config.access?.who === 'anyone') return 'open';
  return creates({ method, schema }) ? 'creating' : 'usual';
}

function keyOf(request: FastifyRequest): string {
  const pace = paceOf(request);
  const { actor } = request;
  const byAccount = actor.kind === 'account' && pace !== 'open';
  return `${pace} ${byAccount ? actor.accountId : normalizeIP(request.ip, NETWORK_BITS)}`;
}

/** Refuses whoever asks the API too often, with 429 and when to come back. Pages, files and probes are free. */
export async function registerRateLimits(server: FastifyInstance): Promise<void> {
  await server.register(rateLimit, { global: false, cache: MOST_ASKERS });
  const count = server.createRateLimit({
    timeWindow: MINUTE_MS,
    keyGenerator: keyOf,
    max: (request) => limits[paceOf(request)][askerOf(request.actor)],
  });
  server.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/api/')) return;
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    throw new HttpError('rate_limited', 'error.rate_limited', { retryAfterSeconds: counted.ttlInSeconds });
  });
}
