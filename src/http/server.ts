import { type FastifyBaseLogger, type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Db } from '../db/open.ts';
import type { IdentityService } from '../identity/service.ts';
import type { Clock } from '../kernel/clock.ts';
import { chooseLocale } from '../kernel/texts/index.ts';
import type { GuardedSearch } from '../search/guarded.ts';
import type { Embedder } from '../search/ports.ts';
import { registerAccess } from './access.ts';
import { BODY_LIMIT, fromZod, handleError, handleFrameworkError } from './errors.ts';
import { registerHeaders, setHeadersByHand } from './headers.ts';
import { registerHealth } from './health.ts';
import { registerIdempotency } from './idempotency.ts';
import { DOCS_PREFIX, registerOpenApi } from './openapi.ts';
import { registerRateLimits } from './rate-limits.ts';
import { createRequestLog } from './request-log.ts';
import { registerSession } from './session.ts';
import { registerVersions } from './versions.ts';
import { registerWebClient } from './web-client.ts';

export interface ServerDeps {
  log: FastifyBaseLogger;
  db: Db;
  clock: Clock;
  /** Proxies whose X-Forwarded headers count; none when empty. */
  trustProxy: string[];
  /** Whether whoever asks too often is refused. */
  rateLimits: boolean;
  /** Whether the description of the API is for everyone, or for those who are signed in. */
  openDocs: boolean;
  /** A status that a route did not declare becomes a 500; else it is logged. */
  strictAnswers: boolean;
  webFolder: string;
  identity: IdentityService;
  embedder: Embedder;
  search: Pick<GuardedSearch, 'state'>;
  /** Registers the routes of the API under its prefix. */
  registerApi(server: FastifyInstance): void;
}

/** The HTTP server with its plugins in order; nothing listens yet. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const { log, trustProxy, rateLimits, openDocs, strictAnswers, webFolder } = deps;
  const server = fastify({
    loggerInstance: log,
    logController: createRequestLog(),
    trustProxy: trustProxy.length > 0 ? trustProxy : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    // A new demo folder is indexed meanwhile, on a slow machine for longer than the ten seconds of the default.
    pluginTimeout: 60_000,
    genReqId: () => crypto.randomUUID().slice(0, 8),
    frameworkErrors: (error, request, reply) => {
      // No hook has run for these, so what hooks set is set here.
      request.locale = chooseLocale(request.headers['accept-language']);
      setHeadersByHand(request, reply);
      return handleFrameworkError(error, request, reply);
    },
  });
  server.setValidatorCompiler(({ schema }) => (data) => {
    const parsed = (schema as z.ZodType).safeParse(data, { reportInput: true });
    return parsed.success ? { value: parsed.data } : { error: fromZod(parsed.error) };
  });
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(handleError);

  await registerHeaders(server, DOCS_PREFIX);
  await registerSession(server, deps.identity);
  if (rateLimits) await registerRateLimits(server);
  await registerOpenApi(server, { open: openDocs });
  registerHealth(server, deps.embedder, deps.search);
  await server.register(
    async (api) => {
      registerAccess(api, { strict: strictAnswers });
      registerVersions(api);
      registerIdempotency(api, deps);
      deps.registerApi(api);
    },
    { prefix: '/api/v1' },
  );
  await registerWebClient(server, webFolder);
  return server;
}
