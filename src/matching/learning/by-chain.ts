import { type Judged, type Measures, measure } from './measures.ts';
import type { Label } from './recipes.ts';

/** How a candidate does in one industry chain, beside the default; null = demands without a chain. */
export interface OfChain {
  chain: string | null;
  labels: number;
  accepted: number;
  default: Measures;
  candidate: Measures;
}

/** The held-out labels by the chains of their demands, most labels first. Pure. */
export function byChain(
  labels: readonly Label[],
  before: readonly Judged[],
  after: readonly Judged[],
): OfChain[] {
  const chainOf = new Map(labels.map(({ demandId, chain }) => [demandId, chain ?? null]));
  const chains = [...new Set(chainOf.values())];
  const of = (judged: readonly Judged[], chain: string | null) =>
    judged.filter(({ demandId }) => chainOf.get(demandId) === chain);
  return chains
    .map((chain): OfChain => {
      const own = of(after, chain);
      return {
        chain,
        labels: own.length,
        accepted: own.filter(({ accepted }) => accepted).length,
        default: measure(of(before, chain)),
        candidate: measure(own),
      };
    })
    .sort((a, b) => b.labels - a.labels || ((a.chain ?? '') < (b.chain ?? '') ? -1 : 1));
}
