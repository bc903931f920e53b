import { afterEach, describe, expect, it } from 'vitest';
import type { FakeMeilisearch } from '../support/fake-meilisearch/server.ts';
import { createTestApp, publish } from '../support/test-app.ts';
import { type Mirrored, openMirrored } from './mirrored-app.ts';

let world: Mirrored;
afterEach(() => world.end());

/** Ends the service and starts it again on the same data, beside the same server. */
async function restart(clock = world.app.clock): Promise<FakeMeilisearch> {
  const { dataDir } = world.app;
  const { fake } = world;
  await world.end({ keepFolder: true, keepServer: true });
  world = await openMirrored({ dataDir, overrides: { clock } }, fake);
  return fake;
}

const answering = async () => {
  const { engine, degraded } = await world.search('反光');
  return { engine, degraded };
};

describe('whether a server is asked', () => {
  it('is remembered over a restart, so that a busy site is not degraded each time', async () => {
    world = await openMirrored();
    const id = await publish(world.app, 'achievements');
    await world.settle();
    expect(await answering()).toEqual({ engine: 'meilisearch', degraded: false });
    await restart();
    await world.edit(id, { region: '崂山区' });
    await world.app.worker.drain();
    expect(await answering()).toEqual({ engine: 'meilisearch', degraded: false });
  });

  it('is not, after it was switched off for a while: it missed what happened meanwhile', async () => {
    world = await openMirrored();
    const id = await publish(world.app, 'achievements');
    await world.settle();
    const { dataDir, clock } = world.app;
    const { fake } = world;
    await world.end({ keepFolder: true, keepServer: true });

    const alone = await createTestApp({ dataDir, overrides: { clock } });
    const { version } = (await alone.as('researcher', 'GET', `/achievements/${id}`)).json();
    await alone.as('researcher', 'PATCH', `/achievements/${id}`, { version, disclosure: 'internal' });
    await alone.worker.drain();
    await alone.end(true);

    world = await openMirrored({ dataDir, overrides: { clock } }, fake);
    expect(await answering()).toEqual({ engine: 'embedded', degraded: true });
    expect((await world.search('反光')).ids).toEqual([]);
    const report = await world.settle();
    expect(report).toMatchObject({ missing: 0, stale: 1, extra: 0 });
    expect(await answering()).toMatchObject({ degraded: false });
    expect((await world.search('反光')).ids).toEqual([]);
  });

  it('is not, while the newest texts wait for more than ten minutes', async () => {
    world = await openMirrored();
    const id = await publish(world.app, 'achievements');
    await world.settle();
    expect((await answering()).degraded).toBe(false);
    world.fake.holdTasks();
    await world.edit(id, { region: '崂山区' });
    const working = world.app.worker.drain();
    await expect.poll(() => world.rows().length).toBe(1);
    expect((await answering()).degraded).toBe(false);
    world.app.clock.advance(11 * 60_000);
    expect(await answering()).toEqual({ engine: 'embedded', degraded: true });
    world.fake.releaseTasks();
    await working;
    expect(await answering()).toEqual({ engine: 'meilisearch', degraded: false });
  });
});

describe('a document that the server refuses', () => {
  const LAST_ATTEMPT = 8;

  async function refuseAll(): Promise<void> {
    world.fake.failTasks(100, ({ type }) => type === 'documentAdditionOrUpdate', 'invalid_document_fields');
    for (let attempt = 0; attempt < LAST_ATTEMPT; attempt += 1) {
      await world.app.worker.drain();
      world.app.clock.advance(10 * 60_000);
    }
    world.fake.failTasks(0);
  }

  it('leaves no older text of the entry behind for those who may not read it any more', async () => {
    world = await openMirrored();
    const id = await publish(world.app, 'achievements');
    await world.settle();
    await world.edit(id, { disclosure: 'internal' });
    await refuseAll();
    const { failed, parked } = await world.status();
    // The job that hides it was given up, and the one that sends it.
    expect([failed, parked.map(({ key }) => key)]).toEqual([2, [id, id]]);
    expect(world.stored(id)).toEqual([]);
  });

  it('shows its title to operators, and to administrators only where everybody may read it', async () => {
    world = await openMirrored();
    const draft = (await world.app.as('researcher', 'POST', '/achievements', { title: '机密草稿' })).json<{
      id: string;
    }>();
    await refuseAll();
    const parkedFor = async (name: 'operator' | 'admin') => {
      const answer = await world.app.as(name, 'GET', '/index/status');
      expect(answer.json<{ parked: { key: string }[] }>().parked.map(({ key }) => key)).toEqual([draft.id]);
      return answer.body;
    };
    expect(await parkedFor('operator')).toContain('机密草稿');
    expect(await parkedFor('admin')).not.toContain('机密草稿');
  });

  it('is tried again by the next comparison, and then is there', async () => {
    world = await openMirrored();
    const id = await publish(world.app, 'achievements');
    await refuseAll();
    expect(world.stored(id)).toEqual([]);
    await world.settle();
    expect(world.stored(id)).toHaveLength(1);
    expect(await world.status()).toMatchObject({ failed: 0, pending: 0 });
  });
});
