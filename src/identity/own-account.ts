import { AppError } from '../kernel/errors.ts';
import { type Actor, accountOf } from './model.ts';
import { requireSignIn } from './policy.ts';

/**
 * The account that acts on itself: everybody keeps their own password, sessions and tokens, nobody those of others.
 * Throws `unauthenticated` for a visitor and `forbidden` for the program, which has no account.
 */
export function requireAccount(actor: Actor): string {
  requireSignIn(actor);
  const accountId = accountOf(actor);
  if (accountId === null) throw new AppError('forbidden', 'error.forbidden');
  return accountId;
}
