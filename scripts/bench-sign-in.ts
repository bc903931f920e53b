// `npm run bench:sign-in [-- --clients 8 --rounds 12]`: how long signing in takes while several people do so at once.
// Real argon2 and real HTTP on loopback; the clients run in this process too, so the figures err on the slow side.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { percentile } from '../src/matching/metrics.ts';
import type { Embedder } from '../src/search/ports.ts';

const PASSWORD = 'a long enough password';

/** Signing in needs no model. */
const noModel: Embedder = {
  model: 'none',
  dtype: 'fp32',
  embed: async () => [],
  status: () => ({ ready: true, problem: null }),
  close: async () => undefined,
};

const { values } = parseArgs({
  options: { clients: { type: 'string', default: '8' }, rounds: { type: 'string', default: '12' } },
});
const clients = Number(values.clients);
const rounds = Number(values.rounds);
const dataDir = mkdtempSync(join(tmpdir(), 'jiebang-bench-'));
const config = readConfig({
  DATA_DIR: dataDir,
  MODE: 'production',
  LOG_LEVEL: 'warn',
  PORT: '0',
  RATE_LIMITS: 'off',
});
const app = await createApp(config, { embedder: noModel });
const { identity } = app.services;
const { id: organisationId } = identity.createOrganisation({
  name: '示例',
  kind: 'enterprise',
  sample: true,
});
const passwordHash = await identity.hashPassword(PASSWORD);
for (let i = 0; i < clients; i += 1) {
  const account = { name: `person${i}`, displayName: `person${i}`, passwordHash };
  identity.createAccount(account, [{ organisationId, role: 'enterprise' }]);
}
const address = await app.server.listen({ host: config.HOST, port: config.PORT });

async function signIn(client: number): Promise<number> {
  const begin = performance.now();
  const answer = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: `person${client}`, password: PASSWORD }),
  });
  await answer.text();
  if (answer.status !== 201) throw new Error(`signing in answered ${answer.status}`);
  return performance.now() - begin;
}

await signIn(0);
const times: number[] = [];
await Promise.all(
  Array.from({ length: clients }, async (_, client) => {
    for (let round = 0; round < rounds; round += 1) times.push(await signIn(client));
  }),
);
const alone: number[] = [];
for (let round = 0; round < rounds; round += 1) alone.push(await signIn(0));
const round = (value: number) => Number(value.toFixed(1));
const report = {
  processors: cpus().length,
  clients,
  signIns: times.length,
  p50Ms: round(percentile(times, 0.5)),
  p95Ms: round(percentile(times, 0.95)),
  slowestMs: round(Math.max(...times)),
  aloneP50Ms: round(percentile(alone, 0.5)),
  costs: /\$argon2id\$[^$]+\$([^$]+)\$/.exec(passwordHash)?.[1],
};
process.stdout.write(`${JSON.stringify(report)}\n`);
await app.close();
rmSync(dataDir, { recursive: true, force: true });
