import type { Db } from '../src/db/open.ts';
import { transact } from '../src/db/tx.ts';
import { seeded } from '../src/matching/learning/random.ts';
import type { Label } from '../src/matching/learning/recipes.ts';
import { FEATURES_VERSION } from '../src/matching/learning/vector.ts';
import type { MadeWith } from '../src/review/lessons/stored-lesson.ts';
import type { Match } from '../src/review/model.ts';
import { insertDecision, insertMatch } from '../src/review/store.ts';

/** Accepts a pair, or finds it unfit. */
export type Operator = (pair: Label, random: () => number) => boolean;

/** Accepts the likelier the nearer two entries are; half of what is shown is accepted near `middle`. */
export function honest(middle = 0.9): Operator {
  return ({ features: { values } }, random) => {
    const nearness = values.keyword + (values.semantic ?? values.keyword);
    return random() < 1 / (1 + Math.exp(-6 * (nearness - middle)));
  };
}

interface Seeding {
  /** Pairs whose features are taken, in turn and a little moved. */
  pairs: readonly Label[];
  count: number;
  operator: Operator;
  madeWith: MadeWith;
  seed?: number;
}

/** Writes decided matches of draft entries past the desk, as a year at the desk would leave them. */
export function seedDecisions(db: Db, { pairs, count, operator, madeWith, seed = 1 }: Seeding): void {
  const random = seeded(seed);
  const demands = Math.max(Math.ceil(count / 10), 2);
  transact(db, (tx) => {
    seedEntries(db, demands);
    for (let at = 0; at < count; at += 1) {
      const pair = moved(pairs[Math.floor(random() * pairs.length)]!, random);
      const accepted = operator(pair, random);
      const place = { demand: at % demands, achievement: Math.floor(at / demands) };
      const match = matchOf(at, place, pair, accepted, madeWith);
      insertMatch(tx.sql, match);
      const { score, rank, propensity, madeOf } = match;
      insertDecision(tx.sql, {
        id: `decision-${at}`,
        matchId: match.id,
        verdict: accepted ? 'accepted' : 'rejected',
        reasons: accepted ? [] : ['irrelevant'],
        note: '',
        before: 'suggested',
        accountId: null,
        at,
        shown: { score, rank, propensity, madeOf },
      });
    }
  });
}

function seedEntries(db: Db, demands: number): void {
  const content = JSON.stringify({ title: '示例', disclosure: 'public' });
  db.$client.exec(
    `INSERT OR IGNORE INTO organisations (id, name, kind, created_at) VALUES ('seeded', '示例', 'enterprise', 1)`,
  );
  const entry = db.$client.prepare(
    `INSERT OR IGNORE INTO entries (id, list, organisation_id, state, content, created_at, updated_at)
     VALUES (?, ?, 'seeded', 'draft', ?, 1, 1)`,
  );
  for (let at = 0; at < demands; at += 1) entry.run(`d${at}`, 'demands', content);
  for (let at = 0; at < 10; at += 1) entry.run(`a${at}`, 'achievements', content);
}

/** Decisions are made of more than one sees in the features: no two pairs are alike. */
function moved(pair: Label, random: () => number): Label {
  const { keyword, semantic } = pair.features.values;
  const near = (value: number) => Math.max(value + 0.1 * (random() - 0.5), 0);
  const values = {
    ...pair.features.values,
    keyword: near(keyword),
    semantic: semantic === null ? null : near(semantic),
  };
  return { ...pair, features: { version: FEATURES_VERSION, values } };
}

function matchOf(
  at: number,
  { demand, achievement }: { demand: number; achievement: number },
  pair: Label,
  accepted: boolean,
  { model, dtype }: MadeWith,
): Match {
  return {
    id: `match-${String(at).padStart(6, '0')}`,
    demandId: `d${demand}`,
    achievementId: `a${achievement}`,
    chain: at % 3 === 0 ? 'smart-manufacturing' : null,
    state: accepted ? 'accepted' : 'rejected',
    version: 2,
    open: true,
    flagged: false,
    ...{ score: 50, band: 'fair', placed: 50, rank: 1, exploratory: false, propensity: 1 },
    madeOf: {
      features: pair.features,
      statistics: { demands: 1, achievements: 1, floor: 0, ceiling: 1 },
      ...{ model, dtype, weights: 'default-1', estimated: true },
      texts: { demand: '', achievement: '' },
    },
    twins: [],
    ...{ suggestedAt: at, shownAt: at, updatedAt: at },
  };
}
