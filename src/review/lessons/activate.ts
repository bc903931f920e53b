import { append } from '../../audit/log.ts';
import type { Tx } from '../../db/tx.ts';
import { type Actor, accountOf, signatureOf } from '../../identity/model.ts';
import { enqueue } from '../../jobs/outbox.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ActiveModel } from './active.ts';
import { findNewestActivation, insertActivation } from './store.ts';

/** The job that scores open suggestions anew after another model was put in use; its key is `all`. */
export const SCORES_APPLY = 'scores.apply';

/**
 * Puts a model (null = the default) in use, in the caller's transaction: the activation, its line in the log and the
 * job that scores open suggestions anew. Callers have checked that it may be.
 */
export function createActivate({ active, clock }: { active: ActiveModel; clock: Clock }) {
  return (tx: Tx, actor: Actor, name: string | null): void => {
    const at = clock.now();
    const before = findNewestActivation(tx.sql)?.modelName ?? null;
    insertActivation(tx.sql, { modelName: name, accountId: accountOf(actor), at });
    append(tx, {
      at,
      ...signatureOf(actor),
      action: 'scores.activate',
      subjectId: name,
      facts: { automatic: actor.kind === 'service' },
      before: { model: before },
      after: { model: name },
    });
    enqueue(tx, SCORES_APPLY, 'all', at);
    tx.onCommit(active.refresh);
  };
}
