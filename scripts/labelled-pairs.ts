import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { service } from '../src/identity/model.ts';
import type { FeatureVector } from '../src/matching/learning/vector.ts';
import type { BeirFolder } from '../src/transfer/beir.ts';

/** A labelled pair of a BEIR folder with what a learned score is made of; ids are the folder's. */
export interface LabelledPair {
  demandId: string;
  achievementId: string;
  grade: number;
  features: FeatureVector;
}

/**
 * Indexes a folder in a service of its own, embedded engine and the model of the environment as in `npm run evaluate`,
 * and gives its labelled pairs: demands in the order of the file, each one's pairs in that of the labels.
 */
export async function readLabelledPairs(folder: BeirFolder, say: (line: string) => void) {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiebang-learning-'));
  const { MODEL_DIR, EMBEDDING_MODEL, EMBEDDING_DTYPE, EMBEDDING_POOLING } = process.env;
  const { EMBEDDING_QUERY_PREFIX, EMBEDDING_DIMENSIONS, EMBEDDING_THREADS } = process.env;
  const model = { MODEL_DIR, EMBEDDING_MODEL, EMBEDDING_DTYPE, EMBEDDING_POOLING };
  const more = { EMBEDDING_QUERY_PREFIX, EMBEDDING_DIMENSIONS, EMBEDDING_THREADS };
  const config = readConfig({
    ...model,
    ...more,
    DATA_DIR: dataDir,
    MODE: 'production',
    LOG_LEVEL: 'warn',
  });
  // The log goes to stderr: stdout holds the one JSON object.
  const log = pino({ level: 'warn' }, pino.destination(2));
  try {
    const app = await createApp(config, { log });
    try {
      const { transfer, matching, indexing } = app.services;
      say(`indexing ${folder.queries.length} demands and ${folder.corpus.length} achievements …`);
      const ids = transfer.importBeir(service, folder);
      await app.worker.drain();
      const { pending, failed } = await indexing.status(service);
      if (pending + failed > 0)
        throw new Error(`${pending + failed} entries could not be indexed: the model is unavailable`);
      const pairs: LabelledPair[] = [];
      for (const { _id: demandId } of folder.queries) {
        const grades = [...(folder.grades.get(demandId) ?? [])];
        const own = grades.map(([external]) => ids.achievements.get(external) ?? '');
        const vectors = await matching.vectors(service, 'demands', ids.demands.get(demandId) ?? '', own);
        for (const [at, [achievementId, grade]] of grades.entries()) {
          const features = vectors.get(own[at]!);
          if (features !== undefined) pairs.push({ demandId, achievementId, grade, features });
        }
      }
      return { pairs, model: config.EMBEDDING_MODEL, dtype: config.EMBEDDING_DTYPE };
    } finally {
      await app.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
