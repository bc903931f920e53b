import type { Tx } from '../db/tx.ts';
import { type Clock, shanghaiTime } from '../kernel/clock.ts';
import { type Locale, locales, type TextKey, translate } from '../kernel/texts/index.ts';
import type { Mail } from '../mail/mailer.ts';
import type { StoredAccount } from './store.ts';

/** What the owner of an account hears of by mail, because somebody else may have done it. */
const events = {
  passwordChanged: 'mail.passwordChanged',
  passwordReset: 'mail.passwordReset',
  secondFactorOn: 'mail.secondFactorOn',
  secondFactorOff: 'mail.secondFactorOff',
  recoveryCodes: 'mail.recoveryCodes',
  emailChanged: 'mail.emailChanged',
} as const satisfies Record<string, TextKey>;

export type SecurityMails = ReturnType<typeof createSecurityMails>;

/** Mails about changes to how an account is opened; they hold no secret and no link. */
export function createSecurityMails({ clock, sendMail }: { clock: Clock; sendMail(mail: Mail): void }) {
  return {
    /**
     * Once the transaction is committed, tells the account's present address (the old one, where the address itself
     * changes) what was done and from which network address; in both languages, because nobody chose one there. An
     * account without an address hears nothing.
     */
    tell(
      tx: Tx,
      account: Pick<StoredAccount, 'email' | 'name'>,
      event: keyof typeof events,
      from: string | null,
    ): void {
      if (account.email === '') return;
      const part = (locale: Locale) => {
        const what = translate(locale, events[event]);
        const params = { account: account.name, what, time: shanghaiTime(clock.now()), address: from ?? '—' };
        return translate(locale, 'mail.securityText', params);
      };
      const subject = locales.map((locale) => translate(locale, 'mail.securitySubject')).join(' · ');
      const text = locales.map(part).join('\n\n');
      tx.onCommit(() => sendMail({ to: account.email, subject, text }));
    },
  };
}
