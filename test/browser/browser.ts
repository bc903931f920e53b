import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Mailer } from '../../src/mail/mailer.ts';

export const PASSWORD = 'browser-demo-password';
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const screenshots = join('test-results', 'screenshots');

/** Says aloud why browser tests do not run here; null when they do. */
export function whyNoBrowser(): string | null {
  const reason = existsSync(executablePath) ? null : `no Chromium at ${executablePath} (set CHROMIUM_PATH)`;
  if (reason !== null) console.warn(`SKIPPED browser tests: ${reason}`);
  return reason;
}

/**
 * The whole demo service on a free port with the real model, and a browser beside it. Not `isIndexed` is quicker, and
 * enough where nothing is searched or ranked.
 */
export async function openSite(
  environment: Record<string, string> = {},
  { isIndexed = true, mailer }: { isIndexed?: boolean; mailer?: Mailer } = {},
): Promise<Site> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiebang-browser-'));
  const config = readConfig({
    DATA_DIR: dataDir,
    MODE: 'demo',
    PORT: '0',
    DEMO_PASSWORD: PASSWORD,
    // A test clicks faster than any person.
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'warn',
    ...environment,
  });
  const app = await createApp(config, { log: pino({ level: 'error' }), ...(mailer ? { mailer } : {}) });
  const address = await app.server.listen({ host: '127.0.0.1', port: 0 });
  if (isIndexed) {
    app.start();
    await app.worker.drain();
  }
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
  mkdirSync(screenshots, { recursive: true });
  return { app, address, browser, dataDir, complaints: [] };
}

export interface Site {
  app: App;
  address: string;
  browser: Browser;
  dataDir: string;
  /** What the browser's console said about CSP or page errors; must stay empty. */
  complaints: string[];
}

export async function closeSite(site: Site): Promise<void> {
  await site.browser.close();
  await site.app.close();
  rmSync(site.dataDir, { recursive: true, force: true });
}

interface Visit {
  locale?: string;
  width?: number;
}

/** A fresh browser profile: its own cookies, its own local copies. */
export async function visit(site: Site, { locale = 'zh-CN', width = 1440 }: Visit = {}): Promise<Page> {
  const context: BrowserContext = await site.browser.newContext({
    baseURL: site.address,
    locale,
    viewport: { width, height: width < 600 ? 780 : 900 },
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) site.complaints.push(message.text());
  });
  page.on('pageerror', (error) => site.complaints.push(String(error)));
  return page;
}

export async function signIn(page: Page, account: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: '退出登录' }).waitFor();
}

export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}

/** Serious and critical findings of axe on the page as it stands. */
export async function findBarriers(page: Page): Promise<string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // A dialog that is still fading in has too little contrast for a moment; what turns for ever is not waited for.
  await page.evaluate(`Promise.race([
    Promise.all(document.getAnimations().map((running) => running.finished.catch(() => null))),
    new Promise((resolve) => setTimeout(resolve, 1000)),
  ]).then(() => null)`);
  // Through evaluate, because the page's CSP refuses a script tag.
  await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0]?.html ?? '' }));
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, html }) => `${impact} ${id}: ${html}`);
}

/** Fills in the sign-in form and sends it; where that leads is up to the caller. */
export async function enter(page: Page, account: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
}

/** Adds the code of the second factor, once it is asked for. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('动态口令').fill(code);
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
}

/** Nothing sticks out, and axe finds nothing serious, in Chinese and in English. */
export async function expectSound(page: Page, name: string): Promise<void> {
  for (const [other, language] of [
    ['English', 'zh'],
    ['中文', 'en'],
  ] as const) {
    expect(await findBarriers(page), `${name} ${language}`).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow, `${name} ${language}`).toBeLessThanOrEqual(0);
    await screenshot(page, `${name}-${language}-${page.viewportSize()?.width}`);
    await page.getByRole('button', { name: other, exact: true }).click();
    await page.getByRole('button', { name: language === 'zh' ? '中文' : 'English', exact: true }).waitFor();
  }
}
