// `npm run chaos:search -- [--edits 1000] [--kills 100] [--wipes 1] [--clients 4] [--seed 1]`: needs the program
// `meilisearch` on the PATH or in MEILI_BIN, kills it and the service at random, and prints what is left wrong.
import { parseArgs } from 'node:util';
import { runChaos } from '../test/chaos/chaos.ts';
import { cleanUp } from '../test/start/service-process.ts';
import { whyNoServer } from '../test/support/meilisearch-server.ts';

const { values } = parseArgs({
  options: {
    edits: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '100' },
    wipes: { type: 'string', default: '1' },
    clients: { type: 'string', default: '4' },
    entries: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
});

const SLOWEST_P99_MS = 1200;

if (whyNoServer(true) !== null) process.exit(1);
try {
  const report = await runChaos({
    edits: Number(values.edits),
    kills: Number(values.kills),
    wipes: Number(values.wipes),
    clients: Number(values.clients),
    entries: Number(values.entries),
    seed: Number(values.seed),
    say: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  const { lost, drift, searches } = report;
  const wrong = [...lost, ...drift.missing, ...drift.extra, ...drift.different, ...drift.embedded];
  const fine = wrong.length + drift.jobs + searches.errors.length === 0 && searches.p99Ms <= SLOWEST_P99_MS;
  process.exitCode = fine ? 0 : 1;
} finally {
  cleanUp();
}
