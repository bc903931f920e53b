import type { FieldIssue } from '../kernel/errors.ts';
import { type Locale, translate } from '../kernel/texts/index.ts';

/** The version of the notice on personal information that people consent to now. A new wording gets a new one. */
export const CONSENT_VERSION = 1;

const sections = ['purpose', 'fields', 'where', 'who', 'period', 'rights'] as const;

/** The notice on personal information (PIPL art. 17) in one language. Public. Pure. */
export function noticeIn(locale: Locale) {
  return {
    title: translate(locale, 'terms.title'),
    sections: sections.map((name) => ({
      heading: translate(locale, `terms.${name}Title`),
      text: translate(locale, `terms.${name}`),
    })),
  };
}

/** What is wrong with a consent to that version: anything but the present one. Pure. */
export function checkConsent(version: number): FieldIssue[] {
  if (version === CONSENT_VERSION) return [];
  return [{ field: 'consent', text: 'field.consent', params: { version: CONSENT_VERSION } }];
}
