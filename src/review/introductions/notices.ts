import type { Entry } from '../../catalog/entry.ts';
import type { Tx } from '../../db/tx.ts';
import { listAddresses } from '../../identity/members-store.ts';
import { keeperOf } from '../../identity/policy.ts';
import { type Locale, locales, type TextKey, translate } from '../../kernel/texts/index.ts';
import type { Mail } from '../../mail/mailer.ts';

const letters = {
  introduced: { subject: 'mail.introductionSubject', text: 'mail.introductionText' },
  contacts: { subject: 'mail.contactsSubject', text: 'mail.contactsText' },
} as const satisfies Record<string, { subject: TextKey; text: TextKey }>;

export type Notices = ReturnType<typeof createNotices>;

/** Mails that something waits in the inbox; they hold a link and nothing of the entries. */
export function createNotices({ sendMail, publicUrl }: { sendMail(mail: Mail): void; publicUrl: string }) {
  return {
    /**
     * Once the transaction is committed, tells those who keep these entries for their organisations; in both languages,
     * because nobody chose one there. Who has no address finds it in the inbox.
     */
    tell(tx: Tx, matchId: string, entries: Entry[], letter: keyof typeof letters): void {
      const addresses = entries.flatMap(({ list, organisationId }) =>
        listAddresses(tx.sql, organisationId, keeperOf[list]),
      );
      const params = { link: `${publicUrl}/inbox/${matchId}` };
      const say = (key: TextKey) => (locale: Locale) => translate(locale, key, params);
      const subject = locales.map(say(letters[letter].subject)).join(' · ');
      const text = locales.map(say(letters[letter].text)).join('\n\n');
      tx.onCommit(() => {
        for (const to of new Set(addresses)) sendMail({ to, subject, text });
      });
    },
  };
}
