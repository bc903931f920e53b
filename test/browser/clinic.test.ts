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

const contact = '示例联系人 0532-00000000';

describe.skipIf(whyNoBrowser() !== null)('the check-up of a demand, for whoever posts it', () => {
  let site: Site;
  let page: Page;

  beforeAll(async () => {
    site = await openSite();
    page = await visit(site);
    await signIn(page, 'enterprise@demo');
  });
  afterAll(() => closeSite(site));

  async function post(form: { title: string; problem: string }): Promise<string> {
    await page.goto('/demands/new');
    await page.getByLabel('名称', { exact: false }).first().fill(form.title);
    await page.getByLabel('产业链').selectOption({ label: '海洋装备' });
    await page.getByLabel('主要问题').fill(form.problem);
    await page.getByLabel('联系方式').fill(contact);
    await page.getByRole('button', { name: '保存并提交' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: /提交/ }).click();
    await page.getByText('待受理').first().waitFor();
    return new URL(page.url()).pathname;
  }

  it('says what is missing, what is vague, and that two tasks are one too many', async () => {
    await post({
      title: '船舶与养殖两项需求',
      problem:
        '一是研制船体附着物水下清洗机器人，适应3级海况，大幅提高清洗效果；二是开发虾苗自动计数装置，现靠人工计数，误差大。',
    });
    const clinic = page.getByRole('region', { name: '需求体检' });
    await clinic.getByText(/清晰度 \d+ \/ 20/).waitFor();
    await clinic.getByText('没有数值、难以核对的说法').waitFor();
    expect(await clinic.locator('mark').first().textContent()).toBe('大幅');
    await clinic.getByText('这里像是 2 个不同的任务').waitFor();
    await expectSound(page, 'clinic-submitted');
  });

  it('makes a draft of each task with one click', async () => {
    await page.getByRole('button', { name: '拆成 2 份草稿' }).click();
    await page.getByText('已建立 2 份草稿').waitFor();
    await page.getByRole('link', { name: '船舶与养殖两项需求（1）' }).waitFor();
    await page.getByRole('link', { name: '船舶与养殖两项需求（2）' }).waitFor();
  });

  it('shows the operator the four questions before a demand is published', async () => {
    const operator = await visit(site);
    await signIn(operator, 'operator@demo');
    await operator.goto('/intake');
    await operator.getByRole('link', { name: '船舶与养殖两项需求' }).first().click();
    await operator.getByText('要解决的问题是否清楚').waitFor();
    await screenshot(operator, 'clinic-intake');
    await operator.context().close();
  });

  it('names what keeps achievements from a published demand, and lets them in with one click', async () => {
    const operator = await visit(site);
    await signIn(operator, 'operator@demo');
    // Of the sample demands, one that something stands in the way of.
    const found = await operator.evaluate(`(async () => {
      const { items } = await (await fetch('/api/v1/demands?limit=100')).json();
      for (const { id } of items) {
        const clinic = await (await fetch('/api/v1/demands/' + id + '/clinic')).json();
        if (clinic.obstacles?.items.some(({ relax }) => relax !== null)) return id;
      }
      return null;
    })()`);
    expect(found).not.toBeNull();
    await operator.goto(`/demands/${String(found)}`);
    await operator.getByText('是什么把成果挡在门外').waitFor();
    await operator
      .getByText(/排除 \d+ 项/)
      .first()
      .waitFor();
    await screenshot(operator, 'clinic-obstacles');
    // Operators advise; the form is its keepers'.
    expect(await operator.getByRole('button', { name: '截止日期延长 30 天' }).count()).toBe(0);
    await operator.context().close();
  });

  it('left nothing on the console', () => {
    expect(site.complaints).toEqual([]);
  });
});
