import { queryOptions } from '@tanstack/react-query';
import type { EntryPage, TransitionBody } from '../../api/contracts/entries.ts';
import type { SearchAnswer } from '../../api/contracts/search.ts';
import type { Language } from '../texts/language.tsx';
import { call } from './client.ts';
import type { Entry, EntryBody, EntryPatch, List, Matches } from './entry-types.ts';

export function searchQuery(query: URLSearchParams) {
  return queryOptions({
    queryKey: ['search', query.toString()],
    queryFn: ({ signal }) => call<SearchAnswer>('GET', '/search', { query, signal }),
  });
}

export function pageQuery(list: List, query: URLSearchParams) {
  return queryOptions({
    queryKey: ['page', list, query.toString()],
    queryFn: ({ signal }) => call<EntryPage>('GET', `/${list}`, { query, signal }),
  });
}

export function entryQuery(list: List, id: string) {
  return queryOptions({
    queryKey: ['entry', list, id],
    queryFn: ({ signal }) => call<Entry>('GET', `/${list}/${encodeURIComponent(id)}`, { signal }),
  });
}

/** An entry as a form took it up: read fresh, then left alone, or a refetch would pull the text from under its author. */
export function openedEntryQuery(list: List, id: string) {
  return queryOptions({
    queryKey: ['form', list, id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) => call<Entry>('GET', `/${list}/${encodeURIComponent(id)}`, { signal }),
  });
}

/** The language is part of the key because a degraded answer says why in words. */
export function matchesQuery(list: List, id: string, language: Language) {
  return queryOptions({
    queryKey: ['matches', list, id, language],
    queryFn: ({ signal }) =>
      call<Matches>('GET', `/${list}/${encodeURIComponent(id)}/matches`, {
        query: new URLSearchParams({ limit: '20' }),
        signal,
      }),
  });
}

export function createEntry(list: List, body: EntryBody): Promise<Entry> {
  return call<Entry>('POST', `/${list}`, { body });
}

export function changeEntry(list: List, id: string, patch: EntryPatch): Promise<Entry> {
  return call<Entry>('PATCH', `/${list}/${encodeURIComponent(id)}`, { body: patch });
}

export function moveEntry(list: List, id: string, body: TransitionBody): Promise<Entry> {
  return call<Entry>('POST', `/${list}/${encodeURIComponent(id)}/transitions`, { body });
}
