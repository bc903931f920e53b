-- Suggested matches 匹配建议, what operators decide about them, and the parties' answers after an introduction.
CREATE TABLE matches (
  id TEXT PRIMARY KEY,
  demand_id TEXT NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
  achievement_id TEXT NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
  chain TEXT,
  state TEXT NOT NULL CHECK (state IN
    ('suggested', 'accepted', 'rejected', 'deferred', 'introduced', 'in_talks', 'agreed', 'ended')),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  -- Whether both entries are published; others wait outside the queue and keep what was decided.
  open INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1)),
  flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1)),
  score REAL NOT NULL,
  band TEXT NOT NULL CHECK (band IN ('strong', 'fair', 'weak', 'none')),
  -- Where it stands in the queue: its score, or for an exploratory one that of its neighbour.
  placed REAL NOT NULL,
  -- Its place in the demand's or the achievement's ranking, 1 = best, and the chance with which it came into the queue.
  rank INTEGER NOT NULL,
  exploratory INTEGER NOT NULL DEFAULT 0 CHECK (exploratory IN (0, 1)),
  propensity REAL NOT NULL DEFAULT 1,
  -- What made the score: features, statistics, model, weights, text hashes. The score can be computed again from it.
  made_of TEXT NOT NULL CHECK (json_valid(made_of)),
  -- Entries that say nearly the same as its achievement or demand and were therefore not suggested beside it.
  twins TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(twins)),
  suggested_at INTEGER NOT NULL,
  shown_at INTEGER,
  updated_at INTEGER NOT NULL,
  UNIQUE (demand_id, achievement_id)
) STRICT;
CREATE INDEX matches_queue ON matches (open, state, placed DESC, id);
CREATE INDEX matches_queue_by_chain ON matches (open, state, chain, placed DESC, id);
CREATE INDEX matches_by_achievement ON matches (achievement_id);

-- 审核意见, append-only: an undone decision is followed by a line that takes it back.
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  match_id TEXT NOT NULL REFERENCES matches (id) ON DELETE CASCADE,
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'deferred', 'undone', 'reopened')),
  reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
  note TEXT NOT NULL DEFAULT '',
  -- The state before, which undoing brings back.
  before TEXT NOT NULL,
  account_id TEXT,
  at INTEGER NOT NULL,
  -- What the operator saw: score, rank, features, model, propensity.
  shown TEXT NOT NULL CHECK (json_valid(shown))
) STRICT;
CREATE INDEX decisions_by_match ON decisions (match_id, number);
CREATE INDEX decisions_by_account ON decisions (account_id, number);
CREATE INDEX decisions_by_time ON decisions (at);
CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
BEGIN SELECT raise(ABORT, 'a decision is never changed'); END;

-- 推送双方: one line when the operator sends it, then the answers and steps of the parties; append-only.
CREATE TABLE introduction_steps (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  match_id TEXT NOT NULL REFERENCES matches (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('introduced', 'interested', 'declined', 'agreed', 'ended', 'withdrawn')),
  -- Whose step it is; null for the operator's introduction and for the end that comes with a withdrawn entry.
  side TEXT CHECK (side IN ('demand', 'achievement')),
  reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
  note TEXT NOT NULL DEFAULT '',
  -- For whom the note is written: for the operators, or for the other party, too.
  note_to TEXT NOT NULL DEFAULT 'bureau' CHECK (note_to IN ('bureau', 'both')),
  -- 代办: an operator made the step for the party.
  delegated INTEGER NOT NULL DEFAULT 0 CHECK (delegated IN (0, 1)),
  account_id TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX introduction_steps_by_match ON introduction_steps (match_id, number);
CREATE TRIGGER introduction_steps_are_never_changed BEFORE UPDATE ON introduction_steps
BEGIN SELECT raise(ABORT, 'a step of an introduction is never changed'); END;

-- How far each person has read an introduction: the number of the newest step they saw.
CREATE TABLE introduction_reads (
  match_id TEXT NOT NULL REFERENCES matches (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  PRIMARY KEY (match_id, account_id)
) STRICT;

-- Learned scores 模型: every night's lesson; the active one is the newest activation.
CREATE TABLE score_models (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  -- Null: what was learned was refused, for the reasons in its lesson, and can never be activated.
  model TEXT CHECK (json_valid(model)),
  lesson TEXT NOT NULL CHECK (json_valid(lesson)),
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE score_model_activations (
  number INTEGER PRIMARY KEY,
  -- Null: back to the default weights.
  model_name TEXT REFERENCES score_models (name),
  -- Null: by the service itself.
  account_id TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER lessons_are_never_changed BEFORE UPDATE ON score_models
BEGIN SELECT raise(ABORT, 'a lesson is never changed'); END;
CREATE TRIGGER lessons_are_never_removed BEFORE DELETE ON score_models
BEGIN SELECT raise(ABORT, 'a lesson is never removed'); END;
CREATE TRIGGER activations_are_never_changed BEFORE UPDATE ON score_model_activations
BEGIN SELECT raise(ABORT, 'an activation is never changed'); END;
CREATE TRIGGER activations_are_never_removed BEFORE DELETE ON score_model_activations
BEGIN SELECT raise(ABORT, 'an activation is never removed'); END;

-- Masking takes out more than it did (numbers in words), so masked copies are made anew at the next start.
-- rows may change: entry_features
DELETE FROM entry_features WHERE text = 'masked';
