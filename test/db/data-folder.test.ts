import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockDataFolder } from '../../src/db/open.ts';
import { describeError } from '../../src/kernel/errors.ts';
import { refusal } from '../kernel/refusal.ts';
import { newFolder } from './test-database.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const isRoot = process.getuid?.() === 0;

/** What a child says in one line: `locked`, or the code and text of the error. */
const script = `
  const { lockDataFolder } = await import(${JSON.stringify(new URL('../../src/db/open.ts', import.meta.url).href)});
  try {
    lockDataFolder(process.env.FOLDER);
    console.log('locked');
    setInterval(() => {}, 1000);
  } catch (error) {
    console.log(error.code + ' ' + error.text);
  }`;

/** Another process that takes a data folder and keeps it until it is killed. */
async function takeInOtherProcess(
  folder: string,
  uid?: number,
): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    env: { ...process.env, FOLDER: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let problems = '';
  child.stderr.on('data', (chunk) => {
    problems += String(chunk);
  });
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
    child.once('exit', () => reject(new Error(`the other process ended: ${problems}`)));
    child.once('error', reject);
  });
  return { child, said };
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

describe('a data folder', () => {
  it('is made with all folders above it where it is absent', () => {
    const folder = join(newFolder(), 'a', 'b');
    const lock = lockDataFolder(folder);
    expect(existsSync(folder)).toBe(true);
    lock.release();
  });

  it('belongs to one opener at a time and can be taken again after it was given back', () => {
    const folder = newFolder();
    const lock = lockDataFolder(folder);
    const error = refusal(() => lockDataFolder(folder));
    expect([error.code, error.text]).toEqual(['conflict', 'error.dataFolderLocked']);
    expect(describeError(error)).toContain(folder);
    lock.release();
    lockDataFolder(folder).release();
  });

  it('is refused to us while another process holds it, and free as soon as that is killed', async () => {
    const folder = newFolder();
    const { child, said } = await takeInOtherProcess(folder);
    expect(said).toBe('locked');
    const error = refusal(() => lockDataFolder(folder));
    expect([error.code, error.text]).toEqual(['conflict', 'error.dataFolderLocked']);
    await killed(child);
    lockDataFolder(folder).release();
  });

  it('is refused to another process while we hold it', async () => {
    const folder = newFolder();
    const lock = lockDataFolder(folder);
    const { said } = await takeInOtherProcess(folder);
    expect(said).toBe('conflict error.dataFolderLocked');
    lock.release();
  });

  it('does not disturb another folder', () => {
    const one = lockDataFolder(newFolder());
    const other = lockDataFolder(newFolder());
    one.release();
    other.release();
  });

  it('is not said to be in use by others when only its lock file is damaged', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'lock.sqlite'), 'a letter to the bureau\n'.repeat(500));
    const error = refusal(() => lockDataFolder(folder));
    expect(error.code).toBe('unavailable');
    expect(error.text).not.toBe('error.dataFolderLocked');
  });
});

describe('a data folder that cannot be written', () => {
  it('is one below a file', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    for (const folder of [file, join(file, 'data')]) {
      const error = refusal(() => lockDataFolder(folder));
      expect([error.code, error.text]).toEqual(['unavailable', 'error.dataFolderReadOnly']);
      expect(describeError(error)).toContain(folder);
    }
  });

  it('is one whose lock file cannot be made', () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'lock.sqlite'));
    const error = refusal(() => lockDataFolder(folder));
    expect([error.code, error.text]).toEqual(['unavailable', 'error.dataFolderReadOnly']);
  });

  it('is one of the system', ({ skip }) => {
    // Not /proc: there Node's recursive mkdir never comes back.
    if (!existsSync('/sys/kernel')) skip('no /sys here: a folder nobody may write in could not be tried');
    const error = refusal(() => lockDataFolder('/sys/kernel/jiebang'));
    expect([error.code, error.text]).toEqual(['unavailable', 'error.dataFolderReadOnly']);
  });

  it('is one whose permissions forbid it', async ({ skip }) => {
    const folder = newFolder();
    chmodSync(folder, 0o555);
    if (!isRoot) {
      const error = refusal(() => lockDataFolder(folder));
      expect([error.code, error.text]).toEqual(['unavailable', 'error.dataFolderReadOnly']);
      return;
    }
    // Permissions do not bind root, so somebody else has to try.
    const attempt = await takeInOtherProcess(folder, 65_534).catch((error: Error) => error);
    if (attempt instanceof Error) skip(`run as root, and nobody could not try instead: ${attempt.message}`);
    else expect(attempt.said).toBe('unavailable error.dataFolderReadOnly');
  });

  it('is one whose lock file is somebody else’s', async ({ skip }) => {
    if (!isRoot) skip('only root can make a file of somebody else: a lock file not ours could not be tried');
    const folder = newFolder();
    lockDataFolder(folder).release();
    chmodSync(join(folder, 'lock.sqlite'), 0o444);
    chmodSync(folder, 0o777);
    const attempt = await takeInOtherProcess(folder, 65_534).catch((error: Error) => error);
    if (attempt instanceof Error) skip(`nobody could not try: ${attempt.message}`);
    else expect(attempt.said).toMatch(/error\.dataFolderReadOnly$/);
  });
});
