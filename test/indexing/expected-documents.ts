import { audienceOf } from '../../src/catalog/entry-model.ts';
import { maskEntry } from '../../src/catalog/masked-entry.ts';
import { toSearchDocument } from '../../src/catalog/search-document.ts';
import { findEntries } from '../../src/catalog/store.ts';
import type { Db } from '../../src/db/open.ts';
import { findOrganisations } from '../../src/identity/store.ts';
import { findVectors, type VectorSource } from '../../src/matching/store.ts';
import { type StoredDocument, toStored } from '../../src/search/meilisearch/documents.ts';

/** What the server should hold of every entry, made of the database anew. */
export function expectedDocuments(db: Db, source: VectorSource): StoredDocument[] {
  const ids = db.$client.prepare('SELECT id FROM entries').pluck().all() as string[];
  const entries = [...findEntries(db, ids).values()];
  const organisations = findOrganisations(
    db,
    entries.map(({ organisationId }) => organisationId),
  );
  return entries.flatMap((entry) => {
    const name = organisations.get(entry.organisationId)?.name ?? '';
    const isMasked = entry.state === 'published' && audienceOf(entry.content) === 'masked';
    const masked = {
      entry: maskEntry(entry, name).entry,
      organisation: entry.content.disclosure === 'masked' ? '' : name,
      vectors: findVectors(db, { entryId: entry.id, text: 'masked' }, source),
    };
    const document = toSearchDocument(entry, {
      organisation: name,
      model: `${source.model} ${source.dtype}`,
      vectors: findVectors(db, { entryId: entry.id, text: 'full' }, source),
      masked: isMasked ? masked : null,
    });
    return toStored(document);
  });
}
