import type { Organisation } from '../identity/model.ts';
import type { FieldIssue } from '../kernel/errors.ts';
import { closingDay, type EntryContent, requiredFields } from './entry.ts';
import type { List } from './entry-model.ts';
import type { State } from './life-cycle.ts';
import type { Taxonomies } from './taxonomies.ts';

/** Rules of the form that need more than one field, the calendar or the taxonomies. Pure; gives every problem found. */
export function checkContent(content: EntryContent, taxonomies: Taxonomies): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const refuse = (field: string, value: string) =>
    issues.push({ field, text: 'field.taxonomy', params: { value } });
  if (content.chain !== null && !taxonomies.has('chains', content.chain)) refuse('chain', content.chain);
  for (const [index, value] of content.cooperation.entries()) {
    if (!taxonomies.has('cooperation', value)) refuse(`cooperation.${index}`, value);
  }
  for (const [index, { operator, values }] of content.indicators.entries()) {
    const [lower = 0, upper = 0] = values;
    if (operator === 'between' && lower > upper) {
      issues.push({ field: `indicators.${index}.values`, text: 'field.indicatorRange' });
    }
  }
  return issues;
}

/** Targets must be confirmed organisations; those of `known` were chosen before. Pure. */
export function checkTargets(
  { targets }: EntryContent,
  found: ReadonlyMap<string, Organisation>,
  known: string[],
): FieldIssue[] {
  return targets.flatMap((id, index): FieldIssue[] => {
    if (known.includes(id) || found.get(id)?.state === 'confirmed') return [];
    return [{ field: `targets.${index}`, text: 'field.target' }];
  });
}

/** The deadline of a demand, or the expiry of an achievement, must not have passed. */
export function checkClosingDay(content: EntryContent, today: string): FieldIssue[] {
  const closesOn = closingDay(content);
  if (closesOn === null || closesOn >= today) return [];
  return [{ field: 'deadline' in content ? 'deadline' : 'expiry', text: 'field.dayPast', params: { today } }];
}

/** What is still missing before an entry may stand before operators or the public. */
export function checkComplete(list: List, content: EntryContent): FieldIssue[] {
  const values = content as Record<string, unknown>;
  return requiredFields[list]
    .filter((field) => values[field] === null || values[field] === '')
    .map((field) => ({ field, text: 'field.required' as const }));
}

/** States in which an entry must be complete, because others read it. */
export function mustBeComplete(state: State): boolean {
  return state === 'submitted' || state === 'published';
}
