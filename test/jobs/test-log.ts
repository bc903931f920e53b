import { pino } from 'pino';
import type { Logger } from '../../src/kernel/log.ts';

/** A log that keeps its lines for the test instead of printing them. */
export function createTestLog(): { log: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(JSON.parse(line)) });
  return { log, lines };
}
