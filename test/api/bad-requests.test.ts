import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, goodDemand, publish, type TestApp } from '../support/test-app.ts';
import { expectRefusal, fieldsOf, isChinese, listNames, type PageBody } from './answers.ts';

const languages = ['zh-CN', 'en'] as const;
const json = { 'content-type': 'application/json' };

let app: TestApp;
let id: string;
let totals: number[];

async function count(): Promise<number[]> {
  const pages = await Promise.all(listNames.map((list) => app.as('operator', 'GET', `/${list}?limit=1`)));
  return pages.map((page) => page.json<PageBody>().total);
}

beforeAll(async () => {
  app = await createTestApp();
  id = await publish(app, 'demands');
  totals = await count();
});
afterAll(() => app.end());

/** A request in that language as the enterprise, byte for byte as given. */
async function send(language: string, request: InjectOptions) {
  const headers = { 'accept-language': language, cookie: await app.signIn('enterprise'), ...request.headers };
  return app.server.inject({ ...request, headers });
}

describe.each(languages)('in %s', (language) => {
  const writes: [NonNullable<InjectOptions['method']>, string][] = [];
  beforeEach(() => {
    writes.splice(0, writes.length, ['POST', '/api/v1/demands'], ['PATCH', `/api/v1/demands/${id}`]);
    writes.push(['POST', `/api/v1/demands/${id}/transitions`], ['POST', '/api/v1/session']);
  });

  const notJson = [
    '{',
    '{"title": }',
    '{"title": "a"} trailing',
    'title=a',
    "{'title':'a'}",
    '\u0000',
    '[1,',
    '{"title": NaN}',
  ];
  it.each(notJson)('says that %j is not JSON', async (payload) => {
    for (const [method, url] of writes) {
      const body = expectRefusal(
        await send(language, { method, url, payload, headers: json }),
        400,
        'invalid',
      );
      expect(body.message).toContain('JSON');
      expect(isChinese(body.message)).toBe(language === 'zh-CN');
    }
    expect(await count()).toEqual(totals);
  });

  it.each([
    ['{"__proto__": {"state": "published"}, "title": "a"}'],
    ['{"title": "a", "indicators": [{"__proto__": {"metric": "x"}}]}'],
    ['{"title": "a", "constructor": {"prototype": {"state": "published"}}}'],
  ])('refuses to be poisoned by %s and says that the body is at fault', async (payload) => {
    for (const [method, url] of writes) {
      const body = expectRefusal(
        await send(language, { method, url, payload, headers: json }),
        400,
        'invalid',
      );
      expect(body.message).toContain('JSON');
    }
    expect(({} as Record<string, unknown>).state).toBeUndefined();
    expect(await count()).toEqual(totals);
  });

  it.each([['[]'], ['[{"title": "a"}]'], ['null'], ['"title"'], ['42'], ['true']])(
    'refuses the body %s, which is no form, in a whole sentence',
    async (payload) => {
      for (const [method, url] of writes) {
        const body = expectRefusal(
          await send(language, { method, url, payload, headers: json }),
          400,
          'invalid',
        );
        for (const detail of body.details ?? []) {
          expect(detail.message).not.toMatch(/^(的|请填写。| has| is)/);
          expect(isChinese(detail.message)).toBe(language === 'zh-CN');
        }
      }
      expect(await count()).toEqual(totals);
    },
  );

  it('refuses a request without any body in a whole sentence', async () => {
    for (const [method, url] of writes) {
      const body = expectRefusal(await send(language, { method, url }), 400, 'invalid');
      expect(body.details?.[0]?.message ?? body.message).not.toMatch(/^(的|请填写。| has| is)/);
      expectRefusal(await send(language, { method, url, headers: json, payload: '' }), 400, 'invalid');
    }
  });

  it.each([
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'text/plain',
    'nonsense',
  ])('does not read a body of type %s', async (type) => {
    for (const [method, url] of writes) {
      const payload = JSON.stringify(goodDemand);
      const answer = await send(language, { method, url, payload, headers: { 'content-type': type } });
      expect([400, 415]).toContain(answer.statusCode);
      const body = expectRefusal(answer, answer.statusCode, 'invalid');
      expect(isChinese(body.message)).toBe(language === 'zh-CN');
    }
    expect(await count()).toEqual(totals);
  });

  it('refuses 5 MB as too large and names the limit', async () => {
    const payload = JSON.stringify({ ...goodDemand, problem: '长'.repeat(1_700_000) });
    expect(Buffer.byteLength(payload)).toBeGreaterThan(5_000_000);
    for (const [method, url] of writes) {
      const body = expectRefusal(
        await send(language, { method, url, payload, headers: json }),
        413,
        'too_large',
      );
      expect(body.message).toContain('1 MB');
      expect(isChinese(body.message)).toBe(language === 'zh-CN');
    }
    expect(await count()).toEqual(totals);
  });

  it('survives nesting as deep as a body can be', async () => {
    const depth = 200_000;
    for (const deep of [
      '['.repeat(depth) + ']'.repeat(depth),
      `${'{"a":'.repeat(depth / 2)}1${'}'.repeat(depth / 2)}`,
    ]) {
      for (const field of ['title', 'indicators', 'budget', 'nonsense']) {
        const payload = `{"title":"a","${field}":${deep}}`;
        expectRefusal(
          await send(language, { method: 'POST', url: '/api/v1/demands', payload, headers: json }),
          400,
          'invalid',
        );
      }
    }
  });

  it('does not answer a body of a hundred thousand faults with megabytes of sentences', async () => {
    const keys = Array.from({ length: 80_000 }, (_, number) => `"k${number}":1`);
    const payload = `{"title":"a",${keys.join(',')}}`;
    const answer = await send(language, { method: 'POST', url: '/api/v1/demands', payload, headers: json });
    expectRefusal(answer, 400, 'invalid');
    expect(answer.body.length).toBeLessThan(200_000);
  });

  it('does not take numbers that JSON can write but nobody can store', async () => {
    for (const field of ['trl', 'completionMonths']) {
      const payload = `{"title":"a","${field}":1e999}`;
      const answer = await send(language, { method: 'POST', url: '/api/v1/demands', payload, headers: json });
      expect(new Set(fieldsOf(expectRefusal(answer, 400, 'invalid')))).toEqual(new Set([field]));
    }
    const payload = `{"title":"a","indicators":[{"metric":"m","operator":"=","values":[1e999]}]}`;
    const answer = await send(language, { method: 'POST', url: '/api/v1/demands', payload, headers: json });
    expect(fieldsOf(expectRefusal(answer, 400, 'invalid'))).toEqual(['indicators.0.values.0']);
  });

  it.each(['%E0%A4%A', '%', '%zz', '%C3%28'])(
    'refuses the unreadable address …/%s in the reader’s language',
    async (part) => {
      for (const url of [
        `/api/v1/demands/${part}`,
        `/api/v1/taxonomies/${part}`,
        `/api/v1/demands/${part}/matches`,
      ]) {
        const answer = await send(language, { method: 'GET', url });
        expect(answer.statusCode).toBeGreaterThanOrEqual(400);
        expect(answer.statusCode).toBeLessThan(500);
        const body = expectRefusal(answer, answer.statusCode, answer.json<{ code: string }>().code);
        expect(isChinese(body.message)).toBe(language === 'zh-CN');
      }
    },
  );

  it.each(['%00', 'a%00b', '..%2F..%2Fetc', '%F0%9F%A7%AA', "' OR 1=1--", 'x'.repeat(64)])(
    'finds nothing at the id %j',
    async (part) => {
      for (const path of [part, `${part}/matches`]) {
        const url = `/api/v1/demands/${path.replaceAll(' ', '%20')}`;
        expectRefusal(await send(language, { method: 'GET', url }), 404, 'not_found');
      }
    },
  );

  it('finds nothing at an endless id', async () => {
    for (const length of [65, 101, 5000]) {
      const answer = await send(language, { method: 'GET', url: `/api/v1/demands/${'x'.repeat(length)}` });
      expect([400, 404, 414]).toContain(answer.statusCode);
      expectRefusal(answer, answer.statusCode, answer.json<{ code: string }>().code);
    }
  });

  it('refuses NUL and broken escapes in the search box', async () => {
    const answer = await send(language, { method: 'GET', url: '/api/v1/search?list=demands&q=a%00b' });
    const body = expectRefusal(answer, 400, 'invalid');
    expect(body.details?.[0]).toMatchObject({ field: 'q', code: 'unclean' });
    for (const q of ['%E0%A4%A', '%', '%ED%A0%80']) {
      const broken = await send(language, { method: 'GET', url: `/api/v1/search?list=demands&q=${q}` });
      expect(broken.statusCode).toBeLessThan(500);
    }
  });

  it.each([
    ['DELETE', '/api/v1/demands'],
    ['PUT', '/api/v1/session'],
    ['GET', '/api/v1/nowhere'],
    ['POST', '/api/nowhere'],
    ['GET', '/api'],
    ['OPTIONS', '/api/v1/demands'],
  ] as const)('finds nothing at %s %s', async (method, url) => {
    const body = expectRefusal(await send(language, { method, url }), 404, 'not_found');
    expect(isChinese(body.message)).toBe(language === 'zh-CN');
  });
});
