import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  closeSite,
  findBarriers,
  openSite,
  PASSWORD,
  type Site,
  signIn,
  visit,
  whyNoBrowser,
} from './browser.ts';

/** What has the keyboard: nothing, the record that is open, or the words on a button. */
function focused(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return 'nothing';
    return element.className.includes('desk-record') ? 'record' : element.textContent.trim();
  })()`);
}

async function openTitle(page: Page): Promise<string> {
  await page.locator('#record-title').waitFor({ state: 'attached' });
  return (await page.locator('#record-title').textContent()) ?? '';
}

/** The one line of the desk that screen readers listen to. */
const said = (page: Page, words: string | RegExp) =>
  page.locator('.toast p[role=status]').filter({ hasText: words }).waitFor();

const notices = (page: Page) => page.locator('.notice[role=alert]');

async function reject(page: Page, note: string): Promise<void> {
  await openTitle(page);
  await page.keyboard.press('x');
  await page.keyboard.press('2');
  await page.getByLabel(/^补充说明/).fill(note);
  await page.getByRole('button', { name: '确认不合适' }).click();
}

/** Fills in the form that lies over the work. */
async function signInOver(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '请重新登录' });
  await dialog.getByLabel('账号').fill('operator@demo');
  await dialog.getByLabel('密码').fill(PASSWORD);
  await dialog.getByRole('button', { name: '登录' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe.skipIf(whyNoBrowser() !== null)('when something goes wrong at the desk', () => {
  let site: Site;
  let page: Page;

  beforeAll(async () => {
    site = await openSite({ SUGGEST_FROM_DEMANDS: '10', SUGGEST_FROM_ACHIEVEMENTS: '10' });
    await site.app.worker.drain();
    page = await visit(site);
    await signIn(page, 'operator@demo');
    await page.goto('/desk');
    await openTitle(page);
  }, 240_000);
  afterAll(() => closeSite(site));

  it('keeps every decision that did not get through, and sends each again on request', async () => {
    await page.route('**/decisions', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await reject(page, '工艺路线不同');
    await said(page, '未能保存');
    // Nothing is decided about a match that is not there yet.
    await openTitle(page);
    await page.keyboard.press('a');
    await expect.poll(() => notices(page).count()).toBe(2);
    await notices(page).first().getByText('不合适 · 技术路线不符 · 工艺路线不同').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.unroute('**/decisions');
    await page.getByRole('button', { name: '重新提交' }).first().click();
    await said(page, '已处理为“不合适”');
    await page.getByRole('button', { name: '重新提交' }).click();
    await said(page, '已处理为“采纳”');
    expect(await notices(page).count()).toBe(0);
    await expect.poll(() => page.locator('.own-decisions li').count()).toBe(2);
    expect(await focused(page)).toBe('record');
  });

  it('says that there is nothing to take back, instead of nothing at all', async () => {
    for (const title of ['已撤销处理', '已撤销处理', '没有可以撤销的']) {
      await page.keyboard.press('z');
      await said(page, title);
      await page.keyboard.press('j');
    }
  });

  it('lets somebody sign in over the desk whose session had ended, and sends what was decided', async () => {
    await page.goto('/desk');
    await openTitle(page);
    await page.context().clearCookies();
    await reject(page, '登录过期时写下的话');
    await page.getByRole('button', { name: '重新登录' }).click();
    await signInOver(page);
    await said(page, '已处理为“不合适”');
    await expect.poll(() => notices(page).count()).toBe(0);
    await page.locator('.own-decisions').getByText('技术路线不符').first().waitFor();
  });

  it('decides once for a key that is held down', async () => {
    await page.goto('/desk');
    const first = await openTitle(page);
    for (let press = 0; press < 5; press++) await page.keyboard.down('s');
    await page.keyboard.up('s');
    await expect.poll(() => openTitle(page)).not.toBe(first);
    const second = await openTitle(page);
    await page.waitForTimeout(500);
    expect(await openTitle(page)).toBe(second);
  });

  it('keeps reasons and note of who first looks again, and the keyboard in its place', async () => {
    await page.keyboard.press('x');
    await page.keyboard.press('4');
    await page.getByLabel(/^补充说明/).fill('再看一遍');
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('record');
    await page.keyboard.press('x');
    expect(await page.getByLabel(/^补充说明/).inputValue()).toBe('再看一遍');
    // Reading once more takes the focus out of the form; its keys go on.
    await page.locator('.side-label').first().click();
    await page.keyboard.press('1');
    expect(await page.locator('form.reject input:checked').count()).toBe(2);
    await page.keyboard.press('Escape');
    await page.locator('form.reject').waitFor({ state: 'detached' });
  });

  it('leaves the match behind a dialog alone, and gives the keyboard back when the dialog closes', async () => {
    await page.keyboard.press('a');
    await said(page, '已处理为“采纳”');
    await page.goto('/desk?state=accepted');
    const title = await openTitle(page);
    await page.getByRole('button', { name: '推送双方' }).click();
    await page.locator('.ant-modal-title').click();
    for (const key of ['x', 's', 'z']) await page.keyboard.press(key);
    expect(await page.locator('form.reject').count()).toBe(0);
    expect(await openTitle(page)).toBe(title);
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('推送双方');
  });

  it('keeps the note in a dialog whose session had ended, and sends it after signing in over it', async () => {
    await page.getByRole('button', { name: '推送双方' }).click();
    const dialog = page.getByRole('dialog', { name: '推送双方' });
    await dialog.getByLabel('给双方的说明').fill('请先线上沟通');
    await page.context().clearCookies();
    await dialog.getByRole('button', { name: '确认推送' }).click();
    await dialog.getByRole('button', { name: '重新登录' }).click();
    await signInOver(page);
    await dialog.getByRole('button', { name: '确认推送' }).click();
    await page.getByText('已推送双方。').waitFor();
    await page.getByText('请先线上沟通').waitFor();
    await expect.poll(() => focused(page)).toBe('record');
  });

  it('tells what came of many decisions although they left the list empty', async () => {
    await page.goto('/desk');
    await openTitle(page);
    await page.keyboard.press('f');
    await said(page, '已标记');
    await page.goto('/desk?flagged=true');
    await page.getByText('共 1 条').waitFor();
    await page.getByRole('button', { name: '批量处理' }).click();
    await page.getByRole('button', { name: '选中本页 1 条' }).click();
    await page.getByRole('button', { name: '稍后 1 条' }).click();
    await page.getByRole('button', { name: '确认稍后 1 条' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('已处理 1 条。').waitFor();
    await dialog.getByRole('button', { name: '知道了' }).click();
    await page.goto('/desk?flagged=true');
    await page.getByText('没有符合筛选条件的匹配').waitFor();
    await page.getByRole('status').getByRole('button', { name: '清除筛选' }).click();
    await openTitle(page);
  });

  it('comes back from comparing to the very view that was left', async () => {
    const answer = await page.request.get('/api/v1/matches?state=all&sort=age&limit=50');
    const { items } = (await answer.json()) as { items: { id: string; demand: { id: string } }[] };
    const several = items.find(({ demand }) => items.filter((one) => one.demand.id === demand.id).length > 1);
    await page.goto(`/desk?state=all&sort=age&open=${several?.id}`);
    await openTitle(page);
    const address = page.url();
    await page.keyboard.press('c');
    const chosen = page.locator('.compare-choice input:checked');
    await chosen.nth(1).waitFor();
    const labels = page.locator('.compare-choice label').filter({ has: page.locator('input:checked') });
    for (const title of (await labels.allTextContents()).slice(1)) {
      const box = page.getByRole('checkbox', { name: title.trim(), exact: true });
      // Its state stands in the address, which follows a moment later.
      await box.click();
      await expect.poll(() => box.isChecked()).toBe(false);
    }
    await page.waitForTimeout(300);
    expect(await chosen.count()).toBe(1);
    await page.keyboard.press('Escape');
    await openTitle(page);
    expect(page.url()).toBe(address);
  });

  it('left nothing on the console', () => {
    expect(site.complaints).toEqual([]);
  });
});
