import type { AuditLine } from '../../api/contracts/audit.ts';

interface Change {
  field: string;
  /** Null where the field was or is not there. */
  before: string | null;
  after: string | null;
}

/** What a value of the log looks like to a reader: texts as they are, anything else as JSON. Pure. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What was and what is, field by field. Pure. */
export function changesOf({ before, after }: Pick<AuditLine, 'before' | 'after'>): Change[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const textOf = (values: Record<string, unknown> | null, field: string) =>
    values && field in values ? valueText(values[field]) : null;
  return [...fields].map((field) => ({ field, before: textOf(before, field), after: textOf(after, field) }));
}
