import helmet from '@fastify/helmet';
import { type FastifyBaseLogger, type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { IdentityService } from '../identity/service.ts';
import { chooseLocale } from '../kernel/texts/index.ts';
import type { GuardedSearch } from '../search/guarded.ts';
import type { Embedder } from '../search/ports.ts';
import { BODY_LIMIT, fromZod, handleError, handleFrameworkError } from './errors.ts';
import { registerHealth } from './health.ts';
import { DOCS_PREFIX, docsSecurityPolicy, registerOpenApi } from './openapi.ts';
import { registerSession } from './session.ts';
import { contentSecurityPolicy, registerWebClient } from './web-client.ts';

export interface ServerDeps {
  log: FastifyBaseLogger;
  /** Proxies whose X-Forwarded headers count; none when empty. */
  trustProxy: string[];
  webFolder: string;
  identity: IdentityService;
  embedder: Embedder;
  search: Pick<GuardedSearch, 'state'>;
  /** Registers the routes of the API under its prefix. */
  registerApi(server: FastifyInstance): void;
}

/** The HTTP server with its plugins in order; nothing listens yet. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const { log, trustProxy, webFolder, identity, embedder, search, registerApi } = deps;
  const server = fastify({
    loggerInstance: log,
    trustProxy: trustProxy.length > 0 ? trustProxy : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    genReqId: () => crypto.randomUUID().slice(0, 8),
    frameworkErrors: (error, request, reply) => {
      // No hook has run for these, so what hooks set is set here.
      request.locale = chooseLocale(request.headers['accept-language']);
      reply.header('content-security-policy', contentSecurityPolicy());
      reply.header('x-content-type-options', 'nosniff');
      return handleFrameworkError(error, request, reply);
    },
  });
  server.setValidatorCompiler(({ schema }) => (data) => {
    const parsed = (schema as z.ZodType).safeParse(data, { reportInput: true });
    return parsed.success ? { value: parsed.data } : { error: fromZod(parsed.error) };
  });
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(handleError);

  await server.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false });
  server.addHook('onRequest', async (request, reply) => {
    const isDocs = request.url.startsWith(DOCS_PREFIX);
    reply.header('content-security-policy', isDocs ? docsSecurityPolicy : contentSecurityPolicy());
    reply.header('cache-control', 'no-store');
  });
  await registerSession(server, identity);
  await registerOpenApi(server);
  registerHealth(server, embedder, search);
  await server.register(async (api) => registerApi(api), { prefix: '/api/v1' });
  await registerWebClient(server, webFolder);
  return server;
}
