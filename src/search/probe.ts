import { describeError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/log.ts';
import type { Embedder } from './ports.ts';

/** Loads the model before anyone needs it, and notices when a missing one is back. */
export async function probe(embedder: Embedder, log: Logger): Promise<void> {
  if (embedder.status().ready) return;
  try {
    await embedder.embed([''], 'document');
  } catch (error) {
    log.warn(describeError(error));
  }
}
