import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { codeAt, fromBase32, stepAt } from '../../src/identity/totp.ts';
import { type Site, signIn, visit } from './browser.ts';

export const password = 'a railway station in spring';
const demoPassword = 'browser-demo-password';

/** A demand that only the new company may see, posted by the demo's enterprise. */
export async function publishTargeted(site: Site, operator: Page, targetId: string) {
  const title = '压铸模具热裂纹在线预警';
  const author = await visit(site);
  await signIn(author, 'enterprise@demo');
  const created = await author.request.post('/api/v1/demands', {
    data: {
      title,
      chain: 'smart-manufacturing',
      problem: '压铸模具热裂纹靠停机检查，希望在线预警，并给出剩余寿命。',
      contact: '示例联系人 0532-00000000',
      disclosure: 'targeted',
      targets: [targetId],
    },
  });
  expect(created.status(), await created.text()).toBe(201);
  const { id, version } = await created.json();
  const address = `/api/v1/demands/${id}/transitions`;
  const submission = { to: 'submitted', version, confirmations: ['state-secrets'] };
  const submitted = await author.request.post(address, { data: submission });
  expect(submitted.status(), await submitted.text()).toBe(200);
  const publication = { to: 'published', version: (await submitted.json()).version };
  const published = await operator.request.post(address, { data: publication });
  expect(published.status(), await published.text()).toBe(200);
  await author.context().close();
  return { id, title };
}

export async function fillSignIn(page: Page, account: string, secret: string): Promise<void> {
  await page.getByLabel('账号', { exact: true }).fill(account);
  await page.getByLabel('密码', { exact: true }).fill(secret);
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
}

/** Operators and administrators come in only with a one-time code, which they set up at their first sign-in. */
export async function enterWithCode(page: Page, account: string): Promise<void> {
  await page.goto('/sign-in');
  await fillSignIn(page, account, demoPassword);
  await page.getByText('请先启用动态口令').waitFor();
  expect(await page.getByRole('link', { name: '单位审核' }).count()).toBe(0);
  await page.getByRole('form', { name: '启用动态口令' }).getByLabel('当前密码').fill(demoPassword);
  await page.getByRole('button', { name: '下一步' }).click();
  const form = page.getByRole('form', { name: '把密钥加入身份验证器应用' });
  const secret = fromBase32(((await form.locator('code').textContent()) ?? '').replaceAll(' ', ''));
  await form.getByLabel('应用显示的 6 位数字').fill(codeAt(secret ?? new Uint8Array(), stepAt(Date.now())));
  await form.getByRole('button', { name: '确认启用' }).click();
  await page.getByRole('button', { name: '我已保存' }).click();
  await page.getByRole('link', { name: '单位审核' }).waitFor();
}

export async function fillAccount(page: Page, account: string, displayName: string): Promise<void> {
  await page.getByLabel('姓名').fill(displayName);
  await page.getByLabel('电子邮箱').fill(`${account}@example.cn`);
  await page.getByLabel('账号', { exact: true }).fill(account);
  await page.getByLabel('密码', { exact: true }).fill(password);
}

/** Makes an invitation in the open dialog and gives its link. */
export async function makeLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: '生成邀请链接' }).click();
  const link = page.getByLabel('邀请链接', { exact: true });
  await link.waitFor();
  return link.inputValue();
}
