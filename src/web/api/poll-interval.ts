import type { IndexStatus } from '../../api/contracts/index-status.ts';

/** Milliseconds to the next look: soon while something moves, seldom while all is quiet or unknown. Pure. */
export function pollInterval(status: IndexStatus | undefined): number {
  if (!status) return 15_000;
  const { server } = status;
  const moving =
    status.pending > 0 ||
    (server !== null &&
      (server.waiting > 0 || server.state === 'filling' || server.rebuild?.state === 'running'));
  return moving ? 2_000 : 15_000;
}
