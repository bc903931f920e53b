import type { FastifyInstance, FastifyReply, RouteOptions } from 'fastify';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type Access, answers, faultOf, registerAccess } from '../../src/http/access.ts';
import { createTestApp } from '../support/test-app.ts';
import { createSmallServer } from './small-server.ts';

const access: Access = { who: 'anyone', action: null, tokens: 'write' };
const good = { 200: z.object({ fine: z.boolean() }) };

function route(more: Partial<RouteOptions>) {
  return { method: 'POST', url: '/things', ...more };
}

it.each([
  ['says who may ask', { schema: { response: answers(good, []) } }, 'who may ask'],
  ['says what it answers', { config: { access } }, 'what it answers'],
  ['names each status', { config: { access }, schema: { response: { ...good, '4xx': z.any() } } }, '“4xx”'],
  ['names no class of statuses', { config: { access }, schema: { response: { '2xx': z.any() } } }, '“2xx”'],
  [
    'has a good answer',
    { config: { access }, schema: { response: answers({}, ['invalid']) } },
    'good answer',
  ],
  [
    'writes with no token that may only read',
    { config: { access: { ...access, tokens: 'read' as const } }, schema: { response: answers(good, []) } },
    'may read',
  ],
  [
    'asks for a version before it changes something',
    {
      method: 'PATCH',
      config: { access },
      schema: { response: answers(good, ['invalid', 'precondition_failed']) },
    },
    'If-Match',
  ],
])('a route %s, or is refused', (_title, more, words) => {
  expect(faultOf(route(more))).toContain(words);
});

it('finds nothing wrong with a whole declaration', () => {
  expect(faultOf(route({ config: { access }, schema: { response: answers(good, []) } }))).toBeNull();
  const change = answers(good, ['precondition_failed', 'precondition_required']);
  expect(faultOf(route({ method: 'PATCH', config: { access }, schema: { response: change } }))).toBeNull();
});

/** A server that is held to its declarations. */
function createServer(strict = true): FastifyInstance {
  return createSmallServer((server) => registerAccess(server, { strict }));
}

it('does not start with a route that declares nothing', async () => {
  const server = createServer();
  expect(() => server.get('/silent', () => ({}))).toThrow('GET /silent does not say who may ask');
});

it('starts the whole service, so every route of its API has declared itself', async () => {
  const app = await createTestApp();
  await app.end();
});

it('refuses a visitor before reading what was sent', async () => {
  const server = createServer();
  const signedIn: Access = { ...access, who: 'signed-in' };
  const body = z.object({ title: z.string() });
  const schema = { body, response: answers({ 201: z.object({}) }, []) };
  server.post('/things', { config: { access: signedIn }, schema }, async (_request, reply) =>
    reply.status(201).send({}),
  );
  for (const payload of ['{', '{}', '{"title":"a"}', 'x'.repeat(2_000_000)]) {
    const headers = { 'content-type': 'application/json' };
    const answer = await server.inject({ method: 'POST', url: '/things', payload, headers });
    expect(answer.statusCode).toBe(401);
  }
});

it.each([
  ['read', 'GET', '/read', 200],
  ['write', 'GET', '/read', 403],
  ['read', 'POST', '/write', 403],
  ['write', 'POST', '/write', 200],
  ['read write', 'POST', '/write', 200],
  ['', 'GET', '/read', 403],
  ['read write', 'GET', '/never', 403],
  ['read write admin', 'POST', '/never', 403],
] as const)('lets a token with “%s” ask %s %s: %i', async (scopes, method, url, status) => {
  const server = createServer();
  const schema = { response: answers(good, []) };
  const handler = () => ({ fine: true });
  server.get('/read', { config: { access: { ...access, tokens: 'read' } }, schema }, handler);
  server.post('/write', { config: { access: { ...access, tokens: 'write' } }, schema }, handler);
  const never = { config: { access: { ...access, tokens: 'never' as const } }, schema };
  server.get('/never', never, handler);
  server.post('/never', never, handler);
  const answer = await server.inject({
    method,
    url,
    headers: { 'x-account': 'someone', 'x-scopes': scopes },
  });
  expect(answer.statusCode).toBe(status);
});

it('turns a status that was not declared into a loud failure where tests run, and lets it pass elsewhere', async () => {
  for (const strict of [true, false]) {
    const server = createServer(strict);
    server.get(
      '/things',
      { config: { access: { ...access, tokens: 'read' } }, schema: { response: answers(good, []) } },
      (_request, reply) => (reply as FastifyReply).status(418).send({ secret: 1 }),
    );
    expect((await server.inject({ method: 'GET', url: '/things' })).statusCode).toBe(strict ? 500 : 418);
  }
});
