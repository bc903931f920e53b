import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Sql, type Tx, transact } from '../db/tx.ts';
import { type FieldIssue, invalid } from '../kernel/errors.ts';
import { isCreditCode, normaliseCreditCode } from './credit-code.ts';
import { type Actor, type Organisation, signatureOf } from './model.ts';
import { checkNewAccount, type NewAccount, type NewAccountDeps, storeNewAccount } from './new-account.ts';
import { partyRolesOf, type RegisteringKind } from './organisation-rules.ts';
import { findByCreditCode, updateOrganisation } from './organisations-store.ts';
import { insertOrganisation } from './store.ts';
import { checkConsent } from './terms.ts';

export interface Registration {
  organisation: { name: string; kind: RegisteringKind; creditCode: string; contact: string };
  account: NewAccount;
  /** The version of the notice on personal information that the person read and accepted. */
  consent: number;
}

/** How an organisation comes to the service with its first member. */
export function createRegistrations(deps: NewAccountDeps & { db: Db }) {
  const { db, clock, newId, passwords } = deps;

  function checkCode(sql: Sql, creditCode: string): FieldIssue[] {
    const field = 'organisation.creditCode';
    if (!isCreditCode(creditCode)) return [{ field, text: 'field.creditCode' }];
    const holder = findByCreditCode(sql, creditCode);
    // Whoever was refused must not keep the code from those it belongs to.
    const taken = holder !== undefined && holder.state !== 'refused';
    return taken ? [{ field, text: 'field.creditCodeTaken' }] : [];
  }

  function freeCode(tx: Tx, actor: Actor, creditCode: string): void {
    const holder = findByCreditCode(tx.sql, creditCode);
    if (holder === undefined) return;
    const freed = { ...holder, creditCode: null, version: holder.version + 1 };
    updateOrganisation(tx.sql, freed, holder.version);
    const [before, after] = [{ creditCode }, { creditCode: null }];
    const line = { at: clock.now(), ...signatureOf(actor), action: 'organisation.lose-code' };
    append(tx, { ...line, subjectId: holder.id, facts: { version: freed.version }, before, after });
  }

  return {
    /**
     * For anyone: a pending organisation and its first member, who is not signed in by that. Throws `invalid` with
     * every field that is wrong; a code that another organisation has is one of them.
     */
    async register(actor: Actor, { organisation, account, consent }: Registration): Promise<Organisation> {
      const creditCode = normaliseCreditCode(organisation.creditCode);
      const issues = [
        ...checkCode(db, creditCode),
        ...checkNewAccount(db, deps, account),
        ...checkConsent(consent),
      ];
      if (issues.length > 0) throw invalid(issues);
      const passwordHash = await passwords.hash(account.password);
      const registered: Organisation = {
        ...organisation,
        id: newId(),
        creditCode,
        state: 'pending',
        reviewNote: '',
        version: 1,
        sample: false,
        createdAt: clock.now(),
      };
      transact(db, (tx) => {
        // Somebody may have registered it while the password was hashed.
        const late = checkCode(tx.sql, creditCode);
        if (late.length > 0) throw invalid(late);
        freeCode(tx, actor, creditCode);
        insertOrganisation(tx.sql, registered);
        const { id, name, kind, state } = registered;
        append(tx, {
          at: registered.createdAt,
          ...signatureOf(actor),
          action: 'organisation.register',
          subjectId: id,
          facts: {},
          after: { name, kind, creditCode, state },
        });
        const roles = partyRolesOf(kind).map((role) => ({ organisationId: id, role }));
        storeNewAccount(tx, deps, actor, { form: account, passwordHash, consentVersion: consent }, roles);
      });
      return registered;
    },
  };
}
