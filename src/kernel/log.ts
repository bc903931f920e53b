import { type Logger, pino } from 'pino';

export type { Logger };

/** The process log: one JSON object a line on stdout. Headers that carry secrets are never written. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    redact: ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'],
  });
}
