import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt, fromBase32, stepAt } from '../../src/identity/totp.ts';
import type { Mail } from '../../src/mail/mailer.ts';
import {
  closeSite,
  enter,
  enterCode,
  expectSound,
  findBarriers,
  openSite,
  PASSWORD,
  type Site,
  screenshot,
  signIn,
  visit,
  whyNoBrowser,
} from './browser.ts';

const newPassword = 'a lighthouse above the fog';

describe.skipIf(whyNoBrowser() !== null)('accounts that prove themselves', () => {
  let site: Site;
  let secret = '';
  let recoveryCodes: string[] = [];
  const mails: Mail[] = [];

  beforeAll(async () => {
    const mailer = { send: async (mail: Mail) => void mails.push(mail), close: () => undefined };
    site = await openSite({ SECOND_FACTOR: 'required' }, { isIndexed: false, mailer });
  });
  afterAll(() => closeSite(site));

  /** A step ahead counts too, which a code used a moment ago does not. */
  const codeIn = (steps: number) =>
    codeAt(fromBase32(secret) ?? new Uint8Array(), stepAt(Date.now()) + steps);

  it('lead an operator to set up one-time codes before the duties count', async () => {
    const page = await visit(site);
    await enter(page, 'operator@demo');
    await page.getByText('请先启用动态口令').waitFor();
    expect(new URL(page.url()).pathname).toBe('/account');
    expect(await page.getByRole('link', { name: '单位审核' }).count()).toBe(0);
    await expectSound(page, 'account-must-enrol');
    // A page that waits for those duties leads back here.
    await page.goto('/intake');
    await page.getByText('请先启用动态口令').waitFor();

    await page.getByRole('form', { name: '启用动态口令' }).getByLabel('当前密码').fill(PASSWORD);
    await page.getByRole('button', { name: '下一步' }).click();
    const form = page.getByRole('form', { name: '把密钥加入身份验证器应用' });
    secret = ((await form.locator('code').textContent()) ?? '').replaceAll(' ', '');
    await form.getByRole('img', { name: '密钥的二维码' }).waitFor();
    expect(await form.getByRole('link').getAttribute('href')).toContain(`secret=${secret}`);
    await expectSound(page, 'account-secret');
    await form.getByLabel('应用显示的 6 位数字').fill('000000');
    await form.getByRole('button', { name: '确认启用' }).click();
    await form.locator('.field-error').waitFor();
    await form.getByLabel('应用显示的 6 位数字').fill(codeIn(0));
    await form.getByRole('button', { name: '确认启用' }).click();

    await page.getByRole('heading', { name: '请保存恢复码' }).waitFor();
    recoveryCodes = await page.locator('.codes code').allTextContents();
    expect(recoveryCodes).toHaveLength(10);
    await expectSound(page, 'account-recovery-codes');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载', exact: true }).click();
    expect((await download).suggestedFilename()).toBe('恢复码.txt');
    await page.getByRole('button', { name: '我已保存' }).click();
    await page.getByRole('link', { name: '单位审核' }).waitFor();

    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('link', { name: '登录' }).waitFor();
    await enter(page, 'operator@demo');
    await enterCode(page, codeIn(1));
    await page.getByRole('link', { name: '单位审核' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/demands');
  });

  it('ask for the code only after the right password, and take a recovery code once', async () => {
    const [recoveryCode = ''] = recoveryCodes;
    const page = await visit(site, { width: 360 });
    await enter(page, 'operator@demo');
    await page.getByLabel('动态口令').waitFor();
    // Being asked is the next step, not an error.
    expect(await page.getByRole('alert').count()).toBe(0);
    await enterCode(page, 'not-a-code');
    await page.getByRole('alert').waitFor();
    await expectSound(page, 'sign-in-code');
    await enterCode(page, recoveryCode.toLowerCase());
    await page.getByRole('button', { name: '退出登录' }).waitFor();
    const other = await visit(site);
    await enter(other, 'operator@demo');
    await enterCode(other, recoveryCode);
    await other.getByRole('alert').waitFor();
  });

  it('say how long to wait after too many wrong passwords', async () => {
    const page = await visit(site, { width: 360 });
    await page.goto('/sign-in');
    await page.getByLabel('账号').fill('admin@demo');
    for (let tries = 0; tries < 6; tries += 1) {
      await page.getByLabel('密码').fill(`wrong ${tries}`);
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('main').getByRole('button', { name: '登录' }).click();
      await answered;
    }
    await page
      .getByRole('alert')
      .filter({ hasText: /请在 .*(秒|分钟).* 后再试/ })
      .waitFor();
    await screenshot(page, 'sign-in-locked-360');
  });

  it('show where one is signed in, and end that elsewhere', async () => {
    const here = await visit(site);
    const there = await visit(site);
    const third = await visit(site);
    for (const page of [there, third, here]) await signIn(page, 'enterprise@demo');
    await here.goto('/account', { waitUntil: 'networkidle' });
    await expectSound(here, 'account');
    expect(await here.getByText('本机', { exact: true }).count()).toBe(1);
    await here
      .getByRole('button', { name: /上的登录$/ })
      .first()
      .click();
    await here.getByText('已退出该设备上的登录').waitFor();
    await here.getByRole('button', { name: '退出其他所有设备' }).click();
    await here.getByText('其他设备上的登录已全部退出').waitFor();
    for (const page of [there, third]) {
      await page.goto('/account');
      await page.getByRole('heading', { name: '登录' }).waitFor();
    }
  });

  it('make a token that is shown once, and change the password', async () => {
    const page = await visit(site, { width: 360 });
    await signIn(page, 'researcher@demo');
    await page.goto('/account', { waitUntil: 'networkidle' });
    await page.getByRole('form', { name: '新建令牌' }).getByLabel('用途').fill('周报');
    await page.getByRole('button', { name: '新建令牌' }).click();
    const token = (await page.locator('.once code').textContent()) ?? '';
    expect(token).toMatch(/^jbt_/);
    await expectSound(page, 'account-token');
    const answer = await site.app.server.inject({
      url: '/api/v1/demands?mine=true',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.statusCode).toBe(200);
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.getByText(token).count()).toBe(0);
    await page.getByRole('button', { name: '吊销令牌“周报”' }).click();
    await page.getByText('还没有令牌。').waitFor();

    const form = page.getByRole('form', { name: '密码' });
    await form.getByLabel('当前密码').fill('wrong');
    await form.getByLabel('新密码').fill('another long passphrase');
    await form.getByRole('button', { name: '修改密码' }).click();
    await form.locator('.field-error').first().waitFor();
    await form.getByLabel('当前密码').fill(PASSWORD);
    await form.getByRole('button', { name: '修改密码' }).click();
    await page.getByText('密码已修改').waitFor();
  });

  it('come back by a link that works once', async () => {
    const page = await visit(site, { width: 360 });
    await signIn(page, 'enterprise@demo');
    await page.goto('/account', { waitUntil: 'networkidle' });
    const profile = page.getByRole('form', { name: '个人资料' });
    await profile.getByLabel('电子邮箱').fill('someone@example.com');
    await profile.getByLabel('当前密码').fill(PASSWORD);
    await profile.getByRole('button', { name: '保存资料' }).click();
    await page.getByText('资料已保存').waitFor();
    await page.getByRole('button', { name: '退出登录' }).click();

    await page.goto('/sign-in');
    await page.getByRole('link', { name: '忘记密码' }).click();
    await page.getByRole('heading', { name: '找回密码' }).waitFor();
    await page.getByLabel('账号').fill('enterprise@demo');
    await page.getByRole('button', { name: '发送邮件' }).click();
    await page.getByText('邮件已经发出').waitFor();
    await expectSound(page, 'reset-asked');
    await expect.poll(() => mails.length).toBe(1);
    const hash = /\/reset(#token=\S+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';

    await page.goto(`/reset${hash}`);
    await page.getByRole('heading', { name: '设置新密码' }).waitFor();
    await expect.poll(() => page.url()).toBe(`${site.address}/reset`);
    await page.getByLabel('新密码', { exact: true }).fill('short');
    await page.getByRole('button', { name: '设置新密码' }).click();
    await page.locator('.field-error').waitFor();
    await expectSound(page, 'reset-new');
    await page.getByLabel('新密码', { exact: true }).fill(newPassword);
    await page.getByRole('button', { name: '设置新密码' }).click();
    await page.getByText('新密码已设置').waitFor();

    await page.goto('/demands');
    await page.goto(`/reset${hash}`);
    await page.getByLabel('新密码', { exact: true }).fill(newPassword);
    await page.getByRole('button', { name: '设置新密码' }).click();
    await page.getByRole('button', { name: '重新获取链接' }).click();
    await page.getByRole('heading', { name: '找回密码' }).waitFor();

    await enter(page, 'enterprise@demo', newPassword);
    await page.getByRole('button', { name: '退出登录' }).waitFor();
  });

  it('take their data along and leave for good, once nobody depends on them', async () => {
    const page = await visit(site, { width: 360 });
    const dialog = page.getByRole('dialog');
    await enter(page, 'enterprise@demo', newPassword);
    await page.getByRole('button', { name: '退出登录' }).waitFor();
    await page.goto('/account', { waitUntil: 'networkidle' });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载我的信息' }).click();
    expect((await download).suggestedFilename()).toBe('我的信息.json');
    await page.getByRole('button', { name: '注销账号' }).click();
    await dialog.getByText('只保留账号编号').waitFor();
    await dialog.getByLabel('当前密码').fill('wrong');
    await dialog.getByRole('button', { name: '确认注销' }).click();
    await dialog.locator('.field-error').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByLabel('当前密码').fill(newPassword);
    await dialog.getByRole('button', { name: '确认注销' }).click();
    await dialog.getByRole('alert').filter({ hasText: '移交' }).waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('link', { name: '登录' }).waitFor();

    await enter(page, 'operator@demo');
    await enterCode(page, recoveryCodes[1] ?? '');
    await page.getByRole('button', { name: '退出登录' }).waitFor();
    await page.goto('/account', { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: '注销账号' }).click();
    await dialog.getByLabel('当前密码').fill(PASSWORD);
    await dialog.getByLabel('动态口令').fill(recoveryCodes[2] ?? '');
    await dialog.getByRole('button', { name: '确认注销' }).click();
    await page.getByRole('dialog', { name: '注销账号' }).waitFor();
    await screenshot(page, 'account-deleted-360');
    await page.getByRole('dialog').getByRole('button').click();
    await page.getByRole('link', { name: '登录' }).waitFor();
    await enter(page, 'operator@demo');
    await page.getByRole('alert').waitFor();
  });

  it('let an auditor read, filter and export the log in words', async () => {
    for (const width of [1440, 360]) {
      const page = await visit(site, { width });
      await signIn(page, 'auditor@demo');
      await page.getByRole('link', { name: '日志', exact: true }).click();
      const rows = page.locator('.audit-lines > tbody > tr');
      await rows.first().waitFor();
      // Every action of this run has words of its own beside its code.
      const actions = await page.locator('.audit-lines > tbody > tr > td:nth-child(4)').allInnerTexts();
      for (const action of actions) expect(action).toMatch(/\p{Script=Han}/u);
      await page.getByRole('button', { name: '更早的记录' }).click();
      await expect.poll(() => rows.count()).toBeGreaterThan(50);

      await page.getByLabel('事项').selectOption('account.edit');
      await page.getByRole('button', { name: '筛选', exact: true }).click();
      await page.getByText('共 1 行').waitFor();
      expect(new URL(page.url()).search).toBe('?action=account.edit');
      await rows.first().locator('summary').click();
      await expectSound(page, 'audit-details');
      await page.goto('/audit?action=demands.', { waitUntil: 'networkidle' });
      await rows.first().locator('summary').click();
      await rows.first().getByText('之前').first().waitFor({ state: 'attached' });
      await expectSound(page, 'audit-changes');

      await page.goto('/audit?action=session.&outcome=refused', { waitUntil: 'networkidle' });
      await rows.first().waitFor();
      const outcomes = await page.locator('.audit-lines > tbody > tr > td:nth-child(5)').allTextContents();
      expect(outcomes.every((outcome) => outcome.includes('被拒绝'))).toBe(true);
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: '导出' }).click();
      expect((await download).suggestedFilename()).toMatch(/^audit-.*\.jsonl$/);
      await page.goto('/audit?since=never&actor=nobody', { waitUntil: 'networkidle' });
      await page.getByText('没有符合条件的记录').waitFor();
    }
  });

  it('let an auditor verify the log, and name the line that somebody changed', async () => {
    const page = await visit(site);
    await signIn(page, 'auditor@demo');
    await page.goto('/audit', { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: '校验日志链' }).click();
    await page.getByText('校验通过').waitFor();
    await page.getByText('还没有已导出的指纹').waitFor();

    const database = new Database(join(site.dataDir, 'jiebang.sqlite'));
    database.exec('DROP TRIGGER audit_log_is_never_changed');
    database.prepare("UPDATE audit_log SET action = 'demands.edit' WHERE number = 7").run();
    database.close();
    await page.getByRole('button', { name: '校验日志链' }).click();
    await page.getByText('日志第 7 行被改动过').waitFor();
    await expectSound(page, 'audit-damaged');
    expect(site.complaints).toEqual([]);
  });
});
