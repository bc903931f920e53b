import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { requireSignIn } from '../identity/policy.ts';
import { type Access, creates } from './access.ts';

export const DOCS_PREFIX = '/api/docs';

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'sid',
    description: 'Set by signing in; `__Host-sid` over https.',
  },
  token: { type: 'http', scheme: 'bearer', description: 'An API token, made by its owner in the browser.' },
} as const;

const toJsonSchema = createJsonSchemaTransform({ skipList: [] });

type Described = Parameters<typeof toJsonSchema>[0];

/** Who may ask, as the document says it: nobody in particular (`{}`), a session, or a token with a scope. */
function securityOf({ who, tokens }: Access) {
  const token = tokens === 'never' ? [] : [{ token: [tokens] }];
  return [...(who === 'anyone' ? [{}] : []), { session: [] }, ...token];
}

/** The headers that hooks read and no route declares. */
function headersOf({ route }: Described) {
  const text = (description: string) => ({ type: 'string', description });
  const properties = {
    ...(creates(route) && {
      'idempotency-key': text(
        '8–200 visible ASCII characters: the same request under it is carried out once.',
      ),
    }),
    ...(route.method === 'PATCH' && { 'if-match': text('The ETag of the version that is changed.') }),
  };
  return Object.keys(properties).length === 0 ? {} : { headers: { type: 'object', properties } };
}

function describe(described: Described) {
  const { schema, url } = toJsonSchema(described);
  const access = described.route.config?.access;
  if (access === undefined || schema?.hide === true) return { schema, url };
  const { action } = access;
  const asks = action === null ? {} : { 'x-policy': [action].flat() };
  return { schema: { ...schema, ...headersOf(described), ...asks, security: securityOf(access) }, url };
}

/**
 * Describes every route registered after it from the same zod values that check requests and responses. Unless
 * `open`, only for those who are signed in.
 */
export async function registerOpenApi(server: FastifyInstance, { open }: { open: boolean }): Promise<void> {
  const admit = async ({ actor }: FastifyRequest) => {
    if (!open) requireSignIn(actor);
  };
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '揭榜挂帅数智对接 API',
        version: '1',
        description: 'Technical demands and research achievements, and why they match.',
      },
      components: { securitySchemes },
    },
    transform: describe,
  });
  await server.register(async (docs) => {
    docs.addHook('onRequest', admit);
    await docs.register(swaggerUi, { routePrefix: DOCS_PREFIX });
    docs.get('/api/openapi.json', { schema: { hide: true } }, () => server.swagger());
  });
}
