import { join } from 'node:path';
import { openDatabase } from '../../src/db/open.ts';
import { outbox } from '../../src/jobs/outbox.ts';
import { lists } from './readers.ts';
import type { World } from './world.ts';

/** What stands about in a service that has run for a while: parked jobs of hidden entries, an invitation, mails. */
export async function leaveTraces({ app, ask, ids, idOf, mails, canaries }: World): Promise<void> {
  const db = openDatabase(join(app.dataDir, 'jiebang.sqlite'));
  try {
    for (const list of lists) {
      const job = { topic: 'entry.embed', key: idOf(list, 'internal'), error: 'no vectors' };
      db.insert(outbox)
        .values({ ...job, parked: true, attempts: 8, enqueuedAt: app.clock.now() })
        .run();
    }
  } finally {
    db.$client.close();
  }
  const organisation = ids.get('organisations insider') ?? '';
  const letter = { role: 'enterprise', email: 'colleague@example.cn' };
  await ask('insider', 'POST', `/organisations/${organisation}/invitations`, letter);
  const author = canaries.find(({ kind }) => kind === 'author');
  const consent = { givenBy: author?.word, form: 'written', expiresOn: '2026-12-31' };
  await ask('operator', 'POST', `/organisations/${organisation}/consents`, consent);
  await ask('visitor', 'POST', '/password-resets', { account: 'insider' });
  for (let tries = 0; mails.length < 2 && tries < 100; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (mails.length < 2) throw new Error('an invitation or a reset link was not sent');
}
