import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportHead } from '../../src/audit/heads.ts';
import { openDatabase } from '../../src/db/open.ts';
import { unpackTerms } from '../../src/matching/packing.ts';
import type { World } from './world.ts';

/** What the service keeps or sends without anybody asking, by channel; `control` holds what would be found. */
export interface Stored {
  channel: string;
  text: string;
  control: string;
}

interface Row {
  copy: string;
  [column: string]: unknown;
}

/** Copies of entries for those who do not read them in full, with the full ones beside as the control. */
export function readStored(world: World): Stored[] {
  const db = openDatabase(join(world.app.dataDir, 'jiebang.sqlite'));
  const all = (sql: string) => db.$client.prepare(sql).all() as Row[];
  try {
    const documents = all(
      'SELECT d.*, t.* FROM search_documents d JOIN search_texts t ON t.rowid = d.number',
    );
    const words = new Map(all('SELECT id, text FROM terms').map(({ id, text }) => [id, String(text)]));
    const features = all('SELECT text AS copy, characters, bigrams FROM entry_features').map((row) => ({
      copy: row.copy === 'masked' ? 'others' : row.copy,
      terms: [row.characters, row.bigrams].flatMap((packed) =>
        [...unpackTerms(packed as Buffer).ids].map((id) => words.get(id)),
      ),
    }));
    const file = join(world.app.dataDir, 'audit-heads.jsonl');
    exportHead({ db, clock: world.app.clock, log: world.log, file });
    const heads = readFileSync(file, 'utf8');
    const audit = JSON.stringify(all('SELECT * FROM audit_log'));
    const mails = JSON.stringify(world.mails);
    const log = world.lines.join('');
    const { word } = world.canaries.find((one) => one.standing === 'internal' && one.field === 'title')!;
    world.log.info({ title: word }, 'the control of this channel');
    return [
      { channel: 'the embedded index, copies for others', ...byCopy(documents) },
      { channel: 'the terms of masked texts', ...byCopy(features) },
      { channel: 'the log of the process', text: log, control: world.lines.join('') },
      { channel: 'the exported heads of the audit log', text: heads, control: heads },
      { channel: 'the rows of the audit log', text: audit, control: audit },
      { channel: 'mails', text: mails, control: mails },
    ];
  } finally {
    db.$client.close();
  }
}

function byCopy(rows: Row[]): { text: string; control: string } {
  const [others, full] = [
    rows.filter(({ copy }) => copy !== 'full'),
    rows.filter(({ copy }) => copy === 'full'),
  ];
  return { text: JSON.stringify(others), control: JSON.stringify(full) };
}

/** The same of the search server: its documents, with our lexical units as characters again. */
export async function readServer(url: string, key: string | undefined, prefix: string): Promise<Stored> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const rows: Row[] = [];
  for (const list of ['demands', 'achievements']) {
    const answer = await fetch(`${url}/indexes/${prefix}_${list}/documents?limit=1000`, { headers });
    const { results } = (await answer.json()) as { results: Row[] };
    rows.push(...results);
  }
  const { text, control } = byCopy(rows);
  return { channel: 'the search server, copies for others', text: decode(text), control: decode(control) };
}

/** `b34003401` and `c3400` are Han characters in our own writing. */
function decode(text: string): string {
  return text.replaceAll(/\b[bc]((?:[0-9a-f]{4}){1,2})\b/g, (_, codes: string) =>
    (codes.match(/.{4}/g) ?? []).map((code) => String.fromCharCode(Number.parseInt(code, 16))).join(''),
  );
}
