import { queryOptions } from '@tanstack/react-query';
import type { Pledge, PledgeBody } from '../../api/contracts/disclosure.ts';
import { call } from './client.ts';
import type { Entry, List } from './entry-types.ts';

export type { Pledge };

/** The confidentiality pledge in force, in both languages. */
export const pledgeQuery = queryOptions({
  queryKey: ['pledge'],
  queryFn: ({ signal }) => call<Pledge>('GET', '/pledge', { signal }),
});

/** An entry as others will read it; null where nobody will. Its version is in the key: each save asks anew. */
export function previewQuery({ list, id, version }: Pick<Entry, 'list' | 'id' | 'version'>) {
  return queryOptions({
    queryKey: ['preview', list, id, version],
    queryFn: ({ signal }) =>
      call<{ entry: Entry | null }>('GET', `/${list}/${encodeURIComponent(id)}/preview`, { signal }),
  });
}

/** Promises confidentiality and gives the whole entry. */
export function promise(list: List, id: string, body: PledgeBody): Promise<Entry> {
  return call<Entry>('POST', `/${list}/${encodeURIComponent(id)}/pledges`, { body });
}
