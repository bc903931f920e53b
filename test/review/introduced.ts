import type { InboxPage, Introduction } from '../../src/api/contracts/introductions.ts';
import type { QueuePage } from '../../src/api/contracts/review.ts';
import { createTestApp, type Name, publish, type TestApp } from '../support/test-app.ts';

export const irrelevant = { answer: 'declined', reasons: ['irrelevant'] };
export const interested = { answer: 'interested' };

/** A service on which every pair is suggested, and what people of both parties and the operator do to a match. */
export async function createDesk(forms: { demand?: object; achievement?: object } = {}) {
  const mails: { to: string; subject: string; text: string }[] = [];
  const mailer = { send: async (mail: (typeof mails)[number]) => void mails.push(mail), close: () => {} };
  const app = await createTestApp({
    environment: { SUGGEST_FROM_DEMANDS: '0', SUGGEST_FROM_ACHIEVEMENTS: '0' },
    overrides: { mailer },
  });
  const demand = await publish(app, 'demands', forms.demand);
  const achievement = await publish(app, 'achievements', forms.achievement);
  await app.worker.drain();
  return { app, mails, demand, achievement, ...actionsOf(app) };
}

function actionsOf(app: TestApp) {
  async function match() {
    const { items } = (await app.as('operator', 'GET', '/matches')).json<QueuePage>();
    return items[0]!;
  }

  const decide = (id: string, body: object) => app.as('operator', 'POST', `/matches/${id}/decisions`, body);

  /** Gives the version that the match has then. */
  async function accept(id: string, version: number): Promise<number> {
    return (await decide(id, { verdict: 'accepted', version })).json<{ version: number }>().version;
  }

  const send = (id: string, body: object) => app.as('operator', 'POST', `/matches/${id}/introduction`, body);

  return {
    match,
    decide,
    accept,
    send,
    /** Brings the first suggestion to both parties; gives its id. */
    async introduce(note = ''): Promise<string> {
      const { id, version } = await match();
      const answer = await send(id, { note, version: await accept(id, version) });
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return id;
    },
    answer: (who: Name, id: string, body: object) =>
      app.as(who, 'POST', `/introductions/${id}/answers`, body),
    progress: (who: Name, id: string, body: object) =>
      app.as(who, 'POST', `/introductions/${id}/progress`, body),
    async read(who: Name, id: string): Promise<Introduction> {
      return (await app.as(who, 'GET', `/introductions/${id}`)).json<Introduction>();
    },
    async inbox(who: Name, query = ''): Promise<InboxPage> {
      return (await app.as(who, 'GET', `/inbox${query}`)).json<InboxPage>();
    },
    status: async (who: Name | null, id: string) =>
      (await app.as(who, 'GET', `/introductions/${id}`)).statusCode,
  };
}

export type Desk = Awaited<ReturnType<typeof createDesk>>;
