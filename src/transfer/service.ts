import { achievementContent } from '../catalog/achievement-model.ts';
import { demandContent } from '../catalog/demand-model.ts';
import type { CatalogService } from '../catalog/service.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import type { Actor } from '../identity/model.ts';
import type { IdentityService } from '../identity/service.ts';
import type { BeirFolder, BeirRow } from './beir.ts';

/** From the ids of the imported file to the ids of the stored entries. */
export interface Imported {
  demands: Map<string, string>;
  achievements: Map<string, string>;
}

/** Many entries in at once. */
export function createTransferService(deps: { db: Db; catalog: CatalogService; identity: IdentityService }) {
  const { db, catalog, identity } = deps;

  function publish(actor: Actor, { queries, corpus }: BeirFolder): Imported {
    const asking = identity.createOrganisation({ name: '需求导入', kind: 'enterprise', sample: false });
    const answering = identity.createOrganisation({ name: '成果导入', kind: 'university', sample: false });
    const published = { state: 'published', sample: false } as const;
    const demands = catalog.importEntries(
      actor,
      'demands',
      queries.map(({ title, text }) => ({
        ...published,
        organisationId: asking.id,
        content: demandContent.parse({ title, problem: text }),
      })),
    );
    const achievements = catalog.importEntries(
      actor,
      'achievements',
      corpus.map(({ title, text }) => ({
        ...published,
        organisationId: answering.id,
        content: achievementContent.parse({ title, summary: text }),
      })),
    );
    return { demands: byExternalId(queries, demands), achievements: byExternalId(corpus, achievements) };
  }

  return {
    /**
     * For the service itself: publishes a BEIR folder, only `title` and `text` of each row, under two organisations
     * made for it, all or none. Limits and required fields of the form do not apply; empty texts are stored as they are.
     */
    importBeir: (actor: Actor, folder: BeirFolder): Imported => transact(db, () => publish(actor, folder)),
  };
}

function byExternalId(rows: BeirRow[], ids: string[]): Map<string, string> {
  return new Map(rows.map(({ _id }, index) => [_id, ids[index]!]));
}
