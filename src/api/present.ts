import { closingDay, type Entry } from '../catalog/entry.ts';
import { headOf } from '../catalog/excerpt.ts';
import type { CatalogService } from '../catalog/service.ts';
import type { Actor, Organisation } from '../identity/model.ts';
import type { IdentityService } from '../identity/service.ts';
import { toIso } from '../kernel/clock.ts';
import { type Amount, undetermined } from '../kernel/money.ts';
import type { EntrySummary } from './contracts/entries.ts';

export type Presenter = ReturnType<typeof createPresenter>;

/** Stored entries as their readers get them. */
export function createPresenter(deps: { catalog: CatalogService; identity: IdentityService }) {
  const { catalog, identity } = deps;

  function standing(actor: Actor, entry: Entry, organisations: Map<string, Organisation>) {
    const { id, list, state, version, sample, organisationId } = entry;
    const organisation = organisations.get(organisationId);
    return {
      id,
      list,
      state,
      version,
      sample,
      organisation: {
        id: organisationId,
        name: organisation?.name ?? '',
        kind: organisation?.kind ?? 'enterprise',
      },
      createdAt: toIso(entry.createdAt),
      updatedAt: toIso(entry.updatedAt),
      publishedAt: entry.publishedAt === null ? null : toIso(entry.publishedAt),
      can: catalog.allowed(actor, entry),
    };
  }

  return {
    /** Rows of a list, in the given order. */
    summaries(actor: Actor, entries: Entry[]): EntrySummary[] {
      const organisations = identity.organisations(entries.map(({ organisationId }) => organisationId));
      return entries.map((entry) => {
        const { title, titleEn, chain, keywords, region, trl, disclosure } = entry.content;
        return {
          ...standing(actor, entry, organisations),
          ...{ title, titleEn, chain, keywords, region, trl, disclosure },
          excerpt: headOf(entry),
          closesOn: closingDay(entry.content),
          amount: amountOf(entry),
        };
      });
    },

    /** A whole entry. What the operator noted is between the operators and the entry's keepers. */
    full(actor: Actor, entry: Entry) {
      const organisations = identity.organisations([entry.organisationId]);
      const shown = standing(actor, entry, organisations);
      const concerned = shown.can.includes('matches');
      return { ...entry.content, ...shown, reviewNote: concerned ? entry.reviewNote : '' };
    },
  };
}

function amountOf({ content }: Entry): Amount {
  const amounts = 'reward' in content ? [content.reward, content.budget] : [content.price];
  return amounts.find(({ kind }) => kind !== 'undetermined') ?? undetermined;
}
