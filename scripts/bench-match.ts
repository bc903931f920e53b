// `npm run bench:match -- [--sizes 1000,10000,100000]`: how long one demand takes against many generated achievements.
// Vectors are random, texts are shuffled from the sample data: time does not depend on meaning. Every third achievement
// is masked, so it is scored by two texts: in full for operators, masked for the party that asks as well.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApp } from '../src/app.ts';
import { achievementContent } from '../src/catalog/achievement-model.ts';
import { demandContent } from '../src/catalog/demand-model.ts';
import { readConfig } from '../src/config.ts';
import { type Actor, service } from '../src/identity/model.ts';
import { sentences } from '../src/kernel/text.ts';
import { percentile } from '../src/matching/metrics.ts';
import type { Embedder } from '../src/search/ports.ts';

const DEMANDS = 40;
const RUNS = 5;
const DIMENSIONS = 512;

let seed = 7;
function random(below: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

const randomVectors: Embedder = {
  model: 'random',
  dtype: 'fp32',
  embed: async (texts) =>
    texts.map(() => {
      const vector = Float32Array.from({ length: DIMENSIONS }, () => random(2001) / 1000 - 1);
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    }),
  status: () => ({ ready: true, problem: null }),
  close: async () => undefined,
};

function readTexts(file: string): string[] {
  const lines = readFileSync(join('data/sample', file), 'utf8').trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}

/** About 210 characters of sample sentences in random order. */
function shuffledText(pool: string[]): string {
  let text = '';
  while (text.length < 190) text += pool[random(pool.length)];
  return text;
}

const toPool = (texts: string[]) =>
  texts.flatMap((text) => sentences(text).map(({ start, end }) => text.slice(start, end)));
const pools = {
  demands: toPool(readTexts('queries.jsonl')),
  achievements: toPool(readTexts('corpus.jsonl')),
};
const round = (value: number) => Number(value.toFixed(2));
const megabytes = () => {
  global.gc?.();
  return Math.round(process.memoryUsage().rss / 2 ** 20);
};

async function measure(size: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiebang-bench-'));
  const config = readConfig({ DATA_DIR: dataDir, MODE: 'production', LOG_LEVEL: 'warn' });
  const before = megabytes();
  const app = await createApp(config, { embedder: randomVectors });
  const { catalog, identity, matching } = app.services;
  const organisationOf = (kind: 'enterprise' | 'university') =>
    identity.createOrganisation({ name: '示例', kind, sample: true }).id;
  const asking = organisationOf('enterprise');
  const party: Actor = {
    kind: 'account',
    accountId: 'nobody',
    memberships: [{ organisationId: asking, role: 'enterprise' }],
    actsFor: [],
    address: null,
  };
  const published = { state: 'published', sample: true } as const;
  const title = (pool: string[]) => (pool[random(pool.length)] ?? '').slice(0, 19);
  const contents = Array.from({ length: size }, (_, at) =>
    achievementContent.parse({
      title: title(pools.achievements),
      summary: shuffledText(pools.achievements),
      disclosure: at % 3 === 0 ? 'masked' : 'public',
    }),
  );
  const answering = organisationOf('university');
  catalog.importEntries(
    service,
    'achievements',
    contents.map((content) => ({ ...published, organisationId: answering, content })),
  );
  const demands = catalog.importEntries(
    service,
    'demands',
    Array.from({ length: DEMANDS }, () => ({
      ...published,
      organisationId: asking,
      content: demandContent.parse({ title: title(pools.demands), problem: shuffledText(pools.demands) }),
    })),
  );
  const start = performance.now();
  await app.worker.drain();
  const indexSeconds = (performance.now() - start) / 1000;

  const rankTimes: number[] = [];
  const partyTimes: number[] = [];
  const answerTimes: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    for (const id of demands) {
      let begin = performance.now();
      await matching.rank(service, 'demands', id, { limit: 10, mode: 'hybrid' });
      // The first ranking also takes the statistics; that is start-up, not ranking.
      if (run > 0) rankTimes.push(performance.now() - begin);
      begin = performance.now();
      await matching.rank(party, 'demands', id, { limit: 10, mode: 'hybrid' });
      if (run > 0) partyTimes.push(performance.now() - begin);
      begin = performance.now();
      await matching.matches(service, 'demands', id, 10);
      if (run > 0) answerTimes.push(performance.now() - begin);
    }
  }
  const report = {
    achievements: size,
    indexSeconds: round(indexSeconds),
    rankP50Ms: round(percentile(rankTimes, 0.5)),
    rankP95Ms: round(percentile(rankTimes, 0.95)),
    partyP50Ms: round(percentile(partyTimes, 0.5)),
    partyP95Ms: round(percentile(partyTimes, 0.95)),
    withEvidenceP50Ms: round(percentile(answerTimes, 0.5)),
    withEvidenceP95Ms: round(percentile(answerTimes, 0.95)),
    memoryMB: megabytes() - before,
  };
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
  return report;
}

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '1000,10000' } } });
for (const size of values.sizes.split(',').map(Number)) {
  process.stdout.write(`${JSON.stringify(await measure(size))}\n`);
}
