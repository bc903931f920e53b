import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { service } from '../../src/identity/model.ts';
import { createFakeMeilisearch } from '../support/fake-meilisearch/server.ts';
import { openRealServer, whyNoServer } from '../support/meilisearch-server.ts';
import {
  closeSite,
  findBarriers,
  openSite,
  type Site,
  screenshot,
  signIn,
  visit,
  whyNoBrowser,
} from './browser.ts';

interface OutsideServer {
  url: string;
  key: string | undefined;
  kill(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The real server where its program is here, else the fake one. */
async function openServer(): Promise<OutsideServer> {
  if (whyNoServer(true) === null) {
    const { url, key, control, close } = await openRealServer({ control: true });
    return { url, key, kill: control!.kill, restart: () => control!.start(), close };
  }
  const fake = await createFakeMeilisearch();
  return { url: fake.url, key: undefined, kill: fake.kill, restart: () => fake.restart(), close: fake.close };
}

/** Who answered the newest search of this page. */
function watchEngine(page: Page): () => string {
  let engine = '';
  page.on('response', async (response) => {
    if (!response.url().includes('/api/v1/search?')) return;
    engine = ((await response.json().catch(() => ({}))) as { engine?: string }).engine ?? engine;
  });
  return () => engine;
}

/** The same search and facets, whichever engine answers. */
async function searchAndNarrow(page: Page, engine: () => string, expected: string): Promise<void> {
  await page.goto('/demands', { waitUntil: 'networkidle' });
  const everything = await page.locator('.rows > li').count();
  await page.getByRole('searchbox').pressSequentially('检测', { delay: 40 });
  // Nothing was submitted: results follow the typing.
  await page.locator('.rows mark', { hasText: '检测' }).first().waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('检测');
  await expect.poll(engine).toBe(expected);
  const found = await page.locator('.rows > li').count();
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThanOrEqual(everything);
  expect(new URL(page.url()).searchParams.get('q')).toBe('检测');
  const first = page.locator('.facet').first().locator('label').first();
  const count = Number(await first.locator('.facet-count').innerText());
  await first.click();
  await page.getByText(`共 ${count} 项`).waitFor();
  expect(await page.locator('.rows > li').count()).toBe(Math.min(count, 20));
  // The facet that was chosen still counts its other values.
  expect(await page.locator('.facet').first().locator('label').count()).toBeGreaterThan(0);
  await page.goBack();
  await page.goBack();
}

describe.skipIf(whyNoBrowser() !== null)('search and facets on the embedded index', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => closeSite(site));

  it('follow the typing, mark what was typed and narrow by facets', async () => {
    const page = await visit(site);
    await searchAndNarrow(page, watchEngine(page), 'embedded');
    expect(await page.getByText('备用索引').count()).toBe(0);
    expect(site.complaints).toEqual([]);
  });

  it('tells operators that there is no search server', async () => {
    const page = await visit(site);
    await signIn(page, 'operator@demo');
    await page.goto('/index', { waitUntil: 'networkidle' });
    await page.getByText('搜索由内置索引作答').first().waitFor();
    await screenshot(page, 'index-embedded-1440');
    expect(await findBarriers(page)).toEqual([]);
  });
});

describe.skipIf(whyNoBrowser() !== null)('search and facets on Meilisearch', () => {
  let server: OutsideServer;
  let site: Site;

  beforeAll(async () => {
    server = await openServer();
    site = await openSite({ MEILI_URL: server.url, MEILI_KEY: server.key ?? '', MEILI_PREFIX: 'browser' });
    await site.app.services.indexing.reconcile(service);
    await site.app.worker.drain();
  });
  afterAll(async () => {
    await closeSite(site);
    await server.close();
  });

  it('follow the typing, mark what was typed and narrow by facets', async () => {
    const page = await visit(site);
    await searchAndNarrow(page, watchEngine(page), 'meilisearch');
    await screenshot(page, 'search-meilisearch-1440');
    expect(await page.getByText('备用索引').count()).toBe(0);
  });

  it('lets operators compare and rebuild while search goes on', async () => {
    const page = await visit(site);
    await signIn(page, 'operator@demo');
    await page.getByRole('link', { name: '索引', exact: true }).click();
    await page
      .getByText(/搜索由 Meilisearch.*作答/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '立即核对' }).click();
    await page.getByText('上次核对：两边一致').waitFor();
    await screenshot(page, 'index-meilisearch-1440');
    await page.getByRole('button', { name: '重建索引' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /重建/ }).click();
    await page.getByText('重建已完成').waitFor({ timeout: 60_000 });
    await screenshot(page, 'index-rebuilt-1440');
    expect(await findBarriers(page)).toEqual([]);
    const phone = await visit(site, { width: 360 });
    await signIn(phone, 'operator@demo');
    await phone.goto('/index', { waitUntil: 'networkidle' });
    await screenshot(phone, 'index-meilisearch-360');
    expect(await findBarriers(phone)).toEqual([]);
  });

  it('go on with a badge while the server is down, and without one when it is back', async () => {
    const page = await visit(site);
    const engine = watchEngine(page);
    await server.kill();
    await page.goto('/achievements?q=视觉', { waitUntil: 'networkidle' });
    await page.getByText('备用索引').waitFor();
    expect(await page.locator('.rows > li').count()).toBeGreaterThan(0);
    expect(engine()).toBe('embedded');
    await screenshot(page, 'search-fallback-1440');
    expect(await findBarriers(page)).toEqual([]);
    await server.restart();
    await expect
      .poll(
        async () => {
          await page.reload({ waitUntil: 'networkidle' });
          return engine();
        },
        { timeout: 60_000, interval: 1000 },
      )
      .toBe('meilisearch');
    expect(await page.getByText('备用索引').count()).toBe(0);
    expect(site.complaints).toEqual([]);
  });
});
