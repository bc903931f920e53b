import { closingDay, type Entry } from '../catalog/entry.ts';
import { headOf } from '../catalog/excerpt.ts';
import type { CatalogService } from '../catalog/service.ts';
import type { SeenEntry } from '../catalog/visibility.ts';
import type { Actor, Organisation } from '../identity/model.ts';
import type { IdentityService } from '../identity/service.ts';
import { toIso } from '../kernel/clock.ts';
import { type Amount, undetermined } from '../kernel/money.ts';
import type { EntrySummary } from './contracts/entries.ts';

export type Presenter = ReturnType<typeof createPresenter>;

/** Entries as their readers know them, in the words of the API. */
export function createPresenter(deps: { catalog: CatalogService; identity: IdentityService }) {
  const { catalog, identity } = deps;

  function standing(actor: Actor, seen: SeenEntry, organisations: Map<string, Organisation>) {
    const { entry, view, masked } = seen;
    const { id, list, state, version, sample, delegated, organisationId } = entry;
    const organisation = organisations.get(organisationId);
    return {
      ...{ id, list, state, version, sample, delegated, view, masked },
      organisation: {
        id: organisation?.id ?? null,
        name: organisation?.name ?? null,
        kind: organisation?.kind ?? (list === 'demands' ? 'enterprise' : 'institute'),
      },
      createdAt: toIso(entry.createdAt),
      updatedAt: toIso(entry.updatedAt),
      publishedAt: entry.publishedAt === null ? null : toIso(entry.publishedAt),
      can: catalog.allowed(actor, seen),
    };
  }

  function organisationsOf(all: SeenEntry[]): Map<string, Organisation> {
    return identity.organisations(all.map(({ entry }) => entry.organisationId));
  }

  return {
    /** Rows of a list, in the given order. */
    summaries(actor: Actor, all: SeenEntry[]): EntrySummary[] {
      const organisations = organisationsOf(all);
      return all.map((seen) => {
        const { entry } = seen;
        const { title, titleEn, chain, keywords, region, trl, disclosure } = entry.content;
        return {
          ...standing(actor, seen, organisations),
          ...{ title, titleEn, chain, keywords, region, trl, disclosure },
          excerpt: headOf(entry),
          closesOn: closingDay(entry.content),
          amount: amountOf(entry),
        };
      });
    },

    /** A whole entry. What the operator noted is between the operators and the entry's keepers. */
    full(actor: Actor, seen: SeenEntry) {
      const shown = standing(actor, seen, organisationsOf([seen]));
      const concerned = shown.can.includes('matches');
      const { content, reviewNote } = seen.entry;
      // Who else may read it, and which words were to be masked, is between the author and the operators, too.
      const rules = concerned ? {} : { targets: [], fieldDisclosure: {}, maskWords: [] };
      return { ...content, ...rules, ...shown, reviewNote: concerned ? reviewNote : '' };
    },
  };
}

function amountOf({ content }: Entry): Amount {
  const amounts = 'reward' in content ? [content.reward, content.budget] : [content.price];
  return amounts.find(({ kind }) => kind !== 'undetermined') ?? undetermined;
}
