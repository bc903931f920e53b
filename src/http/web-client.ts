import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { notFound } from '../kernel/errors.ts';
import { contentSecurityPolicy } from './headers.ts';

const NONCE_PLACEHOLDER = /__CSP_NONCE__/g;

/**
 * Serves the built browser client: its files as they are, and its one page for every address that is not the API's.
 * Both are looked up once, so a build under a running service changes nothing until it restarts.
 */
export async function registerWebClient(server: FastifyInstance, folder: string): Promise<void> {
  const file = join(folder, 'index.html');
  const page = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (page !== null) {
    await server.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      globIgnore: ['index.html'],
      cacheControl: false,
      // Built files carry a hash in their names, so a browser may keep them for good.
      setHeaders: (response, path) => {
        const hashed = path.includes(`${sep}assets${sep}`);
        response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  server.setNotFoundHandler((request, reply) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const isPage = reads && !/^\/(api|assets|livez|readyz)(\/|$|\?)/.test(request.url);
    if (!isPage || page === null) throw notFound();
    return sendPage(reply, page);
  });
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64url');
  return reply
    .status(200)
    .header('content-security-policy', contentSecurityPolicy(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html.replace(NONCE_PLACEHOLDER, nonce));
}
