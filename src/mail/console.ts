import type { Logger } from '../kernel/log.ts';
import type { Mailer } from './mailer.ts';

/**
 * For a service without a mail server: the log tells that a mail was written, and a demo shows it whole to whoever
 * started it. Elsewhere its text is dropped, because a link in a log is open to all who read logs.
 */
export function createConsoleMailer(deps: {
  log: Logger;
  isDemo(): boolean;
  print(text: string): void;
}): Mailer {
  const { log, isDemo, print } = deps;
  return {
    send: async ({ to, subject, text }) => {
      log.warn('a mail was written, but no mail server is set (SMTP_URL)');
      if (isDemo()) print(`\n${to}\n${subject}\n\n${text}\n`);
    },
    close: () => undefined,
  };
}
