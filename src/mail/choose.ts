import type { Logger } from '../kernel/log.ts';
import { createConsoleMailer } from './console.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import type { Mailer } from './mailer.ts';
import { createSmtpMailer } from './smtp.ts';

interface MailOptions {
  smtpUrl: string | undefined;
  from: string;
  log: Logger;
  isDemo(): boolean;
  print(text: string): void;
  /** What tests put in place of the mail server. */
  mailer?: Mailer | undefined;
}

/** Sends through the mail server where one is set; else mails end on the console (in a demo) or nowhere. */
export function openDelivery({ smtpUrl, from, log, isDemo, print, mailer }: MailOptions): Delivery {
  const chosen =
    smtpUrl === undefined
      ? createConsoleMailer({ log, isDemo, print })
      : createSmtpMailer({ url: smtpUrl, from });
  return createDelivery({ mailer: mailer ?? chosen, log });
}
