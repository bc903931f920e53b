-- Identity, the two lists, the log, the outbox, and what search and matching derive from the lists.

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('enterprise', 'university', 'institute', 'medical', 'broker', 'authority')),
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  display_name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE memberships (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('enterprise', 'researcher', 'operator', 'expert', 'auditor', 'admin')),
  PRIMARY KEY (account_id, organisation_id, role)
) STRICT;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account_id);

-- One row per entry of either list. `content` is the form as filled in; the generated columns mirror what lists
-- are filtered and sorted by, so the two can never differ.
CREATE TABLE entries (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  list TEXT NOT NULL CHECK (list IN ('demands', 'achievements')),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  state TEXT NOT NULL CHECK (
    state IN ('draft', 'submitted', 'returned', 'rejected', 'published', 'withdrawn')
    OR (list = 'demands' AND state IN ('claimed', 'negotiating', 'evaluating', 'announced', 'signed', 'executing',
      'accepted', 'archived', 'unclaimed', 'terminated'))
    OR (list = 'achievements' AND state IN ('transferred', 'paused', 'expired'))
  ),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  content TEXT NOT NULL CHECK (json_valid(content) AND content ->> '$.title' IS NOT NULL),
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  review_note TEXT NOT NULL DEFAULT '',
  created_by TEXT REFERENCES accounts (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  published_at INTEGER,
  chain TEXT GENERATED ALWAYS AS (content ->> '$.chain') VIRTUAL,
  disclosure TEXT NOT NULL GENERATED ALWAYS AS (content ->> '$.disclosure') VIRTUAL
    CHECK (disclosure IN ('public', 'masked', 'targeted', 'internal')),
  closes_on TEXT GENERATED ALWAYS AS (coalesce(content ->> '$.deadline', content ->> '$.expiry')) VIRTUAL,
  CHECK (state <> 'published' OR published_at IS NOT NULL)
) STRICT;
CREATE INDEX entries_by_creation ON entries (list, id DESC);
CREATE INDEX entries_by_organisation ON entries (organisation_id, list, id DESC);
CREATE INDEX entries_by_state ON entries (list, state, closes_on);

-- Append-only: each row's hash covers the one before it.
CREATE TABLE audit_log (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor_id TEXT,
  action TEXT NOT NULL,
  subject_id TEXT,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
-- INSERT OR REPLACE would delete without asking the trigger on DELETE.
CREATE TRIGGER audit_log_is_never_replaced BEFORE INSERT ON audit_log
WHEN EXISTS (SELECT 1 FROM audit_log WHERE number = NEW.number)
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_is_never_cut BEFORE DELETE ON audit_log
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;

CREATE TABLE outbox (
  topic TEXT NOT NULL,
  key TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  attempts INTEGER NOT NULL DEFAULT 0,
  run_after INTEGER NOT NULL DEFAULT 0,
  parked INTEGER NOT NULL DEFAULT 0 CHECK (parked IN (0, 1)),
  error TEXT,
  enqueued_at INTEGER NOT NULL,
  PRIMARY KEY (topic, key)
) STRICT;
CREATE INDEX outbox_by_due ON outbox (parked, enqueued_at, key);

-- The embedded search engine: one row per entry to filter by, and its pre-segmented text.
CREATE TABLE search_documents (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  list TEXT NOT NULL,
  version INTEGER NOT NULL,
  organisation_id TEXT NOT NULL,
  state TEXT NOT NULL,
  open INTEGER NOT NULL CHECK (open IN (0, 1)),
  chain TEXT,
  region TEXT NOT NULL,
  trl INTEGER,
  closes_on TEXT,
  published_at INTEGER,
  amount REAL
) STRICT;
CREATE INDEX search_documents_by_list ON search_documents (list, open, state);
CREATE VIRTUAL TABLE search_texts USING fts5 (
  title_characters, title_bigrams, body_characters, body_bigrams,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

-- What matching keeps of each entry, so that a start need not read every text again.
CREATE TABLE terms (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE entry_features (
  entry_id TEXT PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  characters BLOB NOT NULL,
  bigrams BLOB NOT NULL
) STRICT;

CREATE TABLE entry_vectors (
  entry_id TEXT NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
  model TEXT NOT NULL,
  dtype TEXT NOT NULL,
  chunk INTEGER NOT NULL,
  chunks INTEGER NOT NULL,
  text_hash TEXT NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (entry_id, model, dtype, chunk)
) STRICT;
