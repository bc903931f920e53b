import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { choicesQuery } from '../api/organisations.ts';

/**
 * The names of chosen organisations. An entry holds their ids only, so names come from what was chosen here and from
 * the first organisations of the register.
 */
export function useTargetNames(ids: readonly string[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const first = useQuery({ ...choicesQuery(''), enabled: ids.some((id) => !chosen.has(id)) });
  return {
    of: (id: string): string | undefined =>
      chosen.get(id) ?? first.data?.items.find((item) => item.id === id)?.name,
    remember: (id: string, name: string): void => setChosen((before) => new Map(before).set(id, name)),
  };
}
