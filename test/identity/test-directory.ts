import { createDirectory } from '../../src/identity/directory.ts';
import { type Actor, accountOf, anonymous, type Role, toActor } from '../../src/identity/model.ts';
import type { OrganisationEntries } from '../../src/identity/organisation-entries.ts';
import type { RegisteringKind } from '../../src/identity/organisation-rules.ts';
import { createIds } from '../../src/kernel/ids.ts';
import { createEmptyIdentity, PUBLIC_URL } from './test-identity.ts';

/** Right codes of companies and institutes that do not exist. */
export const CODES = ['91350100M000100Y43', '91370200MA3C00001N', '91370200MA3C00002R', '12370200MB10000150'];

/** A form that registers an enterprise. */
export function registration(more: { code?: string; account?: string; kind?: RegisteringKind } = {}) {
  const { code = CODES[0] ?? '', account = 'li', kind = 'enterprise' } = more;
  return {
    organisation: { name: '新来公司', kind, creditCode: code, contact: '李 0532-00000000' },
    account: { account, displayName: '李工', email: `${account}@example.cn`, password: 'right' },
    consent: 1,
  };
}

/** Entries as organisations know them, kept in a list: for tests that are not about the lists. */
function createFakeEntries() {
  const kept: { id: string; organisationId: string; author: string; published: boolean }[] = [];
  const renamed: string[] = [];
  const entries: OrganisationEntries = {
    countPublished: (_, id) =>
      kept.filter(({ organisationId, published }) => organisationId === id && published).length,
    handOver: (_, id, from, to) => {
      const moved = kept.filter(({ organisationId, author }) => organisationId === id && author === from);
      for (const entry of moved) entry.author = to;
      return moved.length;
    },
    entriesOf: (actor) =>
      kept
        .filter(({ author }) => author === accountOf(actor))
        .map(({ id }) => ({ list: 'demands', id, createdAt: 0, title: `题目 ${id}` })),
    onRenamed: (_, id) => void renamed.push(id),
  };
  return { kept, renamed, entries };
}

/** Organisations and their people on a database of their own, without costly hashing; everybody's password is `right`. */
export function createTestDirectory(options: { takesOffLists?: boolean } = {}) {
  const made = createEmptyIdentity({ passwordRules: { check: () => [], expiresAt: () => null } });
  const { db, clock, identity, mails, plain } = made;
  const fake = createFakeEntries();
  const { takesOffLists = false } = options;
  const onClosed: OrganisationEntries['onClosed'] = (_, id) => {
    for (const entry of fake.kept) if (entry.organisationId === id) entry.published = false;
  };
  const directory = createDirectory({
    db,
    clock,
    newId: createIds(clock),
    passwords: plain.passwords,
    identity,
    entries: takesOffLists ? { ...fake.entries, onClosed } : fake.entries,
    sendMail: (mail) => void mails.push(mail),
    publicUrl: PUBLIC_URL,
  });

  async function actor(name: string): Promise<Actor> {
    const { signedIn } = await identity.signIn({ account: name, password: 'right' });
    return toActor(signedIn, '192.0.2.7');
  }

  /** A confirmed organisation that was not registered, with one person in these roles. */
  function addOrganisation(name: string, kind: RegisteringKind | 'authority', person: string, roles: Role[]) {
    const { id } = identity.createOrganisation({ name, kind, sample: false });
    const account = { name: person, displayName: `${person}先生`, passwordHash: 'hash of right' };
    const held = roles.map((role) => ({ organisationId: id, role }));
    return { id, accountId: identity.createAccount(account, held) };
  }

  const bureau = addOrganisation('创新局', 'authority', 'operator', ['operator']);
  const computerRoom = addOrganisation('机房', 'authority', 'admin', ['admin']);
  const firm = addOrganisation('甲方公司', 'enterprise', 'wang', ['enterprise']);
  // Ids of one moment that two makers made have no order.
  clock.advance(1);
  return {
    ...made,
    ...directory,
    ...fake,
    actor,
    addOrganisation,
    bureau,
    computerRoom,
    firm,
    /** One more person in an organisation, by invitation of the administrator. */
    async join(organisationId: string, person: string, role: Role): Promise<string> {
      const { token } = directory.invitations.invite(await actor('admin'), organisationId, { role });
      const { account } = registration({ account: person });
      const { accountId } = await directory.invitations.accept(anonymous, { token, account, consent: 1 });
      return accountId;
    },
    /** Registers an organisation and confirms it; gives its id. */
    async confirmed(more: Parameters<typeof registration>[0] = {}): Promise<string> {
      const { id } = await directory.registrations.register(anonymous, registration(more));
      directory.organisations.move(await actor('operator'), id, { to: 'confirmed' });
      return id;
    },
  };
}

export type TestDirectory = ReturnType<typeof createTestDirectory>;
