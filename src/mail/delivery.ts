import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../kernel/log.ts';
import type { Mail, Mailer } from './mailer.ts';

/** Pauses before the second, third and fourth try: a busy mail server gets time, and a person does not wait long. */
const PAUSES_MS = [1_000, 5_000, 30_000];
/** A mail server that is gone must not fill the memory with mails. */
const MOST_UNDER_WAY = 200;

export type Delivery = ReturnType<typeof createDelivery>;

/**
 * Sends mails in the background, with a few tries. They are not jobs of the outbox, because a mail holds a secret link
 * that must not be stored; a mail that got lost is asked for again. The log names failures without address or content.
 */
export function createDelivery(deps: { mailer: Mailer; log: Logger; pausesMs?: number[] }) {
  const { mailer, log, pausesMs = PAUSES_MS } = deps;
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();

  async function deliver(mail: Mail): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await mailer.send(mail);
      } catch (error) {
        const code = String((error as { code?: unknown }).code ?? 'unknown');
        const pause = pausesMs[tries];
        if (pause === undefined || closing.signal.aborted) {
          log.error({ code, tries: tries + 1 }, 'a mail could not be sent and was given up');
          return;
        }
        log.warn({ code, tries: tries + 1 }, 'a mail could not be sent yet');
        await sleep(pause, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  }

  return {
    /** Sends a mail soon; never throws and never keeps the caller waiting. */
    send(mail: Mail): void {
      if (underWay.size >= MOST_UNDER_WAY) {
        log.error('too many mails are under way; one was given up');
        return;
      }
      const delivery = deliver(mail).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    },

    /** Resolves when no mail is under way. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },

    /** Gives waiting mails their last try and closes. */
    async close(): Promise<void> {
      closing.abort();
      await Promise.all(underWay);
      mailer.close();
    },
  };
}
