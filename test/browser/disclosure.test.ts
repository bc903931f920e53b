import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
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

const maskedTitle = '海燕计划铝压铸件划伤自动检出';
const targetedTitle = '船用阀门微泄漏在线监测';
const target = '示例理工大学';
const secondTarget = '示例海洋研究院';

/** What nobody outside may read or find of the masked demand: phone, people, brand, project, parameters, firm. */
const secrets = ['13812345678', '张建国', '蓝鲸', '海燕', '99.5', '示例视界'];

async function fillDemand(page: Page, title: string, problem: string): Promise<void> {
  await page.goto('/demands/new');
  await page.getByLabel('名称', { exact: true }).fill(title);
  await page.getByLabel('产业链').selectOption({ label: '智能制造装备' });
  await page.getByLabel('主要问题').fill(problem);
  await page.getByLabel('联系方式', { exact: true }).fill('张建国 13812345678');
}

async function openPreview(page: Page): Promise<ReturnType<Page['getByRole']>> {
  await page.getByRole('button', { name: '查看他人看到的样子' }).first().click();
  const preview = page.getByRole('dialog', { name: '他人看到的样子' });
  await preview.waitFor();
  return preview;
}

async function submit(page: Page): Promise<string> {
  await page.getByRole('button', { name: '保存并提交' }).click();
  const dialog = page.getByRole('dialog', { name: '提交受理' });
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: '确认提交受理' }).click();
  await page.getByText('已提交。').waitFor();
  return new URL(page.url()).pathname;
}

async function publish(operator: Page, title: string): Promise<void> {
  await operator.goto('/intake');
  await operator.getByRole('link', { name: title }).first().click();
  await operator.getByRole('button', { name: '受理并发布' }).click();
  await operator.getByRole('dialog').getByRole('button', { name: '确认受理并发布' }).click();
  await operator.getByText(`“${title}”已处理`).first().waitFor();
}

async function look(page: Page, name: string): Promise<void> {
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: width < 600 ? 780 : 900 });
    await screenshot(page, `disclosure-${name}-${width}`);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow, `${name} scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
    expect(await findBarriers(page), `${name} at ${width}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe.skipIf(whyNoBrowser() !== null)('who sees how much of an entry', () => {
  let site: Site;
  let author: Page;
  let operator: Page;
  let member: Page;
  let visitor: Page;
  let maskedPath = '';
  let targetedPath = '';

  beforeAll(async () => {
    // Nothing here is ranked, so no model is waited for.
    site = await openSite({ MODEL_DIR: mkdtempSync(join(tmpdir(), 'jiebang-no-model-')) });
    author = await visit(site);
    operator = await visit(site);
    member = await visit(site);
    visitor = await visit(site);
    await signIn(author, 'enterprise@demo');
    await signIn(operator, 'operator@demo');
    await signIn(member, 'researcher@demo');
  });
  afterAll(() => closeSite(site));

  it('shows the author before publication what others will read of a masked demand', async () => {
    await fillDemand(
      author,
      maskedTitle,
      '我公司使用“蓝鲸”牌检测机，海燕计划要求划伤检出率达到99.5％。有意者请电话联系张建国13812345678，示例视界期待合作。',
    );
    await author.getByLabel('地域').fill('海燕产业园');
    await author.getByRole('button', { name: '添加指标' }).click();
    await author.getByLabel('第 1 行指标名称').fill('检出率');
    await author.getByLabel('第 1 行数值').fill('99.5');
    await author.getByLabel('第 1 行单位').fill('%');
    await author.getByRole('radio', { name: '脱敏公开' }).check();
    await author.getByText('脱敏公开时一律隐去').waitFor();
    const ofIndicators = author.getByRole('radiogroup', { name: '技术指标' });
    expect(await ofIndicators.getByRole('radio', { name: '隐去（默认）' }).isChecked()).toBe(true);
    await author.getByLabel('要隐去的词').fill('海燕');
    await author.keyboard.press('Enter');
    await look(author, 'form-masked');
    const preview = await openPreview(author);
    await preview.getByText('单位已脱敏（企业）').waitFor();
    const shown = await preview.innerText();
    for (const secret of secrets) expect(shown).not.toContain(secret);
    expect(await preview.locator('.masked-place').count()).toBeGreaterThan(3);
    await preview.getByText('本条为脱敏公开').waitFor();
    await look(author, 'preview-masked');
    await preview.getByRole('button', { name: '关闭预览' }).click();
  });

  it('offers the same look once more before submission, with the level in words', async () => {
    await author.getByRole('button', { name: '保存并提交' }).click();
    const dialog = author.getByRole('dialog', { name: '提交受理' });
    await dialog.getByText('任何人都能看到，但看不到单位').waitFor();
    await look(author, 'submit-masked');
    await dialog.getByRole('button', { name: '查看他人看到的样子' }).click();
    const preview = author.getByRole('dialog', { name: '他人看到的样子' });
    await preview.getByText('单位已脱敏（企业）').waitFor();
    await preview.getByRole('button', { name: '关闭预览' }).click();
    await dialog.getByRole('button', { name: '取消' }).click();
    maskedPath = await submit(author);
    await author.getByRole('main').getByText('脱敏公开').first().waitFor();
    await publish(operator, maskedTitle);
  });

  it('lets a visitor read only the masked text, and find it by no masked word', async () => {
    await visitor.goto(maskedPath);
    await visitor.getByText('本条为脱敏公开，单位、联系方式和具体参数已隐去。').waitFor();
    await visitor.getByText('联系方式已脱敏').waitFor();
    expect(await visitor.locator('.facts .masked-place').count()).toBe(1);
    await visitor.getByRole('heading', { name: '技术指标' }).waitFor();
    const page = await visitor.content();
    for (const secret of secrets) expect(page).not.toContain(secret);
    await look(visitor, 'entry-masked');
    for (const secret of ['海燕', '蓝鲸', '13812345678', '99.5']) {
      await visitor.goto(`/demands?q=${secret}`, { waitUntil: 'networkidle' });
      expect(await visitor.getByRole('link', { name: '铝压铸件划伤自动检出' }).count(), secret).toBe(0);
    }
    await visitor.goto('/demands?q=压铸件划伤');
    const row = visitor.getByRole('listitem').filter({ hasText: '铝压铸件划伤自动检出' });
    await row.getByText('单位已脱敏（企业）').waitFor();
    await row.getByText('脱敏公开', { exact: true }).waitFor();
    await look(visitor, 'list-masked');
  });

  it('lets an author address a demand to another organisation', async () => {
    await fillDemand(author, targetedTitle, '阀门微泄漏靠人工巡检，希望在线监测并提前预警。');
    await author.getByRole('radio', { name: '定向' }).check();
    await author.getByRole('button', { name: '保存并提交' }).click();
    await author.getByText('请至少选择一个单位').waitFor();
    await author.getByLabel('定向单位').fill('理工');
    await look(author, 'form-targeted');
    await author.getByRole('button', { name: `${target} 高等学校` }).click();
    await author.getByRole('list', { name: '已选单位' }).getByText(target).waitFor();
    const preview = await openPreview(author);
    await preview.getByText('定向需求（承诺保密后可见）').waitFor();
    expect(await preview.innerText()).not.toContain('阀门');
    await look(author, 'preview-targeted');
    await preview.getByRole('button', { name: '关闭预览' }).click();
    await author.reload();
    await author.getByRole('list', { name: '已选单位' }).getByText(target).waitFor();
    targetedPath = await submit(author);
    await publish(operator, targetedTitle);
  });

  it('hides it from visitors and shows its target that it is there', async () => {
    await visitor.goto(targetedPath);
    await visitor.getByText('没有找到').first().waitFor();
    await member.goto('/demands');
    await member.getByRole('link', { name: '定向给我的' }).click();
    const row = member.getByRole('listitem').filter({ hasText: '定向需求（承诺保密后可见）' });
    await row.getByText('智能制造装备').waitFor();
    expect(await member.content()).not.toContain('阀门');
    await look(member, 'list-targeted');
    await row.getByRole('link').click();
    await member.getByRole('heading', { name: '保密承诺' }).waitFor();
    await member.getByText(`以“${target}”的名义承诺`).waitFor();
    expect(await member.content()).not.toContain('阀门');
    await look(member, 'stub');
  });

  it('opens it after the pledge, in the language of the reader', async () => {
    await member.getByRole('button', { name: 'English' }).click();
    await member.getByText('Our organisation promises').waitFor();
    const main = await member.getByRole('main').innerText();
    expect(main.replaceAll(target, '')).not.toMatch(/\p{Script=Han}/u);
    await member.getByRole('button', { name: '中文' }).click();
    const promise = member.getByRole('button', { name: '我单位承诺保密并查看全文' });
    expect(await promise.isDisabled()).toBe(true);
    await member.getByRole('checkbox', { name: '我已阅读承诺书' }).check();
    await promise.click();
    await member.getByRole('heading', { name: targetedTitle }).waitFor();
    await member.getByText('您的单位已承诺保密').waitFor();
    await member.getByText('张建国 13812345678').waitFor();
    await look(member, 'pledged');
    await member.goto('/demands?disclosure=targeted');
    await member.getByRole('link', { name: targetedTitle }).waitFor();
  });

  it('asks which organisation promises where a member of several is addressed twice', async () => {
    const admin = await visit(site);
    await signIn(admin, 'admin@demo');
    const choose = async (q: string): Promise<string> =>
      (await (await admin.request.get('/api/v1/organisations/choices', { params: { q } })).json()).items[0]
        .id;
    const [first, second] = [await choose(target), await choose(secondTarget)];
    const invited = await admin.request.post(`/api/v1/organisations/${second}/invitations`, {
      data: { role: 'researcher' },
    });
    expect(invited.status(), await invited.text()).toBe(201);
    const { version } = await (await member.request.get('/api/v1/terms')).json();
    const joined = await member.request.post('/api/v1/invitations/acceptance', {
      data: { token: (await invited.json()).link.split('token=')[1], consent: version },
    });
    expect(joined.ok(), await joined.text()).toBe(true);

    const title = '定向给两家单位的需求';
    await fillDemand(author, title, '请两家单位分别承诺。');
    await author.getByRole('radio', { name: '定向' }).check();
    for (const name of [target, secondTarget]) {
      await author.getByLabel('定向单位').fill(name);
      await author.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    }
    const path = await submit(author);
    await publish(operator, title);

    await member.goto(path);
    await member.getByRole('checkbox', { name: '我已阅读承诺书' }).check();
    await member.getByRole('button', { name: '我单位承诺保密并查看全文' }).click();
    const choice = member.getByLabel('作出承诺的单位');
    await choice.selectOption(second);
    await look(member, 'stub-choice');
    await member.getByRole('button', { name: '我单位承诺保密并查看全文' }).click();
    await member.getByRole('heading', { name: title }).waitFor();
    expect(first).not.toBe(second);
  });

  it('tells the author of an internal entry that nobody else will see it', async () => {
    await fillDemand(author, '内部求助的需求', '仅供运营人员协助。');
    await author.getByRole('radio', { name: '内部' }).check();
    const preview = await openPreview(author);
    await preview.getByText('仅本单位和运营人员可见').first().waitFor();
    await preview.getByRole('button', { name: '关闭预览' }).click();
    await author.goto('/mine');
    await author
      .getByRole('listitem')
      .filter({ hasText: '内部求助的需求' })
      .getByText('内部', { exact: true })
      .waitFor();
    await look(author, 'mine');
  });

  it('marks 代办 wherever an entry that an operator filled in shows', async () => {
    const { memberships } = await (await author.request.get('/api/v1/session')).json();
    const { organisationId } = memberships[0];
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const consent = await operator.request.post(`/api/v1/organisations/${organisationId}/consents`, {
      data: { givenBy: '示例企业用户', form: 'written', expiresOn: tomorrow, note: '' },
    });
    expect(consent.status(), await consent.text()).toBe(201);
    const title = '由专员代为填报的需求';
    const created = await operator.request.post('/api/v1/demands', {
      data: { title, chain: 'smart-manufacturing', problem: '代填。', contact: '示例', organisationId },
    });
    expect(created.status(), await created.text()).toBe(201);
    const { id } = await created.json();
    await author.goto('/mine');
    await author.getByRole('listitem').filter({ hasText: title }).getByText('由运营专员代办').waitFor();
    await author.goto(`/demands/${id}`);
    await author.getByText('由运营专员代办').waitFor();
    await look(author, 'delegated');
  });

  it('never breaks the content security policy', () => {
    expect(site.complaints).toEqual([]);
  });
});
