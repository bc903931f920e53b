import type { AchievementContent } from '../catalog/achievement-model.ts';
import type { DemandContent } from '../catalog/demand-model.ts';
import type { Amount } from '../kernel/money.ts';

/** A requirement of a demand that keeps achievements away; `metric` names the indicator where it is one. */
export interface Obstacle {
  requirement: 'trl' | 'chain' | 'region' | 'money' | 'cooperation' | 'indicator';
  metric: string;
  /** How many of the candidates it excludes, and how many of them nothing else excludes. */
  excluded: number;
  alone: number;
  /** What to change in the form so that those excluded by it alone come in; null where a form cannot say it. */
  relax: Partial<DemandContent> | null;
}

/** An achievement that might answer, and the indicators of the demand that it is known not to reach. */
export interface ObstacleCandidate {
  content: AchievementContent;
  unmet: readonly { metric: string; relax: Partial<DemandContent> | null }[];
}

interface Requirement extends Pick<Obstacle, 'requirement' | 'metric'> {
  excludes: (candidate: ObstacleCandidate) => boolean;
  relaxFor: (excluded: readonly ObstacleCandidate[]) => Obstacle['relax'];
}

/**
 * Which single requirement of a demand excludes most of its candidates, worst first: those that it alone excludes count
 * before those that something else excludes too. What is not stated excludes nobody. Pure.
 */
export function findObstacles(demand: DemandContent, candidates: readonly ObstacleCandidate[]): Obstacle[] {
  const requirements = requirementsOf(demand, candidates);
  const causes = candidates.map((candidate) => requirements.filter(({ excludes }) => excludes(candidate)));
  return requirements
    .map((requirement) => {
      const excluded = candidates.filter((_, at) => causes[at]!.includes(requirement));
      const alone = candidates.filter((_, at) => causes[at]!.length === 1 && causes[at]![0] === requirement);
      const { requirement: kind, metric } = requirement;
      const relax = excluded.length === 0 ? null : requirement.relaxFor(alone.length > 0 ? alone : excluded);
      return { requirement: kind, metric, excluded: excluded.length, alone: alone.length, relax };
    })
    .filter(({ excluded }) => excluded > 0)
    .sort((one, other) => other.alone - one.alone || other.excluded - one.excluded);
}

function requirementsOf(demand: DemandContent, candidates: readonly ObstacleCandidate[]): Requirement[] {
  const { trl, chain, region, cooperation } = demand;
  const offered = mostOffered(demand);
  const metrics = [...new Set(candidates.flatMap(({ unmet }) => unmet.map(({ metric }) => metric)))];
  return [
    {
      requirement: 'trl',
      metric: '',
      excludes: ({ content }) => trl !== null && content.trl !== null && content.trl < trl,
      relaxFor: (excluded) => ({ trl: middleOf(excluded.map(({ content }) => content.trl ?? 1)) }),
    },
    {
      requirement: 'chain',
      metric: '',
      excludes: ({ content }) => chain !== null && content.chain !== null && content.chain !== chain,
      // Another chain is another demand.
      relaxFor: () => null,
    },
    {
      requirement: 'region',
      metric: '',
      excludes: ({ content }) => region !== '' && content.region !== '' && content.region !== region,
      relaxFor: () => ({ region: '' }),
    },
    {
      requirement: 'money',
      metric: '',
      excludes: ({ content: { price } }) =>
        offered !== null && price.kind === 'amount' && price.wan > offered,
      relaxFor: () => ({ budget: { kind: 'negotiable' }, reward: { kind: 'negotiable' } }),
    },
    {
      requirement: 'cooperation',
      metric: '',
      excludes: ({ content }) =>
        cooperation.length > 0 &&
        content.cooperation.length > 0 &&
        !content.cooperation.some((way) => cooperation.includes(way)),
      relaxFor: (excluded) => ({
        cooperation: [
          ...new Set([...cooperation, ...excluded.flatMap(({ content }) => content.cooperation)]),
        ],
      }),
    },
    ...metrics.map(
      (metric): Requirement => ({
        requirement: 'indicator',
        metric,
        excludes: ({ unmet }) => unmet.some((one) => one.metric === metric),
        relaxFor: ([first]) => first?.unmet.find((one) => one.metric === metric)?.relax ?? null,
      }),
    ),
  ];
}

/** The highest sum that a demand names, in 万元; null where it names none. */
function mostOffered({ budget, reward }: DemandContent): number | null {
  const sums = [budget, reward].flatMap((amount: Amount) => (amount.kind === 'amount' ? [amount.wan] : []));
  return sums.length === 0 ? null : Math.max(...sums);
}

/** The lower one of the two in the middle: what lets in half of them. */
function middleOf(levels: number[]): number {
  return levels.sort((one, other) => one - other)[Math.floor((levels.length - 1) / 2)] ?? 1;
}
