import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDigit } from '../../src/identity/credit-code.ts';
import { closeSite, findBarriers, openSite, type Site, screenshot, visit, whyNoBrowser } from './browser.ts';
import {
  enterWithCode,
  fillAccount,
  fillSignIn,
  makeLink,
  password,
  publishTargeted,
} from './organisation-steps.ts';

const company = '琴岛精密铸造有限公司';
const body = '91370200MA3TETT00';
const creditCode = body + checkDigit(body);

describe.skipIf(whyNoBrowser() !== null)('organisations and their people', () => {
  let site: Site;
  let founder: Page;
  let colleague: Page;
  let operator: Page;
  let admin: Page;
  let link = '';

  beforeAll(async () => {
    site = await openSite({ SECOND_FACTOR: 'required' });
    founder = await visit(site);
    colleague = await visit(site, { width: 360 });
    operator = await visit(site);
    admin = await visit(site);
  });
  afterAll(() => closeSite(site));

  it('registers an organisation and keeps what was typed when something is wrong', async () => {
    await founder.goto('/register');
    await founder.getByRole('heading', { name: '个人信息处理说明' }).waitFor();
    await founder.getByRole('button', { name: '提交注册' }).click();
    await founder.getByText('请先阅读并勾选同意').waitFor();
    await founder.getByLabel('单位名称').fill(company);
    await founder.getByLabel('单位类型').selectOption({ label: '企业' });
    await founder.getByLabel('统一社会信用代码').fill('91370200MA3O');
    await founder.getByText('代码中不会出现“O”').waitFor();
    await founder.getByLabel('统一社会信用代码').fill(`${body}${creditCode.endsWith('0') ? '1' : '0'}`);
    await founder.getByLabel('联系人和联系方式').fill('王工 0532-00000000');
    await fillAccount(founder, 'wang', '王工');
    await founder.getByRole('checkbox').check();
    await screenshot(founder, 'register-filled-1440');
    await founder.getByRole('button', { name: '提交注册' }).click();
    await founder.getByText('统一社会信用代码不正确').waitFor();
    expect(await founder.getByLabel('单位名称').inputValue()).toBe(company);
    expect(await founder.getByLabel('密码', { exact: true }).inputValue()).toBe(password);
    expect(await founder.evaluate('document.activeElement.value')).toMatch(/^91370200/);
    await founder.getByLabel('统一社会信用代码').fill(creditCode.toLowerCase());
    await founder.getByRole('button', { name: '提交注册' }).click();
    await founder.getByRole('heading', { name: '注册已提交' }).waitFor();
    await screenshot(founder, 'register-done-1440');
    await founder.getByRole('link', { name: '登录并查看进度' }).click();
    await fillSignIn(founder, 'wang', password);
    await founder.getByText('正在等待运营专员核实').waitFor();
    expect(await founder.getByRole('button', { name: '邀请成员' }).count()).toBe(0);
    await screenshot(founder, 'own-pending-1440');
  });

  it('is refused with a reason, corrected, sent in again and confirmed', async () => {
    await enterWithCode(operator, 'operator@demo');
    await operator.getByRole('link', { name: '单位审核' }).click();
    await operator.getByRole('link', { name: company }).click();
    await operator.getByText(creditCode).waitFor();
    await screenshot(operator, 'review-1440');
    await operator.getByRole('button', { name: '不予通过' }).click();
    const dialog = operator.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: '不予通过' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('请填写固定电话。');
    await dialog.getByRole('button', { name: '不予通过' }).click();
    await operator.getByText(`“${company}”：未通过`).waitFor();

    await founder.reload();
    await founder.getByText('请填写固定电话。').waitFor();
    await screenshot(founder, 'own-refused-1440');
    await founder.getByRole('button', { name: '修改并重新提交' }).click();
    await founder.getByLabel('联系人和联系方式').fill('王工 0532-11111111');
    await founder.getByRole('button', { name: '重新提交' }).click();
    await founder.getByText('正在等待运营专员核实').waitFor();

    await operator.goto('/organisations');
    await operator.getByRole('link', { name: company }).click();
    await operator.getByText('0532-11111111').waitFor();
    await operator.getByRole('button', { name: '确认单位' }).click();
    await operator.getByRole('dialog').getByRole('button', { name: '确认单位' }).click();
    await operator.getByText(`“${company}”：已确认`).waitFor();
    await operator.getByText('没有待确认的单位').waitFor();
  });

  it('invites a colleague by a link that is shown once, in full', async () => {
    await founder.reload();
    await founder.getByText('已确认').first().waitFor();
    await founder.getByRole('button', { name: '邀请成员' }).click();
    link = await makeLink(founder);
    expect(link).toMatch(/\/join#token=.{20,}$/);
    await screenshot(founder, 'invitation-link-1440');
    await founder.getByRole('button', { name: '完成' }).click();
    await founder.getByText('待接受').waitFor();
    expect(await founder.content()).not.toContain(link.split('token=')[1]);
  });

  it('lets the colleague see where the link leads, make an account and join', async () => {
    await colleague.goto(link);
    await colleague.getByText(company).waitFor();
    expect(colleague.url()).not.toContain('token');
    // Kept for this tab, though it is no longer in the address.
    await colleague.reload();
    await colleague.getByText(company).waitFor();
    await fillAccount(colleague, 'liu', '刘工');
    await colleague.getByRole('checkbox').check();
    await screenshot(colleague, 'join-360');
    await colleague.getByRole('button', { name: '建立账号并加入' }).click();
    await colleague.getByText('已加入单位').waitFor();
    await screenshot(colleague, 'joined-360');
    await colleague.getByRole('link', { name: '前往登录' }).click();
    await fillSignIn(colleague, 'liu', password);
    await colleague.getByRole('rowheader', { name: '刘工' }).waitFor();
    await screenshot(colleague, 'own-360');

    const late = await visit(site);
    await late.goto(link);
    await late.getByText('此邀请链接已不能使用').waitFor();
    await late.context().close();
  });

  it('shows the colleague a 定向 entry only after the pledge', async () => {
    const { items } = await (await colleague.request.get('/api/v1/organisations/mine')).json();
    const { id, title } = await publishTargeted(site, operator, items[0].organisation.id);
    const before = await (await colleague.request.get(`/api/v1/demands/${id}`)).text();
    expect(before).not.toContain('热裂纹');
    await colleague.goto(`/demands/${id}`);
    await colleague.getByRole('checkbox').check();
    await screenshot(colleague, 'pledge-360');
    await colleague.getByRole('button', { name: '我单位承诺保密并查看全文' }).click();
    await colleague.getByRole('heading', { name: title }).waitFor();
    await colleague.getByText('希望在线预警').first().waitFor();
    await screenshot(colleague, 'pledged-360');
  });

  it('records a consent, and lets the operator fill in for the organisation', async () => {
    await operator.goto('/organisations?state=confirmed');
    await operator.getByLabel('搜索单位').fill('琴岛精密');
    await operator.keyboard.press('Enter');
    await operator.getByRole('link', { name: company }).click();
    await operator.getByRole('button', { name: '登记代办同意' }).click();
    const dialog = operator.getByRole('dialog');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await dialog.getByLabel('同意人').fill('法定代表人 李四');
    await dialog.getByLabel('同意方式').selectOption({ label: '当面' });
    await screenshot(operator, 'consent-dialog-1440');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await operator.getByRole('link', { name: '代该单位填报需求' }).waitFor();
    await screenshot(operator, 'review-confirmed-1440');
    await operator.getByRole('link', { name: '代该单位填报需求' }).click();
    await operator.getByText(`您正在代“${company}”填报`).waitFor();
    await operator.getByLabel('名称', { exact: false }).first().fill('代办填报的需求');
    await operator.getByRole('button', { name: '保存草稿' }).click();
    await operator.waitForURL(/draft=/);
    const id = new URL(operator.url()).searchParams.get('draft');
    const { organisation, delegated } = await (await operator.request.get(`/api/v1/demands/${id}`)).json();
    expect({ name: organisation.name, delegated }).toEqual({ name: company, delegated: true });

    await founder.reload();
    await founder.getByText('法定代表人 李四').waitFor();
    await founder.getByRole('button', { name: /终止“.*”的代办同意/ }).click();
    await founder.getByRole('dialog').getByRole('button', { name: '终止' }).click();
    await founder.getByText('已终止').first().waitFor();
    await screenshot(founder, 'own-confirmed-1440');
  });

  it('hands entries over and removes a colleague, who then is no member any more', async () => {
    const section = founder.getByRole('form', { name: '条目移交' });
    await section.getByLabel('移交人').selectOption({ label: '刘工' });
    await section.getByLabel('接收人').selectOption({ label: '王工' });
    await section.getByRole('button', { name: '移交' }).click();
    await founder.getByRole('dialog').getByRole('button', { name: '移交' }).click();
    await founder.getByText('没有可移交的条目').waitFor();
    await founder.getByRole('button', { name: '移除 刘工（企业用户）' }).click();
    await founder.getByRole('dialog').getByRole('button', { name: '移除' }).click();
    await founder.getByText('已移除“刘工”').waitFor();
    await colleague.goto('/organisations/mine');
    await colleague.getByText('您的账号还没有加入任何单位').waitFor();
  });

  it('lets the administrator invite an expert and shut an account', async () => {
    await enterWithCode(admin, 'admin@demo');
    await admin.getByRole('link', { name: '账号管理' }).click();
    await admin.getByRole('button', { name: '邀请成员' }).click();
    await admin.getByLabel('单位名称').fill('琴岛');
    await admin.getByRole('dialog').getByRole('button', { name: company }).click();
    await admin.getByLabel('加入后的角色').selectOption({ label: '评审专家' });
    await screenshot(admin, 'invite-anywhere-1440');
    const expertLink = await makeLink(admin);
    await admin.getByRole('button', { name: '完成' }).click();

    // Somebody who has an account joins with it.
    await colleague.goto(expertLink);
    await colleague.getByText('以当前账号“刘工”加入').waitFor();
    await colleague.getByRole('checkbox').check();
    await colleague.getByRole('button', { name: '同意并加入' }).click();
    await colleague.getByText('已加入单位').waitFor();

    await admin.getByLabel('搜索账号').fill('liu');
    await admin.keyboard.press('Enter');
    await admin.getByRole('button', { name: '停用“刘工”的账号' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await admin.getByRole('button', { name: '恢复“刘工”的账号' }).waitFor();
    await screenshot(admin, 'accounts-1440');
    expect((await colleague.request.get('/api/v1/session')).status()).toBe(401);
  });

  it('has no serious barrier, in Chinese and English, wide and on a phone', async () => {
    const barriers: string[] = [];
    for (const locale of ['zh-CN', 'en'] as const) {
      for (const width of [1440, 360]) {
        const page = await visit(site, { width });
        await page.addInitScript(`localStorage.setItem('language', '${locale}')`);
        async function look(path: string, name: string): Promise<void> {
          await page.goto(path, { waitUntil: 'networkidle' });
          barriers.push(...(await findBarriers(page)).map((found) => `${path} ${locale} ${width}: ${found}`));
          await screenshot(page, `${name}-${locale}-${width}`);
          const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          expect(overflow, `${path} scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
          if (locale === 'en' && ['/register', '/join'].includes(path)) {
            expect(await page.getByRole('main').innerText()).not.toMatch(/\p{Script=Han}/u);
          }
        }
        await look('/register', 'register');
        await look('/join', 'join-without-token');
        await page.context().addCookies(await founder.context().cookies());
        await look('/organisations/mine', 'own');
        await page.context().addCookies(await operator.context().cookies());
        const { items } = await (await page.request.get('/api/v1/organisations?q=琴岛精密')).json();
        await look('/organisations?state=confirmed', 'review');
        await look(`/organisations?state=confirmed&open=${items[0].id}`, 'review-open');
        await page.context().addCookies(await admin.context().cookies());
        await look('/accounts', 'accounts');
        await look(`/organisations?state=all&open=${items[0].id}`, 'review-admin');
        await page.context().close();
      }
    }
    expect(barriers).toEqual([]);
  });

  it('never breaks the content security policy', () => {
    expect(site.complaints).toEqual([]);
  });
});
