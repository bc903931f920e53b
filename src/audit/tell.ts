import { type Locale, type TextKey, translate } from '../kernel/texts/index.ts';
import type { Damage, Problem } from './model.ts';

const sentences: Record<Damage, TextKey> = {
  changed: 'error.auditChanged',
  missing: 'error.auditMissing',
  reordered: 'error.auditReordered',
  inserted: 'error.auditInserted',
  rewritten: 'error.auditRewritten',
  'head-unreadable': 'error.auditHeadUnreadable',
};

/** What is wrong, in a sentence that names the lines. Pure. */
export function tell(locale: Locale, { kind, from, to }: Problem): string {
  return translate(locale, sentences[kind], { lines: from === to ? from : `${from}–${to}` });
}
