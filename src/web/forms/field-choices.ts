import type { Demand } from '../../api/contracts/entries.ts';
import type { Level, List } from '../api/entry-types.ts';

/** Single fields where the author chose against the rule of the level. */
export type FieldChoices = Demand['fieldDisclosure'];
export type ChoosableField = keyof FieldChoices;
export type Choice = 'open' | 'masked';

/** The fields of each list's form that may be opened or masked one by one, in the order of the form. */
export const choosable: Record<List, readonly ChoosableField[]> = {
  demands: ['contact', 'indicators', 'reward', 'budget'],
  achievements: ['contact', 'indicators', 'price', 'patents'],
};

/** What a level masks unless its author says otherwise; the server's rule, which decides. */
const masked: readonly ChoosableField[] = ['contact', 'indicators', 'patents'];

/** What holds for a field where nothing was chosen. Pure. */
export function defaultChoice(level: Level, field: ChoosableField): Choice {
  return level === 'masked' && masked.includes(field) ? 'masked' : 'open';
}

/** Whether others never get this field, whatever was chosen: the contact of a masked entry. Pure. */
export function isFixed(level: Level, field: ChoosableField): boolean {
  return level === 'masked' && field === 'contact';
}

/** What holds for a field now. Pure. */
export function choiceOf(level: Level, choices: FieldChoices, field: ChoosableField): Choice {
  return isFixed(level, field) ? 'masked' : (choices[field] ?? defaultChoice(level, field));
}

/** The choices after one more; what the level says anyway is not kept, so that it follows the level. Pure. */
export function choose(
  level: Level,
  choices: FieldChoices,
  field: ChoosableField,
  choice: Choice,
): FieldChoices {
  const { [field]: _before, ...rest } = choices;
  return inOrder(choice === defaultChoice(level, field) ? rest : { ...rest, [field]: choice });
}

/** The same choices in a fixed order, by which two forms are compared. Pure. */
export function inOrder(choices: FieldChoices): FieldChoices {
  return Object.fromEntries(Object.entries(choices).sort(([one], [other]) => (one < other ? -1 : 1)));
}
