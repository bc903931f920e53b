import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { cleanUp, failToStart, newFolder, startService } from './service-process.ts';

const production = { MODE: 'production' };
const NOBODY = 65_534;
const TRACE = /^\s+at |node:internal|Error:/m;

afterAll(cleanUp);

/** Name and content of every file of a folder. */
function fingerprint(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${file} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
}

describe('a start that cannot succeed ends with code 1 and says why', () => {
  it('names every wrong variable at once', async () => {
    const wrong = {
      PORT: '99999',
      MODE: 'demonstration',
      DEMO_PASSWORD: 'short',
      SESSION_HOURS: '-1',
      LOG_LEVEL: 'loud',
      EMBEDDING_DTYPE: 'int3',
      EMBEDDING_POOLING: 'max',
      EMBEDDING_DIMENSIONS: '510',
      EMBEDDING_THREADS: 'many',
    };
    const dataDir = join(newFolder(), 'never-made');
    const { code, output } = await failToStart({ ...wrong, DATA_DIR: dataDir });
    expect(code).toBe(1);
    for (const name of Object.keys(wrong)) expect(output).toContain(name);
    expect(output).toContain('环境变量有误');
    expect(output).not.toContain('DATA_DIR');
    expect(output).not.toMatch(TRACE);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('when the data folder is a file', async () => {
    const file = join(newFolder(), 'a-file');
    writeFileSync(file, 'precious');
    const { code, output } = await failToStart({ ...production, DATA_DIR: file });
    expect(code).toBe(1);
    expect(output).toContain(file);
    expect(output).toContain('DATA_DIR');
    expect(output).not.toMatch(TRACE);
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });

  it('when the data folder cannot be written', async () => {
    const folder = newFolder();
    chmodSync(folder, 0o500);
    // Permissions do not stop root, so the service runs as nobody there.
    const user = process.getuid?.() === 0 ? NOBODY : undefined;
    const { code, output } = await failToStart({ ...production, DATA_DIR: folder }, user);
    expect(code).toBe(1);
    expect(output).toContain(`数据目录 ${folder} 不可写`);
    expect(output).toContain('not writable');
    expect(output).not.toMatch(TRACE);
  });

  it('when something else lies where the database should', async () => {
    const folder = newFolder();
    writeFileSync(
      join(folder, 'jiebang.sqlite'),
      'this is not a database, but somebody may miss it'.repeat(100),
    );
    const before = fingerprint(folder).filter((line) => line.includes('jiebang.sqlite'));
    const { code, output } = await failToStart({ ...production, DATA_DIR: folder });
    expect(code).toBe(1);
    expect(output).toContain('jiebang.sqlite');
    expect(output).not.toMatch(TRACE);
    expect(fingerprint(folder)).toEqual(expect.arrayContaining(before));
  });

  it('when the place for backups is taken by a file', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'backups'), 'not a folder');
    const { code, output } = await failToStart({ ...production, DATA_DIR: folder });
    expect(code).toBe(1);
    expect(output).toContain(folder);
    expect(output).toMatch(/[\u4e00-\u9fff]/);
  });

  it('when the database is newer than the program, which leaves it untouched', async () => {
    const folder = newFolder();
    const db = openDatabase(join(folder, 'jiebang.sqlite'));
    migrate(db, {
      folder: fileURLToPath(new URL('../../src/db/migrations', import.meta.url)),
      backupFolder: null,
    });
    db.$client.pragma('user_version = 9999');
    db.$client.close();
    const before = fingerprint(folder);
    const { code, output } = await failToStart({ ...production, DATA_DIR: folder });
    expect(code).toBe(1);
    expect(output).toContain('9999');
    expect(output).toContain('请使用新版程序打开');
    expect(output).toContain('use the newer program');
    expect(output).not.toMatch(TRACE);
    const database = (lines: string[]) => lines.filter((line) => /jiebang\.sqlite/.test(line));
    expect(database(fingerprint(folder))).toEqual(database(before));
  });

  it('when the port is taken, and lets go of the data folder', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = other.address() as { port: number };
      const folder = newFolder();
      const { code, output } = await failToStart({ ...production, DATA_DIR: folder, PORT: String(port) });
      expect(code).toBe(1);
      expect(output).toContain(String(port));
      expect(output).not.toMatch(/^\s+at /m);
    } finally {
      other.close();
    }
  });
});

describe('a running service', () => {
  it('keeps its data folder to itself, goes on when another one tries, and closes on SIGTERM', async () => {
    const folder = newFolder();
    const first = await startService({ ...production, DATA_DIR: folder });
    await first.says(/\/setup#token=[\w-]{43}/);
    const second = await failToStart({ ...production, DATA_DIR: folder });
    expect(second.code).toBe(1);
    expect(second.output).toContain(`数据目录 ${folder} 正被另一个进程使用`);
    expect(second.output).toContain('in use by another process');
    expect(second.output).not.toMatch(TRACE);

    expect((await fetch(`${first.address}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${first.address}/api/v1/demands`)).json()).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });
    expect(await first.end('SIGTERM')).toBe(0);
    await expect(fetch(`${first.address}/livez`)).rejects.toThrow();
    expect(readdirSync(folder).filter((name) => /-wal$|-shm$|-journal$/.test(name))).toEqual([]);
    const again = await startService({ DATA_DIR: folder });
    await again.says(/\/setup#token=[\w-]{43}/);
    expect(await again.end('SIGINT')).toBe(0);
  });

  it('tells whoever sends 5 MB that it is too much, instead of hanging up on them', async () => {
    const service = await startService({ ...production, DATA_DIR: newFolder() });
    const body = JSON.stringify({ account: 'x'.repeat(5_000_000), password: 'x' });
    const answers: (number | string)[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1)
      answers.push(await post(`${service.address}/api/v1/session`, body));
    expect(await service.end('SIGTERM')).toBe(0);
    expect(answers).toEqual(Array(8).fill(413));
  });
});

/** Sends a body as a browser does, without asking first; gives the status, or how the connection broke. */
function post(url: string, body: string): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(url, { method: 'POST', headers, agent: false }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    sent.end(body);
  });
}
