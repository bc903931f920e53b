import type { Sql, Tx } from '../db/tx.ts';
import type { Actor } from './model.ts';

/** An entry as its author finds it in the export of what is kept about them. */
export interface AuthoredEntry {
  list: string;
  id: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** As they may read it today; null where they may not any more, e.g. after they left its organisation. */
  title: string | null;
}

/** What organisations and people need to know of their entries; the lists themselves come later in the order. */
export interface OrganisationEntries {
  /** Published entries of an organisation on both lists. */
  countPublished(sql: Sql, organisationId: string): number;
  /** Moves the entries a person made for an organisation to a colleague; gives how many. */
  handOver(tx: Tx, organisationId: string, from: string, to: string): number;
  /** The entries that the one who asks made, oldest first. */
  entriesOf(actor: Actor): AuthoredEntry[];
  /** Its name stands in search documents and is masked in texts, so both are made anew. */
  onRenamed(tx: Tx, organisationId: string): void;
  /** Takes its entries off the lists; where absent, an organisation with published entries cannot be closed. */
  onClosed?(tx: Tx, organisationId: string, actor: Actor): void;
}
