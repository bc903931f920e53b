/** Grades of the answers to one question, by id; what is not labelled counts as 0. */
export type Grades = ReadonlyMap<string, number>;

/** Σ (2^grade − 1) / log2(rank + 1) over the first `depth`, divided by that of the ideal order (Burges et al. 2005). */
export function ndcg(ranked: string[], grades: Grades, depth: number): number {
  const gain = (grade: number, index: number) => (2 ** grade - 1) / Math.log2(index + 2);
  const sum = (values: number[]) =>
    values.slice(0, depth).reduce((total, grade, index) => total + gain(grade, index), 0);
  const ideal = sum([...grades.values()].sort((a, b) => b - a));
  return ideal === 0 ? 0 : sum(ranked.map((id) => grades.get(id) ?? 0)) / ideal;
}

/** 1 / rank of the first answer with a grade above 0 within `depth`, else 0. */
export function reciprocalRank(ranked: string[], grades: Grades, depth: number): number {
  const first = ranked.slice(0, depth).findIndex((id) => (grades.get(id) ?? 0) > 0);
  return first === -1 ? 0 : 1 / (first + 1);
}

/** Share of the answers with a grade above 0 that stand within `depth`. */
export function recall(ranked: string[], grades: Grades, depth: number): number {
  const relevant = [...grades.values()].filter((grade) => grade > 0).length;
  const found = ranked.slice(0, depth).filter((id) => (grades.get(id) ?? 0) > 0).length;
  return relevant === 0 ? 0 : found / relevant;
}

/** The value below which `share` of the values lie (nearest rank); 0 for no values. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? 0;
}

export function average(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
