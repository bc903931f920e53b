import type {
  Achievement,
  CreateAchievementBody,
  CreateDemandBody,
  Demand,
} from '../../api/contracts/entries.ts';
import { type AmountValue, amountBody, amountValue } from './amount-text.ts';
import { type FieldChoices, inOrder } from './field-choices.ts';
import { type IndicatorRow, indicatorBodies, indicatorRow } from './indicator-rows.ts';

/** A form as it stands in the browser: like an entry, but amounts and numbers are still text in somebody's hands. */
export interface CommonValues {
  title: string;
  chain: string | null;
  keywords: string[];
  indicators: IndicatorRow[];
  cooperation: string[];
  trl: number | null;
  region: string;
  contact: string;
  disclosure: Demand['disclosure'];
  targets: string[];
  fieldDisclosure: FieldChoices;
  maskWords: string[];
  titleEn: string;
  summaryEn: string;
}

export interface DemandValues extends CommonValues {
  problem: string;
  technology: string;
  goals: string;
  budget: AmountValue;
  reward: AmountValue;
  deadline: string | null;
  completionMonths: string;
  ipTerms: string;
  conditions: string;
  source: Demand['source'];
}

export interface PatentRow {
  number: string;
  status: string;
}

export interface AchievementValues extends CommonValues {
  field: string;
  summary: string;
  innovation: string;
  prospects: string;
  cases: string;
  patents: PatentRow[];
  price: AmountValue;
  evaluation: string;
  expiry: string | null;
}

function commonValues(entry: Demand | Achievement | undefined): CommonValues {
  return {
    title: entry?.title ?? '',
    chain: entry?.chain ?? null,
    keywords: entry?.keywords ?? [],
    indicators: entry?.indicators.map(indicatorRow) ?? [],
    cooperation: entry?.cooperation ?? [],
    trl: entry?.trl ?? null,
    region: entry?.region ?? '',
    contact: entry?.contact ?? '',
    disclosure: entry?.disclosure ?? 'public',
    targets: entry?.targets ?? [],
    fieldDisclosure: inOrder(entry?.fieldDisclosure ?? {}),
    maskWords: entry?.maskWords ?? [],
    titleEn: entry?.titleEn ?? '',
    summaryEn: entry?.summaryEn ?? '',
  };
}

/** The form of a demand, filled from an entry or empty. Pure. */
export function demandValues(entry?: Demand): DemandValues {
  return {
    ...commonValues(entry),
    problem: entry?.problem ?? '',
    technology: entry?.technology ?? '',
    goals: entry?.goals ?? '',
    budget: amountValue(entry?.budget),
    reward: amountValue(entry?.reward),
    deadline: entry?.deadline ?? null,
    completionMonths: entry?.completionMonths?.toString() ?? '',
    ipTerms: entry?.ipTerms ?? '',
    conditions: entry?.conditions ?? '',
    source: entry?.source ?? '企业申报',
  };
}

/** The form of an achievement, filled from an entry or empty. Pure. */
export function achievementValues(entry?: Achievement): AchievementValues {
  return {
    ...commonValues(entry),
    field: entry?.field ?? '',
    summary: entry?.summary ?? '',
    innovation: entry?.innovation ?? '',
    prospects: entry?.prospects ?? '',
    cases: entry?.cases ?? '',
    patents: entry?.patents ?? [],
    price: amountValue(entry?.price),
    evaluation: entry?.evaluation ?? '',
    expiry: entry?.expiry ?? null,
  };
}

/** What the server gets: rows that are not complete yet stay here until they are. Pure. */
export function demandBody(values: DemandValues): CreateDemandBody {
  return {
    ...values,
    indicators: indicatorBodies(values.indicators),
    budget: amountBody(values.budget),
    reward: amountBody(values.reward),
    completionMonths: monthsOf(values.completionMonths),
  };
}

export function achievementBody(values: AchievementValues): CreateAchievementBody {
  return {
    ...values,
    indicators: indicatorBodies(values.indicators),
    patents: values.patents.filter((patent) => patent.number.trim() !== ''),
    price: amountBody(values.price),
  };
}

/** Whole months 1–120, or null. Pure. */
export function monthsOf(text: string): number | null {
  const months = Number(text.normalize('NFKC').trim());
  return Number.isInteger(months) && months >= 1 && months <= 120 ? months : null;
}
