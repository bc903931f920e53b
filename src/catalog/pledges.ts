import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import { type Actor, accountOf, signatureOf } from '../identity/model.ts';
import { requireSignIn } from '../identity/policy.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid, notFound } from '../kernel/errors.ts';
import type { List } from './entry-model.ts';
import { insertPledge } from './pledge-store.ts';
import { findEntry } from './store.ts';
import type { SeenEntry, Visibility } from './visibility.ts';

/** The confidentiality pledge in force. `wording` counts up with every new text; promises of an older one end. */
const pledgeFile = z.object({ wording: z.int().min(1), 'zh-CN': z.string().min(1), en: z.string().min(1) });
export type Pledge = z.infer<typeof pledgeFile>;

/** Reads the pledge. Throws where the file is absent or not as it should be. */
export function loadPledge(file: string): Pledge {
  return pledgeFile.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export interface PledgeDeps {
  db: Db;
  clock: Clock;
  visibility: Visibility;
  pledge: Pledge;
}

export type PledgeService = ReturnType<typeof createPledgeService>;

/** Promises of confidentiality, which open 定向 entries to their targets. */
export function createPledgeService({ db, clock, visibility, pledge }: PledgeDeps) {
  return {
    /** For anyone: the text to be agreed to. */
    current: (): Pledge => pledge,

    /**
     * For members of a target who post or answer there: promises for their organisation to keep this entry
     * confidential, and gives the whole entry. `organisationId` may be left out by members of one target only. Throws
     * `conflict` where another wording was read than the one in force; a second promise changes nothing.
     */
    promise(
      actor: Actor,
      list: List,
      id: string,
      { wording, organisationId }: { wording: number; organisationId?: string | undefined },
    ): SeenEntry {
      requireSignIn(actor);
      const entry = findEntry(db, id);
      const seen = entry?.list === list ? visibility.see(actor, entry) : undefined;
      if (entry === undefined || seen === undefined) throw notFound();
      if (seen.pledgeFor.length === 0) throw new AppError('forbidden', 'error.forbidden');
      if (wording !== pledge.wording) throw new AppError('conflict', 'error.pledgeWording');
      const chosen = organisationId ?? (seen.pledgeFor.length === 1 ? seen.pledgeFor[0] : undefined);
      if (chosen === undefined || !seen.pledgeFor.includes(chosen)) {
        throw invalid([{ field: 'organisationId', text: 'field.organisation' }]);
      }
      const at = clock.now();
      return transact(db, (tx) => {
        const isNew = insertPledge(tx.sql, {
          entryId: id,
          organisationId: chosen,
          wording,
          accountId: accountOf(actor),
          acceptedAt: at,
        });
        if (isNew) {
          append(tx, {
            at,
            ...signatureOf(actor),
            action: `${list}.pledge`,
            subjectId: id,
            facts: { organisation: chosen, wording },
          });
        }
        const opened = visibility.see(actor, entry);
        if (opened === undefined) throw notFound();
        visibility.recordRead(actor, 'open', [opened]);
        return opened;
      });
    },
  };
}
