-- Who may see and do what. Organisations register and are confirmed; people are invited, prove themselves with a
-- second factor, and act for others only with recorded consent.
ALTER TABLE organisations ADD COLUMN credit_code TEXT;
ALTER TABLE organisations ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN state TEXT NOT NULL DEFAULT 'confirmed'
  CHECK (state IN ('pending', 'confirmed', 'refused', 'closed'));
ALTER TABLE organisations ADD COLUMN review_note TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1);
CREATE UNIQUE INDEX organisations_by_credit_code ON organisations (credit_code) WHERE credit_code IS NOT NULL;
CREATE INDEX organisations_by_state ON organisations (state, created_at);

ALTER TABLE accounts ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN state TEXT NOT NULL DEFAULT 'active'
  CHECK (state IN ('active', 'deactivated', 'deleted'));
ALTER TABLE accounts ADD COLUMN password_changed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN consent_version INTEGER;
ALTER TABLE accounts ADD COLUMN consented_at INTEGER;
-- A secret that was not confirmed yet proves nothing. The last step is remembered so that a code works once.
ALTER TABLE accounts ADD COLUMN totp_secret TEXT;
ALTER TABLE accounts ADD COLUMN totp_confirmed_at INTEGER;
ALTER TABLE accounts ADD COLUMN totp_last_step INTEGER NOT NULL DEFAULT -1;
ALTER TABLE accounts ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1);

-- 三员分立: who keeps the system never reviews its log, in no organisation.
CREATE TRIGGER memberships_keep_audit_apart BEFORE INSERT ON memberships
WHEN NEW.role IN ('auditor', 'admin') AND EXISTS (
  SELECT 1 FROM memberships
  WHERE account_id = NEW.account_id AND role IN ('auditor', 'admin') AND role <> NEW.role
)
BEGIN SELECT raise(ABORT, 'one account is never both auditor and admin'); END;
CREATE TRIGGER memberships_are_never_changed BEFORE UPDATE ON memberships
BEGIN SELECT raise(ABORT, 'a membership is added or removed, never changed'); END;

-- The id names a session to its owner; it is the beginning of a hash and opens nothing.
ALTER TABLE sessions ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN address TEXT;
ALTER TABLE sessions ADD COLUMN agent TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN second_factor INTEGER NOT NULL DEFAULT 0 CHECK (second_factor IN (0, 1));
UPDATE sessions SET id = substr(token_hash, 1, 22);

-- Failed sign-ins by account name (hashed, so that unknown names lock alike) and by address.
CREATE TABLE sign_in_failures (
  subject TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  locked_until INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE recovery_codes (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  code_hash TEXT NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (account_id, code_hash)
) STRICT;

CREATE TABLE password_resets (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX password_resets_by_account ON password_resets (account_id);

CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  token_hash TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  second_factor INTEGER NOT NULL DEFAULT 0 CHECK (second_factor IN (0, 1)),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER
) STRICT;
CREATE INDEX api_tokens_by_account ON api_tokens (account_id, created_at);

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('enterprise', 'researcher', 'operator', 'expert', 'auditor', 'admin')),
  email TEXT NOT NULL DEFAULT '',
  created_by TEXT REFERENCES accounts (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  accepted_by TEXT REFERENCES accounts (id) ON DELETE SET NULL,
  accepted_at INTEGER,
  revoked_at INTEGER
) STRICT;
CREATE INDEX invitations_by_organisation ON invitations (organisation_id, created_at);

-- 帮办代办: a party lets an operator act for it.
CREATE TABLE consents (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  given_by TEXT NOT NULL CHECK (given_by <> ''),
  form TEXT NOT NULL CHECK (form IN ('written', 'spoken', 'in-person')),
  note TEXT NOT NULL DEFAULT '',
  recorded_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX consents_by_account ON consents (account_id, expires_at);
CREATE INDEX consents_by_organisation ON consents (organisation_id, recorded_at);

-- Whether an operator filled in or moved it for its organisation.
ALTER TABLE entries ADD COLUMN delegated INTEGER NOT NULL DEFAULT 0 CHECK (delegated IN (0, 1));

-- The level by which others are let in: a public entry with a masked field is read in another text by others.
ALTER TABLE entries ADD COLUMN audience TEXT NOT NULL GENERATED ALWAYS AS (
  iif(content ->> '$.disclosure' = 'public' AND instr(coalesce(content -> '$.fieldDisclosure', ''), '"masked"') > 0,
    'masked', content ->> '$.disclosure')
) VIRTUAL;

-- Which organisations promised to keep a 定向 entry to themselves, in which wording.
CREATE TABLE pledges (
  entry_id TEXT NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  wording INTEGER NOT NULL,
  account_id TEXT REFERENCES accounts (id) ON DELETE SET NULL,
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (entry_id, organisation_id, wording)
) STRICT;
CREATE INDEX pledges_by_organisation ON pledges (organisation_id, wording);

-- A masked entry is scored by two texts: in full for operators and its own readers, masked for everybody else.
CREATE TABLE entry_features_new (
  entry_id TEXT NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
  text TEXT NOT NULL CHECK (text IN ('full', 'masked')),
  version INTEGER NOT NULL,
  characters BLOB NOT NULL,
  bigrams BLOB NOT NULL,
  PRIMARY KEY (entry_id, text)
) STRICT;
INSERT INTO entry_features_new SELECT entry_id, 'full', version, characters, bigrams FROM entry_features;
DROP TABLE entry_features;
ALTER TABLE entry_features_new RENAME TO entry_features;

CREATE TABLE entry_vectors_new (
  entry_id TEXT NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
  text TEXT NOT NULL CHECK (text IN ('full', 'masked')),
  model TEXT NOT NULL,
  dtype TEXT NOT NULL,
  chunk INTEGER NOT NULL,
  chunks INTEGER NOT NULL,
  text_hash TEXT NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (entry_id, text, model, dtype, chunk)
) STRICT;
INSERT INTO entry_vectors_new
SELECT entry_id, 'full', model, dtype, chunk, chunks, text_hash, vector FROM entry_vectors;
DROP TABLE entry_vectors;
ALTER TABLE entry_vectors_new RENAME TO entry_vectors;

-- The log says more of each line; what each line's hash covers is told by its format.
ALTER TABLE audit_log ADD COLUMN format INTEGER NOT NULL DEFAULT 1 CHECK (format IN (1, 2));
ALTER TABLE audit_log ADD COLUMN address TEXT;
ALTER TABLE audit_log ADD COLUMN for_organisation_id TEXT;
ALTER TABLE audit_log ADD COLUMN outcome TEXT NOT NULL DEFAULT 'done' CHECK (outcome IN ('done', 'refused'));
ALTER TABLE audit_log ADD COLUMN before TEXT CHECK (before IS NULL OR json_valid(before));
ALTER TABLE audit_log ADD COLUMN after TEXT CHECK (after IS NULL OR json_valid(after));
CREATE INDEX audit_log_by_subject ON audit_log (subject_id, number);
CREATE INDEX audit_log_by_actor ON audit_log (actor_id, number);
CREATE INDEX audit_log_by_action ON audit_log (action, number);

-- Answers of creating requests, so that one sent twice is carried out once.
CREATE TABLE idempotent_answers (
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status INTEGER,
  body TEXT,
  headers TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (actor, key)
) STRICT;
CREATE INDEX idempotent_answers_by_age ON idempotent_answers (at);
