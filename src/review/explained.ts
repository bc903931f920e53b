import type { Entry } from '../catalog/entry.ts';
import { closingDay } from '../catalog/entry.ts';
import { addDays } from '../kernel/clock.ts';
import type { FeatureVector } from '../matching/learning/vector.ts';

/** What speaks against a pair: a code for the sentence, and what it names. */
export interface Objection {
  code: 'immature' | 'otherChain' | 'otherRegion' | 'closesSoon' | 'fewWords';
  params: Record<string, string | number>;
}

/** A demand that closes within so many days leaves little time to answer. */
const SOON_DAYS = 7;
/** Below this share of its keyword half's usual range a pair was found by meaning alone. */
const FEW_WORDS = 0.15;

/** What speaks against a pair, from both entries and its features, gravest first. Pure; `today` is a Shanghai day. */
export function objections(
  demand: Entry,
  achievement: Entry,
  { values }: FeatureVector,
  today: string,
): Objection[] {
  const found: Objection[] = [];
  const [asked, has] = [demand.content, achievement.content];
  if (asked.trl !== null && has.trl !== null && has.trl < asked.trl) {
    found.push({ code: 'immature', params: { asked: asked.trl, has: has.trl } });
  }
  if (values.sameChain === 0) {
    found.push({ code: 'otherChain', params: { demand: asked.chain ?? '', achievement: has.chain ?? '' } });
  }
  if (asked.region !== '' && has.region !== '' && asked.region !== has.region) {
    found.push({ code: 'otherRegion', params: { demand: asked.region, achievement: has.region } });
  }
  const closes = [closingDay(asked), closingDay(has)].filter((day) => day !== null).sort()[0];
  if (closes !== undefined && closes <= addDays(today, SOON_DAYS)) {
    found.push({ code: 'closesSoon', params: { day: closes } });
  }
  if (values.keyword < FEW_WORDS) found.push({ code: 'fewWords', params: {} });
  return found;
}
