import type { Tx } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ApiTokens } from './api-tokens.ts';
import { endConsentsFor } from './consents-store.ts';
import { revokeInvitationsBy } from './members-store.ts';
import { type Actor, signatureOf } from './model.ts';
import { deleteResetsOf } from './reset-store.ts';
import type { Sessions } from './sessions.ts';

export interface ClosingDeps {
  clock: Clock;
  sessions: Pick<Sessions, 'endAll'>;
  tokens: Pick<ApiTokens, 'revokeAll'>;
}

/** Ends every way in and every power an account has lent or was lent, in the caller's transaction. */
export type CloseAccount = (tx: Tx, actor: Actor, accountId: string) => void;

/** What deactivating and deleting an account have in common. */
export function createCloseAccount({ clock, sessions, tokens }: ClosingDeps): CloseAccount {
  return (tx, actor, accountId) => {
    const signature = signatureOf(actor);
    sessions.endAll(tx, accountId, 'account-closed', signature);
    tokens.revokeAll(tx, accountId, signature);
    deleteResetsOf(tx.sql, accountId);
    revokeInvitationsBy(tx.sql, accountId, clock.now());
    endConsentsFor(tx.sql, accountId, clock.now());
  };
}
