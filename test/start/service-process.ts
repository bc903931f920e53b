import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const WELCOME = /Jiebang Match: (http:\/\/\S+)/;

export interface ServiceProcess {
  /** Where it answers. */
  address: string;
  output(): string;
  /** Waits until it has said that; the welcome comes in several lines. */
  says(what: RegExp): Promise<void>;
  /** Sends a signal and waits for the end; gives the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

/** How a start that came to nothing ended. */
export interface FailedStart {
  code: number | null;
  output: string;
}

const running = new Set<ChildProcess>();
const folders: string[] = [];

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jiebang-start-'));
  folders.push(folder);
  return folder;
}

/** Ends whatever a test left running, and removes its folders. */
export function cleanUp(): void {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

function launch(environment: Record<string, string>, user?: number) {
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: projectFolder,
    env: { PATH, HOME, TMPDIR, PORT: '0', LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve(signal ?? code);
    });
  });
  return { child, ended, output: () => output };
}

/** Starts the service as a process of its own and waits for its welcome. */
export async function startService(environment: Record<string, string>): Promise<ServiceProcess> {
  const { child, ended, output } = launch(environment);
  const welcomed = new Promise<string>((resolve) => {
    child.stdout?.on('data', () => {
      const address = WELCOME.exec(output())?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  const address = await Promise.race([welcomed, ended]);
  if (typeof address !== 'string' || !address.startsWith('http'))
    throw new Error(`it did not start: ${output()}`);
  return {
    address,
    output,
    says: async (what) => {
      const until = Date.now() + 5000;
      while (!what.test(output())) {
        if (Date.now() > until) throw new Error(`it never said ${what}: ${output()}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Starts the service where it should refuse, and waits for its end; as that user of the machine, if one is given. */
export async function failToStart(environment: Record<string, string>, user?: number): Promise<FailedStart> {
  const { child, ended, output } = launch(environment, user);
  const patience = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const code = await ended;
  clearTimeout(patience);
  return { code: typeof code === 'number' ? code : null, output: output() };
}
