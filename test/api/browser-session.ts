import type { InjectOptions } from 'fastify';
import { PASSWORD, type TestApp } from '../support/test-app.ts';

type Method = NonNullable<InjectOptions['method']>;

/** A browser that keeps the cookie of its session, as answers set it. */
export function openBrowser(app: TestApp, userAgent = 'a browser') {
  let cookie = '';

  async function send(method: Method, path: string, payload?: object, headers: Record<string, string> = {}) {
    const request: InjectOptions = {
      method,
      url: `/api/v1${path}`,
      headers: { 'user-agent': userAgent, ...(cookie === '' ? {} : { cookie }), ...headers },
    };
    const answer = await app.server.inject(payload === undefined ? request : { ...request, payload });
    const set = answer.headers['set-cookie'];
    if (set !== undefined) cookie = String(set).split(';')[0] ?? '';
    return answer;
  }

  return {
    send,
    cookie: () => cookie,
    /** Starts over with another cookie, e.g. one that was stolen earlier. */
    use: (other: string) => {
      cookie = other;
    },
    signIn: (account: string, code?: string, password = PASSWORD) =>
      send('POST', '/session', { account, password, ...(code === undefined ? {} : { code }) }),
  };
}

export type Browser = ReturnType<typeof openBrowser>;
