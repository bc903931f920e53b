import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type Name, publish, type TestApp } from '../support/test-app.ts';
import { expectRefusal } from './answers.ts';
import { operationsOf, readOpenApi } from './openapi-document.ts';

/** Something that can be changed: where it is, who may, and a change that is fine. */
interface Subject {
  path: string;
  name: Name;
  change: object;
}

let app: TestApp;
const subjects = new Map<string, Subject>();

beforeAll(async () => {
  app = await createTestApp({
    environment: { SUGGEST_FROM_DEMANDS: '0', SUGGEST_FROM_ACHIEVEMENTS: '0' },
  });
  const [demand, achievement] = [await publish(app, 'demands'), await publish(app, 'achievements')];
  await app.worker.drain();
  const queue = await app.as('operator', 'GET', '/matches');
  const match = queue.json<{ items: { id: string }[] }>().items[0]?.id ?? '';
  const mine = await app.as('peer', 'GET', '/session');
  const [{ organisationId = '' } = {}] = mine.json<{ memberships: { organisationId: string }[] }>()
    .memberships;
  const rows: [string, string, Name, object][] = [
    ['/demands/{id}', demand, 'enterprise', { title: '改名' }],
    ['/achievements/{id}', achievement, 'researcher', { title: '改名' }],
    ['/organisations/{id}', organisationId, 'peer', { contact: '新的联系人' }],
    ['/matches/{id}', match, 'operator', { flagged: true }],
    ['/account', '', 'rival', { displayName: '改名' }],
  ];
  for (const [route, id, name, change] of rows) {
    subjects.set(route, { path: route.replace('{id}', id), name, change });
  }
});
afterAll(() => app.end());

async function versionOf({ path, name }: Subject): Promise<number> {
  // A match follows changes of its entries.
  await app.worker.drain();
  const answer = await app.as(name, 'GET', path);
  const { version } = answer.json<{ version: number }>();
  expect(answer.headers.etag).toBe(`"${version}"`);
  return version;
}

it('of everything that can be changed is looked after here', async () => {
  const routes = operationsOf(await readOpenApi(app))
    .filter(({ method }) => method === 'patch')
    .map(({ path }) => path.replace('/api/v1', ''));
  expect(routes.sort()).toEqual([...subjects.keys()].sort());
});

describe.each(['/demands/{id}', '/achievements/{id}', '/matches/{id}', '/organisations/{id}', '/account'])(
  'a change of %s',
  (route) => {
    function patch(change: object, headers = {}) {
      const subject = subjects.get(route);
      if (subject === undefined) throw new Error(`nothing known of ${route}`);
      return app.as(subject.name, 'PATCH', subject.path, { ...subject.change, ...change }, headers);
    }

    it('needs to say on which version it is based', async () => {
      const subject = subjects.get(route)!;
      const before = await versionOf(subject);
      expectRefusal(await patch({}), 428, 'precondition_required');
      expect(await versionOf(subject)).toBe(before);
    });

    it.each(['"999"', 'W/"999"', '*', 'nonsense', '', '""', '"1", "2"', '"99999999999999999999"'])(
      'based on %s is refused and hears which version is the current one',
      async (tag) => {
        const subject = subjects.get(route)!;
        const before = await versionOf(subject);
        const body = expectRefusal(await patch({}, { 'if-match': tag }), 412, 'precondition_failed');
        expect(body.facts).toEqual({ currentVersion: before });
        // The header counts, whatever the body says.
        expectRefusal(await patch({ version: before }, { 'if-match': tag }), 412, 'precondition_failed');
        expect(await versionOf(subject)).toBe(before);
      },
    );

    it('is made on the current version, named by header or body, and once only', async () => {
      const subject = subjects.get(route)!;
      const first = await versionOf(subject);
      const made = await patch({}, { 'if-match': `"${first}"` });
      expect(made.statusCode).toBe(200);
      expectRefusal(await patch({}, { 'if-match': `"${first}"` }), 412, 'precondition_failed');
      const second = await versionOf(subject);
      expect(second).toBeGreaterThanOrEqual(first);
      expect((await patch({ version: second })).statusCode).toBe(200);
    });

    it('asked by a visitor is refused before versions are spoken of', async () => {
      const { path, change } = subjects.get(route)!;
      expectRefusal(await app.as(null, 'PATCH', path, change), 401, 'unauthenticated');
    });
  },
);
