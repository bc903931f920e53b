/** Which fields differ between two forms. Pure. */
export function changedFields(before: object, after: object): string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .filter(([field, value]) => !same(old.get(field), value))
    .map(([field]) => field);
}

/** Only the fields that were changed, with their new values. Pure. */
export function changesBetween<Form extends object>(before: Form, after: Form): Partial<Form> {
  return pick(after, changedFields(before, after));
}

/** Some fields of a form. Pure. */
export function pick<Form extends object>(form: Form, fields: readonly string[]): Partial<Form> {
  return Object.fromEntries(
    Object.entries(form).filter(([field]) => fields.includes(field)),
  ) as Partial<Form>;
}

/** Forms hold plain data in a fixed key order, so their JSON tells whether they are the same. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
