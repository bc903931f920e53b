import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const INITIAL_SCRIPT_BUDGET = 500 * 1024;

describe.skipIf(whyNoBrowser() !== null)('screens', () => {
  let site: Site;

  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => closeSite(site));

  it('loads at most 500 KB of script, gzipped, before the first list shows', async () => {
    const page = await visit(site);
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto('/demands', { waitUntil: 'networkidle' });
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    console.log(`initial script: ${Math.round(total / 1024)} KB gzipped`);
    expect(total).toBeGreaterThan(50 * 1024);
    expect(total).toBeLessThan(INITIAL_SCRIPT_BUDGET);
  });

  it('has no serious barrier in Chinese, wide and on a phone', async () => {
    const barriers: string[] = [];
    for (const width of [1440, 360]) {
      const page = await visit(site, { width });
      for (const path of ['/demands', '/achievements?q=视觉', '/sign-in', '/nowhere']) {
        await page.goto(path, { waitUntil: 'networkidle' });
        barriers.push(...(await findBarriers(page)).map((barrier) => `${path} ${width}: ${barrier}`));
        await screenshot(page, `${path.replaceAll(/\W+/g, '-')}-${width}`);
      }
      await signIn(page, 'enterprise@demo');
      const { items } = await (await page.request.get('/api/v1/demands?mine=true&state=published')).json();
      for (const path of [`/demands/${items[0].id}`, '/demands/new', '/mine']) {
        await page.goto(path, { waitUntil: 'networkidle' });
        barriers.push(...(await findBarriers(page)).map((barrier) => `${path} ${width}: ${barrier}`));
        await screenshot(page, `${path.replace(items[0].id, 'entry').replaceAll('/', '-')}-${width}`);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(overflow, `${path} scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
      }
    }
    expect(barriers).toEqual([]);
  });

  it('speaks English to who asks for it', async () => {
    const page = await visit(site, { locale: 'en-US' });
    await page.goto('/demands', { waitUntil: 'networkidle' });
    const toEnglish = page.getByRole('button', { name: 'English' });
    if (await toEnglish.isVisible()) await toEnglish.click();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await findBarriers(page)).toEqual([]);
    const menu = await page.getByRole('navigation').first().innerText();
    expect(menu).not.toMatch(/\p{Script=Han}/u);
    await screenshot(page, 'demands-in-english');
  });

  it('shows the API documentation', async () => {
    const page = await visit(site);
    await page.goto('/api/docs');
    await page.getByText('/api/v1/demands/{id}/matches').waitFor();
  });

  it('never breaks the content security policy', () => {
    expect(site.complaints).toEqual([]);
  });
});
