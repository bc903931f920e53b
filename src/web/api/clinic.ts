import { queryOptions } from '@tanstack/react-query';
import type { Clinic } from '../../api/contracts/clinic.ts';
import { call } from './client.ts';

export type { Clinic };
export type Obstacle = NonNullable<Clinic['obstacles']>['items'][number];

/** The check-up of a demand, as it is in this version. */
export function clinicQuery(id: string, version: number) {
  return queryOptions({
    // Another version is another examination.
    queryKey: ['clinic', id, version],
    queryFn: ({ signal }) => call<Clinic>('GET', `/demands/${encodeURIComponent(id)}/clinic`, { signal }),
  });
}
