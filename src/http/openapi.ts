import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { contentSecurityPolicy } from './web-client.ts';

export const DOCS_PREFIX = '/api/docs';

/** Swagger UI writes style attributes; its scripts are files like ours, so only styles get more room, only there. */
export const docsSecurityPolicy = contentSecurityPolicy(undefined, " 'unsafe-inline'");

/** Describes every route registered after it from the same zod values that check requests and responses. */
export async function registerOpenApi(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '揭榜挂帅数智对接 API',
        version: '1',
        description: 'Technical demands and research achievements, and why they match.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sid' } } },
    },
    transform: createJsonSchemaTransform({ skipList: [] }),
  });
  await server.register(swaggerUi, { routePrefix: DOCS_PREFIX });
  server.get('/api/openapi.json', { schema: { hide: true } }, () => server.swagger());
}
