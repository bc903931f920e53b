import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A real Meilisearch server that tests may fill, and, where this process started it, kill and wipe. */
export interface RealServer {
  url: string;
  key: string | undefined;
  /** Null for a server that somebody else runs. */
  control: {
    kill(): Promise<void>;
    start(options?: { wiped?: boolean }): Promise<void>;
  } | null;
  close(): Promise<void>;
}

const binary = process.env.MEILI_BIN ?? 'meilisearch';
const hasBinary = spawnSync(binary, ['--version']).status === 0;

/** Why no real server can be tested here; null when one can. Says it aloud. */
export function whyNoServer(needsControl = false): string | null {
  if (hasBinary || (process.env.MEILI_URL && !needsControl)) return null;
  const reason = needsControl
    ? `no program \`${binary}\` that could be killed and started (set MEILI_BIN)`
    : `neither MEILI_URL nor a program \`${binary}\``;
  console.warn(`SKIPPED the real Meilisearch server: ${reason}`);
  return reason;
}

/** The server at MEILI_URL, or one of our own on a free port and an empty folder. */
export async function openRealServer(options: { control?: boolean } = {}): Promise<RealServer> {
  const { MEILI_URL, MEILI_KEY } = process.env;
  if (MEILI_URL && !options.control) {
    return { url: MEILI_URL, key: MEILI_KEY, control: null, close: async () => undefined };
  }
  return startOwnServer();
}

const MASTER_KEY = 'a master key for tests only';

async function startOwnServer(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'meilisearch-test-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;

  async function start({ wiped = false } = {}): Promise<void> {
    if (wiped) rmSync(join(folder, 'data.ms'), { recursive: true, force: true });
    const flags = ['--no-analytics', '--http-addr', `127.0.0.1:${port}`, '--master-key', MASTER_KEY];
    child = spawn(binary, [...flags, '--db-path', join(folder, 'data.ms')], { cwd: folder, stdio: 'ignore' });
    for (let tries = 0; tries < 300; tries += 1) {
      const answer = await fetch(`${url}/health`).catch(() => null);
      if (answer?.ok) return;
      await wait(50);
    }
    throw new Error(`${binary} did not start`);
  }

  async function kill(): Promise<void> {
    const dying = child;
    child = null;
    if (dying === null || dying.exitCode !== null) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await gone;
  }

  await start();
  return {
    url,
    key: MASTER_KEY,
    control: { kill, start },
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
