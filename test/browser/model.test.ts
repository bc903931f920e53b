import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { honest, seedDecisions } from '../../scripts/decided-matches.ts';
import { openDatabase } from '../../src/db/open.ts';
import { frozenLabels, readFrozenSet } from '../../src/matching/learning/frozen.ts';
import { closeSite, expectSound, openSite, type Site, signIn, visit, whyNoBrowser } from './browser.ts';

describe.skipIf(whyNoBrowser() !== null)('the page of models', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite({}, { isIndexed: false });
  });
  afterAll(() => closeSite(site));

  /** A year at the desk, written past it. */
  function decide(count: number): void {
    const frozen = readFrozenSet('data/learning/frozen.jsonl');
    const db = openDatabase(join(site.dataDir, 'jiebang.sqlite'));
    const operator = honest();
    seedDecisions(db, { pairs: frozenLabels(frozen), count, operator, madeWith: frozen });
    db.$client.close();
  }

  it('says how many decisions are missing, and is not there for parties', async () => {
    const page = await visit(site);
    await signIn(page, 'enterprise@demo');
    expect(await page.getByRole('link', { name: '模型', exact: true }).count()).toBe(0);
    const operator = await visit(site);
    await signIn(operator, 'operator@demo');
    await operator.getByRole('link', { name: '模型', exact: true }).click();
    await operator.getByText('已有 0 条，需要 30 条').waitFor();
    await operator.getByText('目前使用默认模型').waitFor();
    expect(await operator.getByRole('button', { name: '立即学习' }).count()).toBe(0);
    await expectSound(operator, 'model-empty');
  });

  it('lets an administrator learn now, see what was gained, and go back with one click', async () => {
    decide(300);
    const page = await visit(site);
    await signIn(page, 'admin@demo');
    await page.goto('/model');
    await page.getByText('现有可供学习的审核意见 300 条').waitFor();
    await page.getByRole('button', { name: '立即学习' }).click();
    await site.app.worker.drain();
    await page.getByText('目前使用学习所得的').waitFor();
    await page.getByRole('img', { name: /可靠性图/ }).waitFor();
    await page.getByRole('heading', { name: '分产业链' }).waitFor();
    await expectSound(page, 'model-learned');
    await page.setViewportSize({ width: 360, height: 780 });
    await expectSound(page, 'model-learned');
    await page.setViewportSize({ width: 1440, height: 900 });

    await page.getByRole('button', { name: '恢复默认' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '恢复默认' }).click();
    await page.getByText('已有人恢复默认模型').waitFor();
    await page.getByRole('button', { name: '启用此版本' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '启用此版本' }).click();
    await page.getByText('目前使用学习所得的').waitFor();
    expect(site.complaints).toEqual([]);
  });
});
