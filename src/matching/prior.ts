import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Prior, priorSchema } from './model.ts';

/** The prior shipped beside a model (`npm run prior` makes it); undefined for models that have none. */
export function readPrior(modelFolder: string): Prior | undefined {
  const file = join(modelFolder, 'prior.json');
  return existsSync(file) ? priorSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
