import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeSite, openSite, type Site, screenshot, signIn, visit, whyNoBrowser } from './browser.ts';

const demandTitle = '铝压铸件反光表面划伤自动检出';
const achievementTitle = '高反光金属表面多角度条纹成像检测';

async function submit(page: Page): Promise<string> {
  await page.getByRole('button', { name: '保存并提交' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: /提交/ }).click();
  await page.getByText('待受理').first().waitFor();
  return new URL(page.url()).pathname;
}

async function publishAsOperator(site: Site, title: string): Promise<void> {
  const page = await visit(site);
  await signIn(page, 'operator@demo');
  await page.getByRole('link', { name: '受理' }).click();
  await page
    .getByRole('link', { name: title })
    .or(page.getByRole('button', { name: title }))
    .first()
    .click();
  await screenshot(page, `intake-${title}`);
  await page.getByRole('button', { name: '受理并发布' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /发布/ }).click();
  await page
    .getByText(/已处理/)
    .first()
    .waitFor();
  await page.context().close();
}

describe.skipIf(whyNoBrowser() !== null)('from posting to a match, as each role', () => {
  let site: Site;
  let enterprise: Page;
  let researcher: Page;
  let demandPath = '';
  let achievementPath = '';

  beforeAll(async () => {
    site = await openSite();
    enterprise = await visit(site);
    researcher = await visit(site);
  });
  afterAll(() => closeSite(site));

  it('lets an enterprise post a demand and shows ranked achievements within two seconds', async () => {
    await signIn(enterprise, 'enterprise@demo');
    await enterprise.goto('/demands/new');
    await enterprise.getByLabel('名称', { exact: false }).first().fill(demandTitle);
    await enterprise.getByLabel('产业链').selectOption({ label: '智能制造装备' });
    await enterprise
      .getByLabel('主要问题')
      .fill('我公司铝合金压铸件抛光后反光很强，划伤和凹坑靠人眼检查，漏检率约8％，希望用成像方法自动检出。');
    await enterprise.getByLabel('联系方式').fill('示例联系人 0532-00000000');
    demandPath = await submit(enterprise);
    const begin = Date.now();
    await enterprise.reload();
    await enterprise.getByText('强相关').or(enterprise.getByText('弱相关')).first().waitFor();
    expect(Date.now() - begin).toBeLessThan(2000);
    await screenshot(enterprise, 'demand-with-matches');
  });

  it('hides the submitted demand from a researcher until an operator publishes it', async () => {
    await signIn(researcher, 'researcher@demo');
    await researcher.goto(demandPath);
    await researcher.getByText('没有找到').first().waitFor();
    await publishAsOperator(site, demandTitle);
    await researcher.goto(demandPath);
    await researcher.getByRole('heading', { name: demandTitle }).waitFor();
  });

  it('lets a researcher publish an achievement and shows the demand among its matches', async () => {
    await researcher.goto('/achievements/new');
    await researcher.getByLabel('名称', { exact: false }).first().fill(achievementTitle);
    await researcher.getByLabel('产业链').selectOption({ label: '智能制造装备' });
    await researcher
      .getByLabel('成果简介')
      .fill(
        '针对抛光铝合金等高反光表面，采用多角度条纹光成像抑制反光，自动检出划伤、凹坑等缺陷，漏检率低于1％。',
      );
    await researcher.getByLabel('联系方式').fill('示例联系人 0532-00000000');
    achievementPath = await submit(researcher);
    await researcher.getByRole('link', { name: demandTitle }).first().waitFor();
    await screenshot(researcher, 'achievement-with-matches');
    await publishAsOperator(site, achievementTitle);
  });

  it('shows the enterprise the new achievement first, with evidence marked on both texts', async () => {
    await enterprise.goto(demandPath);
    await enterprise.getByRole('link', { name: achievementTitle }).first().click();
    await enterprise.getByText('原文对照').waitFor();
    expect(await enterprise.locator('mark').count()).toBeGreaterThan(2);
    await screenshot(enterprise, 'evidence-on-both-texts');
    expect(achievementPath).not.toBe('');
  });

  it('finds both entries by the search box as a visitor', async () => {
    const visitor = await visit(site);
    for (const [list, title] of [
      ['/demands', demandTitle],
      ['/achievements', achievementTitle],
    ] as const) {
      await visitor.goto(list);
      await visitor.getByRole('searchbox').or(visitor.getByRole('textbox')).first().fill('反光');
      await visitor.keyboard.press('Enter');
      await visitor.getByRole('link', { name: title }).waitFor();
    }
    await screenshot(visitor, 'search-as-visitor');
  });

  it('lets an operator return an entry with a reason that its author reads', async () => {
    await enterprise.goto('/demands/new');
    await enterprise.getByLabel('名称', { exact: false }).first().fill('需要补正的需求');
    await enterprise.getByLabel('产业链').selectOption({ label: '智能制造装备' });
    await enterprise.getByLabel('主要问题').fill('想提高效率。');
    await enterprise.getByLabel('联系方式').fill('示例联系人 0532-00000000');
    await submit(enterprise);
    const operator = await visit(site);
    await signIn(operator, 'operator@demo');
    await operator.goto('/intake');
    await operator.getByText('需要补正的需求').first().click();
    await operator.getByRole('button', { name: '退回补正' }).click();
    await operator.getByRole('dialog').getByRole('textbox').fill('请写明现状和指标。');
    await operator.getByRole('dialog').getByRole('button', { name: /退回/ }).click();
    await operator
      .getByText(/已处理/)
      .first()
      .waitFor();
    await enterprise.goto('/mine');
    await enterprise.getByText('请写明现状和指标。').waitFor();
    await screenshot(enterprise, 'mine-with-returned');
  });

  it('greets the administrator', async () => {
    const admin = await visit(site);
    await signIn(admin, 'admin@demo');
    await screenshot(admin, 'admin-home');
  });

  it('never breaks the content security policy', () => {
    expect(site.complaints).toEqual([]);
  });
});
