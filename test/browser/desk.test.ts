import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  closeSite,
  expectSound,
  openSite,
  type Site,
  screenshot,
  signIn,
  visit,
  whyNoBrowser,
} from './browser.ts';

const worked = /今日已处理 (\d+) \/ 剩余 (\d+)/;

async function countWork(page: Page): Promise<{ handled: number; left: number }> {
  const [, handled, left] = worked.exec((await page.getByText(worked).textContent()) ?? '') ?? [];
  return { handled: Number(handled), left: Number(left) };
}

/** The title of the match that is open, once its record is there. */
async function openTitle(page: Page): Promise<string> {
  await page.locator('#record-title').waitFor({ state: 'attached' });
  return (await page.locator('#record-title').textContent()) ?? '';
}

/** Waits until the record that is open is not this one. */
async function waitForAnother(page: Page, title: string): Promise<void> {
  const shown = page.locator('#record-title');
  while ([title, null].includes(await shown.textContent())) await page.waitForTimeout(5);
}

/** Presses a key and waits until another match is open; how long that took. */
async function pressToNext(page: Page, key: string): Promise<number> {
  const before = await openTitle(page);
  const begin = Date.now();
  await page.keyboard.press(key);
  await waitForAnother(page, before);
  return Date.now() - begin;
}

describe.skipIf(whyNoBrowser() !== null)('an operator at the desk', () => {
  let site: Site;
  let page: Page;

  beforeAll(async () => {
    // Low thresholds, so that the sample data fill a queue.
    site = await openSite({ SUGGEST_FROM_DEMANDS: '10', SUGGEST_FROM_ACHIEVEMENTS: '10' });
    await site.app.worker.drain();
    page = await visit(site);
    await signIn(page, 'operator@demo');
    await page.getByRole('link', { name: '匹配审核' }).press('Enter');
  }, 240_000);
  afterAll(() => closeSite(site));

  it('finds the best suggestion open, with its evidence, facts and what speaks against it', async () => {
    await openTitle(page);
    await page.getByText('原文对照').waitFor();
    expect((await countWork(page)).left).toBeGreaterThan(15);
    await screenshot(page, 'desk-1440');
  });

  it('clears ten matches by keyboard alone: accepts, says why not, puts off, compares, takes back', async () => {
    const before = await countWork(page);
    const times = [await pressToNext(page, 'a'), await pressToNext(page, 's')];
    for (const reason of ['1', '2', '8']) {
      await page.keyboard.press('x');
      await page.getByRole('form', { name: '为什么不合适？' }).waitFor();
      await page.keyboard.press(reason);
      times.push(await pressToNext(page, 'Enter'));
    }
    // A look at it beside the next best ones, and back.
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: '对比成果' }).waitFor();
    await page.keyboard.press('Escape');
    await openTitle(page);
    for (const key of ['a', 's', 'a', 's', 'a', 'a']) times.push(await pressToNext(page, key));
    // One of the eleven is taken back, and stands open again.
    const after = await openTitle(page);
    await page.keyboard.press('z');
    await waitForAnother(page, after);
    await expect.poll(async () => (await countWork(page)).left).toBe(before.left - 10);
    expect((await countWork(page)).handled).toBe(before.handled + 10);
    console.info(`decision to next match: ${times.join(', ')} ms`);
    await screenshot(page, 'desk-after-ten');
  });

  it('does not reject without a reason, and lets Escape go back', async () => {
    const title = await openTitle(page);
    await page.keyboard.press('x');
    await page.keyboard.press('Enter');
    await page.getByText('请至少选择一个原因').waitFor();
    await screenshot(page, 'desk-reject');
    await page.keyboard.press('Escape');
    await page.getByRole('form', { name: '为什么不合适？' }).waitFor({ state: 'detached' });
    expect(await openTitle(page)).toBe(title);
  });

  it('leaves letters to whoever is typing, and single keys can be switched off', async () => {
    const title = await openTitle(page);
    await page.keyboard.press('/');
    await page.keyboard.type('xas');
    await page.keyboard.press('Escape');
    expect(await openTitle(page)).toBe(title);
    await page.getByLabel('启用单键快捷键').uncheck();
    await page.keyboard.press('a');
    await page.keyboard.press('j');
    expect(await openTitle(page)).toBe(title);
    await page.getByLabel('启用单键快捷键').check();
    await page.getByRole('heading', { name: '匹配审核' }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '快捷键一览' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: '快捷键一览' }).waitFor({ state: 'hidden' });
  });

  it('compares up to three achievements side by side and comes back', async () => {
    const title = await openTitle(page);
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: '对比成果' }).waitFor();
    await page.getByRole('table').waitFor();
    await screenshot(page, 'desk-compare');
    await page.keyboard.press('Escape');
    expect(await openTitle(page)).toBe(title);
  });

  it('never covers the decision of a colleague who was first', async () => {
    const title = await openTitle(page);
    const id = new URL(page.url()).searchParams.get('open') ?? '';
    const colleague = await visit(site);
    await signIn(colleague, 'operator@demo');
    await colleague.goto(`/desk?open=${id}`);
    expect(await openTitle(colleague)).toBe(title);
    await pressToNext(colleague, 's');
    await colleague.getByText(/已处理为“稍后”/).waitFor();
    await colleague.waitForTimeout(500);
    await page.keyboard.press('a');
    await page.getByText(/已于 \d\d:\d\d 处理为“稍后”，您的修改未覆盖/).waitFor();
    await screenshot(page, 'desk-conflict');
    await page.getByRole('button', { name: '知道了' }).click();
    await colleague.context().close();
  });

  it('decides about many at once, after a rehearsal that names their number', async () => {
    const before = await countWork(page);
    await page.getByRole('button', { name: '批量处理' }).click();
    const ticks = page.getByRole('checkbox', { name: /^选中：/ });
    await ticks.nth(0).check();
    await ticks.nth(1).check();
    await page.getByRole('button', { name: '稍后 2 条' }).click();
    await page.getByText('试算：2 条可以处理').waitFor();
    await screenshot(page, 'desk-bulk');
    await page.getByRole('button', { name: '确认稍后 2 条' }).click();
    await page.getByText('已处理 2 条').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '知道了' }).click();
    await expect.poll(async () => (await countWork(page)).left).toBe(before.left - 2);
    await page.getByRole('button', { name: '退出批量处理' }).click();
  });

  it('tells both sides of an accepted match only when the introduction is sent', async () => {
    await page.goto('/desk?state=accepted');
    const title = await openTitle(page);
    await page.getByText('已采纳，双方尚不知道').waitFor();
    await page.getByRole('button', { name: '推送双方' }).click();
    const dialog = page.getByRole('dialog', { name: '推送双方' });
    await dialog.getByLabel('给双方的说明').fill('请尽快联系');
    await screenshot(page, 'desk-introduce');
    await dialog.getByRole('button', { name: '确认推送' }).click();
    await page.getByText('已推送双方。').waitFor();
    await page.goto('/desk?state=introduced');
    expect(await openTitle(page)).toBe(title);
    await page.getByText('请尽快联系').waitFor();
    expect(await page.getByRole('button', { name: /^撤销 Z/ }).count()).toBe(0);
    await screenshot(page, 'desk-introduced');
    await page.goto('/desk');
    await openTitle(page);
  });

  it('explains on request why an achievement was not suggested', async () => {
    await page.getByRole('link', { name: '为什么没有某项成果？' }).click();
    await page.getByRole('heading', { name: '为什么没有某项成果？' }).waitFor();
    await page.getByRole('searchbox', { name: '搜索科技成果' }).fill('检测');
    await page.getByRole('list', { name: '搜索科技成果' }).getByRole('button').last().click();
    await page
      .getByText(/门槛|已有|待审建议|已经处理过/)
      .first()
      .waitFor();
    await screenshot(page, 'desk-why');
  });

  it('keeps its filters in the address', async () => {
    await page.goto('/desk?state=deferred&sort=age');
    await openTitle(page);
    await page.getByLabel('匹配程度', { exact: true }).selectOption('none');
    await expect.poll(() => page.url()).toContain('band=none');
    await page.reload();
    expect(page.url()).toContain('state=deferred');
    expect(page.url()).toContain('sort=age');
  });

  it('is sound at 1440 and 360 pixels, in both languages', async () => {
    await page.goto('/desk');
    await openTitle(page);
    await expectSound(page, 'desk');
    const phone = await visit(site, { width: 360 });
    await signIn(phone, 'operator@demo');
    await phone.goto('/desk');
    await phone.locator('.match-title a').first().waitFor();
    await expectSound(phone, 'desk-list');
    await phone.locator('.match-title a').first().click();
    await openTitle(phone);
    await expectSound(phone, 'desk-record');
    const low = await phone
      .locator('.desk-actions button')
      .evaluateAll((buttons) => Math.min(...buttons.map((button) => button.getBoundingClientRect().height)));
    expect(low).toBeGreaterThanOrEqual(44);
    await phone.getByRole('button', { name: '稍后' }).click();
    await phone.getByText(/已处理为“稍后”/).waitFor();
    await screenshot(phone, 'desk-phone-decided');
    await phone.context().close();
  }, 120_000);

  it('left nothing on the console', () => {
    expect(site.complaints).toEqual([]);
  });
});
