import type { Demand } from '../../api/contracts/entries.ts';
import type { EntryBody } from '../api/entry-types.ts';
import { demandSpec } from '../forms/form-spec.ts';
import { quote } from '../matches/evidence.ts';

const LONGEST_TITLE = 80;

/** A draft like this demand, for another round: its deadline is open again. Pure. */
export function copyOf(demand: Demand): EntryBody {
  return { ...bodyOf(demand), deadline: null } as EntryBody;
}

function bodyOf(demand: Demand): EntryBody {
  const { id } = demand.organisation;
  return { ...demandSpec.body(demandSpec.values(demand)), ...(id === null ? {} : { organisationId: id }) };
}

/** A draft for each of the tasks that a demand lists, otherwise like the demand. Pure. */
export function splitInto(
  demand: Demand,
  parts: readonly { field: string; start: number; end: number }[],
): EntryBody[] {
  return parts.map((part, at) => {
    const suffix = `（${at + 1}）`;
    const title = `${demand.title.slice(0, LONGEST_TITLE - suffix.length).toWellFormed()}${suffix}`;
    return {
      ...bodyOf(demand),
      title,
      problem: quote(demand, part).trim(),
      technology: '',
      goals: '',
    } as EntryBody;
  });
}

/** Thirty days after today or after the deadline that stands, whichever is later, as a Shanghai day. Pure. */
export function extendedDeadline(deadline: string | null, today: string): string {
  const from = deadline !== null && deadline > today ? deadline : today;
  return new Date(Date.parse(from) + 30 * 86_400_000).toISOString().slice(0, 10);
}
