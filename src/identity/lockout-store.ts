import { eq, lt } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import type { Failures } from './sign-in-model.ts';
import { signInFailures } from './sign-in-tables.ts';

export function findFailures(db: Sql, subject: string): Failures | undefined {
  return db.select().from(signInFailures).where(eq(signInFailures.subject, subject)).get();
}

export function saveFailures(db: Sql, subject: string, failures: Failures): void {
  db.insert(signInFailures)
    .values({ subject, ...failures })
    .onConflictDoUpdate({ target: signInFailures.subject, set: failures })
    .run();
}

export function clearFailures(db: Sql, subject: string): void {
  db.delete(signInFailures).where(eq(signInFailures.subject, subject)).run();
}

export function deleteFailuresBefore(db: Sql, instant: number): void {
  db.delete(signInFailures).where(lt(signInFailures.lastAt, instant)).run();
}
