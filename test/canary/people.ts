import type { IdentityService } from '../../src/identity/service.ts';
import { PASSWORD, type TestApp } from '../support/test-app.ts';
import type { Reader } from './readers.ts';

/** Names of those who come to the people of every test. */
export interface Names {
  insider: { organisation: string; person: string };
  target: string;
  pledged: string;
}

/** The organisations that come to those of every test, each with one person who posts in both lists; by that person. */
export async function addParties(identity: IdentityService, names: Names): Promise<Map<Reader, string>> {
  const passwordHash = await identity.hashPassword(PASSWORD);
  const organise = (name: string) =>
    identity.createOrganisation({ name, kind: 'enterprise', sample: false }).id;
  const join = (name: Reader, displayName: string, organisationId: string) => {
    const roles = (['enterprise', 'researcher'] as const).map((role) => ({ organisationId, role }));
    identity.createAccount({ name, displayName, passwordHash, email: `${name}@example.cn` }, roles);
  };
  const parties = new Map<Reader, string>([
    ['insider', organise(`青岛${names.insider.organisation}智能装备有限公司`)],
    ['target', organise(names.target)],
    ['pledged', organise(names.pledged)],
  ]);
  join('insider', names.insider.person, parties.get('insider')!);
  join('former', 'former', parties.get('insider')!);
  for (const name of ['target', 'pledged'] as const) join(name, name, parties.get(name)!);
  return parties;
}

/** Signs everybody in; `token` is the rival through a program. Gives what each sends with a request. */
export function createPasses(app: TestApp) {
  const passes = new Map<Reader, Record<string, string>>([['visitor', {}]]);

  async function passOf(reader: Reader): Promise<Record<string, string>> {
    const known = passes.get(reader);
    if (known !== undefined) return known;
    const pass = reader === 'token' ? await tokenOf() : await cookieOf(reader);
    passes.set(reader, pass);
    return pass;
  }

  async function cookieOf(account: string): Promise<Record<string, string>> {
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { account, password: PASSWORD },
    });
    return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
  }

  async function tokenOf(): Promise<Record<string, string>> {
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/v1/account/tokens',
      headers: await passOf('rival'),
      payload: { name: 'program', scopes: ['read', 'write'], expiresInDays: 10 },
    });
    return { authorization: `Bearer ${answer.json<{ token: string }>().token}` };
  }

  return passOf;
}
