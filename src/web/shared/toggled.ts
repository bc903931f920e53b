/** These with this one more, or without it where it was among them. Pure. */
export function toggled<Item>(all: readonly Item[], one: Item): Item[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}
