import { Writable } from 'node:stream';
import { pino } from 'pino';

/** A log that keeps what is written into it. */
export function createKeptLog() {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: pino({ level: 'debug' }, sink), text: () => lines.join('') };
}
