import type { CatalogService } from '../catalog/service.ts';
import type { Db } from '../db/open.ts';
import { readSetting, writeSetting } from '../db/settings.ts';
import { transact } from '../db/tx.ts';
import { service } from '../identity/model.ts';
import type { IdentityService } from '../identity/service.ts';
import { type Clock, shanghaiDay } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { newToken } from '../kernel/ids.ts';
import { loadSample, readSampleAccounts, type SampleAccount } from './sample.ts';

type ModeName = 'demo' | 'production';

const SETTING = 'mode';
const DEMO_PASSWORD_LENGTH = 12;

/** What the process tells the person who started it. */
export type Welcome =
  | { mode: 'demo'; accounts: SampleAccount[] }
  | { mode: 'production'; setupToken: string | null };

interface ModeDeps {
  db: Db;
  clock: Clock;
  catalog: CatalogService;
  identity: IdentityService;
  sampleFolder: string;
  /** What the operator asked for; a data folder without a mode yet is made in it, `demo` when nothing is asked. */
  asked: ModeName | undefined;
  host: string;
  demoPassword: string | undefined;
}

/**
 * Opens a data folder in the mode it was made in, and fills a new one: demo loads the sample data, production offers
 * a one-time set-up token until an account exists. Throws `conflict` for the wrong mode or a demo on an open address.
 */
export async function prepareMode(deps: ModeDeps): Promise<Welcome> {
  const { db, clock, catalog, identity, sampleFolder, asked, host, demoPassword } = deps;
  const stored = readSetting(db, SETTING) as ModeName | undefined;
  const mode = stored ?? asked ?? 'demo';
  if (asked !== undefined && asked !== mode) {
    throw new AppError('conflict', 'error.modeMismatch', { params: { stored: mode, asked } });
  }
  if (mode === 'production') {
    if (stored === undefined) transact(db, (tx) => writeSetting(tx.sql, SETTING, mode));
    return { mode, setupToken: identity.hasAccounts() ? null : identity.offerSetup() };
  }
  if (!['127.0.0.1', 'localhost', '::1'].includes(host)) throw new AppError('conflict', 'error.demoLoopback');

  const accounts = readSampleAccounts(sampleFolder).map((name) => ({
    name,
    password: demoPassword ?? newToken().slice(0, DEMO_PASSWORD_LENGTH),
  }));
  const hashes = new Map<string, string>();
  for (const { name, password } of accounts) hashes.set(name, await identity.hashPassword(password));
  transact(db, (tx) => {
    if (stored === undefined) {
      writeSetting(tx.sql, SETTING, mode);
      loadSample(service, sampleFolder, { catalog, identity, hashes, today: shanghaiDay(clock.now()) });
    }
    // Passwords are stored nowhere in the clear, so every start of a demo makes the printed ones valid.
    for (const [name, hash] of hashes) identity.setPasswordHash(name, hash);
  });
  return { mode, accounts };
}
