import { type Db, openForReading } from '../db/open.ts';

/**
 * Opens the log of any database of this service, to be read only: one in use, a copy, or a backup from before the log
 * knew addresses and outcomes. The caller closes it. Throws `unavailable` for a file that is none.
 */
export function openLog(file: string): Db {
  const db = openForReading(file);
  const columns = db.$client.pragma('table_info(audit_log)') as { name: string }[];
  const isOld = columns.length > 0 && !columns.some(({ name }) => name === 'format');
  // It stands in front of the table for this connection alone, and is written nowhere.
  if (isOld)
    db.$client.exec(
      `CREATE TEMP VIEW audit_log AS SELECT *, 1 AS format, NULL AS address, NULL AS for_organisation_id,
       'done' AS outcome, NULL AS before, NULL AS after FROM main.audit_log`,
    );
  return db;
}
