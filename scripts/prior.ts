// `npm run prior`: computes the prior of the configured model from the sample data and puts it beside the model.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import type { Prior } from '../src/matching/model.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'jiebang-prior-'));
const config = readConfig({
  ...process.env,
  DATA_DIR: dataDir,
  MODE: 'demo',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
});
const file = join(config.MODEL_DIR, config.EMBEDDING_MODEL, 'prior.json');
rmSync(file, { force: true });
const app = await createApp(config);
await app.worker.drain();
const { demands, achievements, floor, ceiling } = app.services.corpus.statistics();
const round = (value: number) => Number(value.toFixed(5));
const prior: Prior = {
  demandMean: Array.from(demands.mean, round),
  achievementMean: Array.from(achievements.mean, round),
  floor: round(floor),
  ceiling: round(ceiling),
};
writeFileSync(file, `${JSON.stringify(prior)}\n`);
process.stdout.write(
  `${file}: ${demands.vectors} demand and ${achievements.vectors} achievement vectors, ${floor} … ${ceiling}\n`,
);
await app.close();
rmSync(dataDir, { recursive: true, force: true });
