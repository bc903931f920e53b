export const operators = ['<', '<=', '=', '>=', '>', 'between', 'plusminus'] as const;
export type Operator = (typeof operators)[number];

/** A technical indicator 技术指标 by the names of the wire: `between` has two values, every other operator one. */
export interface Indicator {
  metric: string;
  operator: Operator;
  values: number[];
  /** In wire form (`units.ts`), empty for a pure number. */
  unit: string;
  /** The test condition as it was written, e.g. `25℃`; empty where none was given. */
  condition: string;
}

/** An indicator read from free text. */
export interface ReadIndicator extends Indicator {
  /** UTF-16 range in the raw text: `text.slice(...span)` is the quotation. */
  span: [start: number, end: number];
  /** True where the unit cannot be what the author meant: `px` is what web editors make of cm. */
  suspect: boolean;
}

/** Where an indicator of an entry comes from: the field, and the UTF-16 range where the field is prose. */
interface Source {
  field: string;
  start?: number;
  end?: number;
}

/** An indicator of an entry, read from its prose or given as data. */
export interface SourcedIndicator extends Indicator {
  suspect: boolean;
  /** Read from 达到 and the like, which name a goal and leave its side to the metric. */
  reached?: true;
  /** Said of others, of a plan or of a part: it proves nothing of the achievement that says it. */
  aside?: true;
  /** 近 80 %: not quite that. */
  nearly?: true;
  source: Source;
}

/** 达到, 未达到, 未说明, 单位存疑 */
export const verdicts = ['met', 'unmet', 'unstated', 'suspect'] as const;
export type Verdict = (typeof verdicts)[number];

/** One row of a comparison: what a demand asks and what the achievement says to it. */
export interface ComparedIndicator {
  verdict: Verdict;
  asked: SourcedIndicator;
  /** What was stated for the same metric; null where nothing was. */
  stated: SourcedIndicator | null;
}
