import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { achievementContent } from '../catalog/achievement-model.ts';
import { demandContent } from '../catalog/demand-model.ts';
import type { EntryContent } from '../catalog/entry.ts';
import type { List } from '../catalog/entry-model.ts';
import type { CatalogService } from '../catalog/service.ts';
import { type Actor, organisationKinds, roles } from '../identity/model.ts';
import type { IdentityService } from '../identity/service.ts';
import { addDays } from '../kernel/clock.ts';
import { type BeirRow, readBeirFolder } from './beir.ts';

const people = z.object({
  organisations: z.array(z.object({ code: z.string(), name: z.string(), kind: z.enum(organisationKinds) })),
  accounts: z.array(
    z.object({
      name: z.string(),
      displayName: z.string(),
      organisation: z.string(),
      roles: z.array(z.enum(roles)),
    }),
  ),
});

export interface SampleAccount {
  name: string;
  password: string;
}

interface SampleDeps {
  catalog: CatalogService;
  identity: IdentityService;
  /** Today in Shanghai, `YYYY-MM-DD`: sample deadlines are given in days from it, so that they never lie in the past. */
  today: string;
  /** argon2id hashes of the sample accounts' passwords, by account name. */
  hashes: ReadonlyMap<string, string>;
}

function readPeople(folder: string) {
  return people.parse(JSON.parse(readFileSync(join(folder, 'people.json'), 'utf8')));
}

/** The names of the sample accounts. */
export function readSampleAccounts(folder: string): string[] {
  return readPeople(folder).accounts.map(({ name }) => name);
}

/**
 * Loads the sample organisations, accounts and both lists (BEIR layout with the form's fields beside title and text;
 * every entry marked 示例). Runs in the caller's transaction, so an interrupted load leaves nothing.
 */
export function loadSample(actor: Actor, folder: string, deps: SampleDeps): void {
  const { catalog, identity, hashes } = deps;
  const { organisations, accounts } = readPeople(folder);
  const { queries, corpus } = readBeirFolder(folder);
  const ids = new Map<string, string>();
  for (const { code, name, kind } of organisations) {
    ids.set(code, identity.createOrganisation({ name, kind, sample: true }).id);
  }
  for (const { name, displayName, organisation, roles: held } of accounts) {
    const organisationId = idOf(ids, organisation);
    const memberships = held.map((role) => ({ organisationId, role }));
    identity.createAccount({ name, displayName, passwordHash: hashes.get(name) ?? '' }, memberships);
  }
  const rows = (list: List, lines: BeirRow[]) =>
    lines.map((line) => ({
      content: toContent(list, line, deps.today),
      organisationId: idOf(ids, String(line.organisation)),
      state: 'published' as const,
      sample: true,
    }));
  catalog.importEntries(actor, 'demands', rows('demands', queries));
  catalog.importEntries(actor, 'achievements', rows('achievements', corpus));
}

/** A line of the sample files as a form: `text` is the main prose, days count from today. */
function toContent(list: List, line: BeirRow, today: string): EntryContent {
  const { text, deadlineInDays, expiryInDays, ...fields } = line;
  const closing = (days: unknown) => (typeof days === 'number' ? addDays(today, days) : null);
  return list === 'demands'
    ? demandContent.parse({ ...fields, problem: text, deadline: closing(deadlineInDays) })
    : achievementContent.parse({ ...fields, summary: text, expiry: closing(expiryInDays) });
}

function idOf(ids: Map<string, string>, code: string): string {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`the sample data has no organisation ${code}`);
  return id;
}
