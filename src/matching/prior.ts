import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../kernel/log.ts';
import { type Prior, priorSchema } from './model.ts';

/**
 * The prior shipped beside a model (`npm run prior` makes it); undefined for models that have none, and for a
 * damaged one, which is logged: rankings then go without it until the file is mended and the service restarted.
 */
export function readPrior(modelFolder: string, log: Logger): Prior | undefined {
  const file = join(modelFolder, 'prior.json');
  if (!existsSync(file)) return undefined;
  try {
    return priorSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    log.error({ err: error, file }, 'the prior of the model cannot be read and is left out');
    return undefined;
  }
}
