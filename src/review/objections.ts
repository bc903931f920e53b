import { closingDay, type Entry } from '../catalog/entry.ts';
import type { ComparedIndicator } from '../indicators/model.ts';
import { addDays } from '../kernel/clock.ts';
import type { FeatureVector } from '../matching/learning/vector.ts';
import type { ObjectionCode } from './codes.ts';

/** A code for the sentence, and what it names. */
export interface Objection {
  code: ObjectionCode;
  params: Record<string, string | number>;
}

/** A demand that closes within so many days leaves little time to answer. */
const SOON_DAYS = 7;
/** Below this share of its keyword half's usual range a pair was found by meaning alone. */
const FEW_WORDS = 0.15;

/** What is looked at to find what speaks against a pair. */
interface Examined {
  demand: Entry;
  achievement: Entry;
  features: FeatureVector;
  indicators: readonly ComparedIndicator[];
}

/** What speaks against a pair, gravest first. Pure; `today` is a Shanghai day. */
export function objections(
  { demand, achievement, features: { values }, indicators }: Examined,
  today: string,
): Objection[] {
  const found: Objection[] = [];
  const [asked, has] = [demand.content, achievement.content];
  const metrics = (verdict: string) =>
    [...new Set(indicators.flatMap((row) => (row.verdict === verdict ? [row.asked.metric] : [])))].join('、');
  const [unmet, unstated] = [metrics('unmet'), metrics('unstated')];
  if (unmet !== '') found.push({ code: 'indicatorsUnmet', params: { metrics: unmet } });
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
  if (unstated !== '') found.push({ code: 'indicatorsUnstated', params: { metrics: unstated } });
  if (values.keyword < FEW_WORDS) found.push({ code: 'fewWords', params: {} });
  return found;
}
