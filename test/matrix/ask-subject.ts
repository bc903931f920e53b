import { type Ask, type Asking, basedOn } from './ask.ts';
import type { EntrySubject } from './entries.ts';
import type { OrganisationSubject } from './world.ts';

const PRESENT_WORDING = 1;

/** How the operations on one entry are asked, by what follows its id. */
const entryBodies: Record<string, object> = {
  'patch /{id}': { keywords: ['改动'] },
  'post /{id}/pledges': { wording: PRESENT_WORDING },
};

/** A request about one entry. `version`: what a change is based on. */
export function askEntry(name: string, { id, version: current, list }: EntrySubject, version: string): Ask {
  const body = entryBodies[name.replace(`/${list}`, '')];
  const headers = name.startsWith('patch ') ? basedOn(version, current) : {};
  const query = name.endsWith('/matches') ? '?limit=1' : '';
  return { params: { id }, query, headers, ...(body !== undefined && { body }) };
}

/** A move with all that any move asks for. */
export function askMove({ id }: { id: string }, to: string): Ask {
  return { params: { id }, body: { to, note: '请补充', confirmations: ['state-secrets'] } };
}

/** The same of an organisation. */
export function askOrganisationMove({ id }: OrganisationSubject, to: string): Ask {
  return { params: { id }, body: { to, note: '资料不全' } };
}

type Asks = Record<string, (at: Asking, subject: OrganisationSubject) => Ask>;

const plain: Asks = { plain: (_, { id }) => ({ params: { id } }) };

function isBureau({ case: at }: OrganisationSubject): boolean {
  return at !== 'none' && at.whose === 'bureau';
}

const consent = { givenBy: '经理', form: 'written', expiresOn: '2026-03-30' };

/** How the operations on one organisation are asked. Changes add the header with their version. */
export const organisationAsks: Record<string, Asks> = {
  'get /organisations/{id}': plain,
  'patch /organisations/{id}': {
    contact: (_, { id }) => ({ params: { id }, body: { contact: '新的总机' } }),
  },
  'get /organisations/{id}/members': plain,
  'get /organisations/{id}/summary': plain,
  'delete /organisations/{id}/members/{accountId}/{role}': {
    'a party’s role': ({ world }, subject) => {
      const { clerk, worker } = world.people.others;
      const [accountId, role] = isBureau(subject) ? [clerk.id, 'operator'] : [worker.id, 'enterprise'];
      return { params: { id: subject.id, accountId, role } };
    },
    'an expert’s role': ({ world }, { id }) => ({
      params: { id, accountId: world.people.others.adviser.id, role: 'expert' },
    }),
    'one’s own role': ({ person }, { id }) => ({ params: { id, accountId: person.id, role: person.role } }),
    'nobody’s role': (_, { id }) => ({ params: { id, accountId: 'nobody', role: 'enterprise' } }),
  },
  'post /organisations/{id}/handovers': {
    plain: ({ world }, { id }) => ({
      params: { id },
      body: { from: world.people.others.worker.id, to: world.people.others.heir.id },
    }),
  },
  'post /organisations/{id}/invitations': {
    'into the owner’s role': (_, { id }) => ({ params: { id }, body: { role: 'enterprise' } }),
    'as administrator': (_, { id }) => ({ params: { id }, body: { role: 'admin' } }),
  },
  'get /organisations/{id}/invitations': plain,
  'delete /organisations/{id}/invitations/{invitationId}': {
    'open, into the owner’s role': (_, { id, openInvitation: invitationId }) => ({
      params: { id, invitationId },
    }),
    'taken back before': (_, { id, endedInvitation: invitationId }) => ({ params: { id, invitationId } }),
    'of another organisation': ({ world }, { id }) => ({
      params: { id, invitationId: elsewhere(world.organisations, id).openInvitation },
    }),
  },
  'post /organisations/{id}/consents': { plain: (_, { id }) => ({ params: { id }, body: consent }) },
  'get /organisations/{id}/consents': plain,
  'delete /organisations/{id}/consents/{consentId}': {
    running: (_, { id, runningConsent: consentId }) => ({ params: { id, consentId } }),
    ended: (_, { id, endedConsent: consentId }) => ({ params: { id, consentId } }),
    'of another organisation': ({ world }, { id }) => ({
      params: { id, consentId: elsewhere(world.organisations, id).runningConsent },
    }),
  },
};

/** Another organisation than this one. */
function elsewhere(all: OrganisationSubject[], id: string): OrganisationSubject {
  return all.find((other) => other.id !== id)!;
}
