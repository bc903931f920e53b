import type { AmountValue } from './amount-text.ts';
import { parseWan } from './amount-text.ts';
import type { FormSpec } from './form-spec.ts';
import { isBlank, rowValues } from './indicator-rows.ts';
import { type CommonValues, monthsOf } from './values.ts';

/** What is wrong with a field, for the form to put into words. */
export type Problem =
  | { kind: 'required' | 'amount' | 'months' | 'indicator' | 'targets' }
  | { kind: 'tooLong'; over: number };

export type Problems = Record<string, Problem>;

/** What keeps a form from being saved at all: the server would refuse it. Pure. */
export function savingProblems<Values extends CommonValues>(
  spec: FormSpec<Values>,
  values: Values,
): Problems {
  const problems: Problems = {};
  if (values.title.trim() === '') problems.title = { kind: 'required' };
  for (const [field, limit] of Object.entries(spec.limits)) {
    const text = values[field as keyof Values];
    const over = typeof text === 'string' && typeof limit === 'number' ? text.trim().length - limit : 0;
    if (over > 0) problems[field] = { kind: 'tooLong', over };
  }
  return problems;
}

/** What else a person should mend before an explicit save: half-filled rows and numbers that cannot be read. Pure. */
export function fillingProblems<Values extends CommonValues>(
  spec: FormSpec<Values>,
  values: Values,
): Problems {
  const problems = savingProblems(spec, values);
  for (const field of spec.amounts) {
    const amount = values[field] as AmountValue;
    if (amount.kind === 'amount' && parseWan(amount.text) === null) problems[field] = { kind: 'amount' };
  }
  const months = 'completionMonths' in values ? values.completionMonths : '';
  if (typeof months === 'string' && months.trim() !== '' && monthsOf(months) === null) {
    problems.completionMonths = { kind: 'months' };
  }
  for (const [index, row] of values.indicators.entries()) {
    if (!isBlank(row) && (row.metric.trim() === '' || rowValues(row) === null)) {
      problems[`indicators.${index}`] = { kind: 'indicator' };
    }
  }
  return problems;
}

/** What else submission needs. Pure. */
export function submissionProblems<Values extends CommonValues>(
  spec: FormSpec<Values>,
  values: Values,
): Problems {
  const problems = fillingProblems(spec, values);
  for (const field of spec.required) {
    const value = values[field];
    if (value === null || (typeof value === 'string' && value.trim() === '')) {
      problems[field] = { kind: 'required' };
    }
  }
  if (values.disclosure === 'targeted' && values.targets.length === 0) problems.targets = { kind: 'targets' };
  return problems;
}
