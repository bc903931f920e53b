import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { achievementContent } from '../../src/catalog/achievement-model.ts';
import { demandContent } from '../../src/catalog/demand-model.ts';
import { service } from '../../src/identity/model.ts';
import { goodAchievement, goodDemand } from '../support/test-app.ts';
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

describe.skipIf(whyNoBrowser() !== null)('introductions', () => {
  let site: Site;
  let enterprise: Page;
  let researcher: Page;
  let id = '';
  let achievement = '';

  beforeAll(async () => {
    site = await openSite({ SUGGEST_FROM_DEMANDS: '1' });
    enterprise = await visit(site);
    researcher = await visit(site);
    await signIn(enterprise, 'enterprise@demo');
    await signIn(researcher, 'researcher@demo');
    const { catalog, review, introductions } = site.app.services;
    const row = async (page: Page) => {
      const answer = await page.request.get('/api/v1/session');
      const { memberships } = (await answer.json()) as { memberships: { organisationId: string }[] };
      const organisationId = memberships[0]?.organisationId ?? '';
      return { organisationId, state: 'published' as const, sample: false };
    };
    const content = {
      demand: demandContent.parse(goodDemand),
      achievement: achievementContent.parse(goodAchievement),
    };
    const ofEnterprise = { ...(await row(enterprise)), content: content.demand };
    const [demand = ''] = catalog.importEntries(service, 'demands', [ofEnterprise]);
    const ofResearcher = { ...(await row(researcher)), content: content.achievement };
    [achievement = ''] = catalog.importEntries(service, 'achievements', [ofResearcher]);
    await site.app.worker.drain();
    const query = { state: 'suggested', sort: 'score', limit: 100, entry: demand } as const;
    const { items } = review.queue(service, query);
    const match = items.find((item) => item.achievement.entry.id === achievement)?.match;
    if (match === undefined) throw new Error('the pair was not suggested');
    const decided = review.decide(service, match.id, match.version, {
      ...{ verdict: 'accepted', reasons: [], note: '' },
    });
    id = match.id;
    introductions.send(service, id, decided.match.version, '建议先线上沟通。');
  });
  afterAll(() => closeSite(site));

  async function look(page: Page, name: string): Promise<void> {
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: width < 600 ? 780 : 900 });
      await screenshot(page, `introductions-${name}-${width}`);
      expect(await findBarriers(page), `${name} ${width}`).toEqual([]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, `${name} scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  async function answer(page: Page, action: string): Promise<void> {
    await page.getByRole('button', { name: action, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: action });
    await dialog.getByRole('button', { name: `确认${action}` }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  it('wait in the inbox with a number in the header, and are read there', async () => {
    await enterprise.goto('/inbox', { waitUntil: 'networkidle' });
    await enterprise.getByRole('link', { name: /^对接消息.*1 条未读$/ }).waitFor();
    await look(enterprise, 'inbox');
    await enterprise.getByRole('list', { name: '对接消息列表' }).getByRole('link').click();
    await enterprise.getByText('建议先线上沟通。').waitFor();
    await enterprise.getByText('双方都答复“有意向”后').waitFor();
    await enterprise.getByRole('link', { name: '对接消息', exact: true }).first().waitFor();
    await look(enterprise, 'open');
  });

  it('are declined only for a reason', async () => {
    await enterprise.getByRole('button', { name: '无意向', exact: true }).click();
    const dialog = enterprise.getByRole('dialog', { name: '无意向' });
    await dialog.getByRole('button', { name: '确认无意向' }).click();
    await dialog.getByText('请至少选择一个原因').waitFor();
    await look(enterprise, 'decline');
    await dialog.getByRole('button', { name: '取消' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('give the contacts once both are interested, and end in an agreement', async () => {
    await answer(enterprise, '有意向');
    await enterprise.getByText('需求方答复：有意向').waitFor();
    await researcher.goto(`/inbox/${id}`, { waitUntil: 'networkidle' });
    await answer(researcher, '有意向');
    await researcher.getByText('联系方式仅供本次对接使用').waitFor();
    await look(researcher, 'talks');
    await answer(researcher, '达成合作');
    await researcher.getByText('成果方登记：已达成合作').waitFor();
  });

  it('show on the achievement’s own page, in the year of the organisation and in the funnel', async () => {
    await researcher.goto(`/achievements/${achievement}`, { waitUntil: 'networkidle' });
    const section = researcher.getByRole('region', { name: '参与过的匹配' });
    await section.getByRole('link', { name: '已达成合作' }).waitFor();
    await look(researcher, 'weighed');
    await researcher.goto('/organisations/mine', { waitUntil: 'networkidle' });
    await researcher.getByRole('region', { name: '年度小结' }).waitFor();
    await look(researcher, 'year');
    const operator = await visit(site);
    await signIn(operator, 'operator@demo');
    await operator.goto('/funnel', { waitUntil: 'networkidle' });
    await operator.getByText('占已查看的 100%').first().waitFor();
    await look(operator, 'funnel');
  });

  it('speak English to who asks for it', async () => {
    await enterprise.goto('/inbox', { waitUntil: 'networkidle' });
    await enterprise.getByRole('button', { name: 'English' }).click();
    await enterprise.getByRole('heading', { name: 'Introductions' }).waitFor();
    expect(await enterprise.getByRole('navigation').first().innerText()).not.toMatch(/\p{Script=Han}/u);
  });

  it('never break the content security policy', () => {
    expect(site.complaints).toEqual([]);
  });
});
