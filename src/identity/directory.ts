import type { Db } from '../db/open.ts';
import type { Clock } from '../kernel/clock.ts';
import type { NewId } from '../kernel/ids.ts';
import { createAccounts } from './accounts.ts';
import { createCloseAccount } from './closing.ts';
import { createConsents } from './consents.ts';
import { createInvitations, type InvitationsDeps } from './invitations.ts';
import { createMembers } from './members.ts';
import type { OrganisationEntries } from './organisation-entries.ts';
import { createOrganisationsService } from './organisations.ts';
import type { Passwords } from './passwords.ts';
import { createPersonalData } from './personal-data.ts';
import { createRegistrations } from './registrations.ts';
import type { IdentityService } from './service.ts';

export interface DirectoryDeps extends Pick<InvitationsDeps, 'sendMail' | 'publicUrl'> {
  db: Db;
  clock: Clock;
  newId: NewId;
  passwords: Passwords;
  identity: Pick<IdentityService, 'passwordRules' | 'proofs' | 'sessions' | 'tokens'>;
  entries: OrganisationEntries;
}

export type Directory = ReturnType<typeof createDirectory>;

/** Organisations and who works where: the parts put together. */
export function createDirectory(deps: DirectoryDeps) {
  const { db, clock, newId, passwords, identity, entries, sendMail, publicUrl } = deps;
  const organisations = createOrganisationsService({ db, clock, entries });
  const close = createCloseAccount({ clock, ...identity });
  const forNew = { db, clock, newId, passwords, checkPassword: identity.passwordRules.check };
  return {
    organisations,
    registrations: createRegistrations(forNew),
    invitations: createInvitations({ ...forNew, organisations, sendMail, publicUrl }),
    members: createMembers({ db, clock, organisations, entries }),
    accounts: createAccounts({ db, clock, close }),
    consents: createConsents({ db, clock, newId, organisations }),
    personalData: createPersonalData({ db, clock, passwords, proofs: identity.proofs, close, entries }),
  };
}
