-- A masked entry can be found by two texts: in full by its own readers, masked by everybody else. The index of full
-- texts keeps its rows; only what is known of each row grows.
CREATE TABLE search_documents_new (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  copy TEXT NOT NULL CHECK (copy IN ('whole', 'full', 'others')),
  list TEXT NOT NULL,
  version INTEGER NOT NULL,
  organisation_id TEXT NOT NULL,
  state TEXT NOT NULL,
  chain TEXT,
  region TEXT NOT NULL,
  trl INTEGER,
  closes_on TEXT,
  published_at INTEGER,
  amount REAL,
  UNIQUE (id, copy)
) STRICT;
INSERT INTO search_documents_new
SELECT number, id, CASE open WHEN 1 THEN 'whole' ELSE 'full' END, list, version, organisation_id, state, chain, region,
  trl, closes_on, published_at, amount
FROM search_documents;
DROP TABLE search_documents;
ALTER TABLE search_documents_new RENAME TO search_documents;
CREATE INDEX search_documents_by_list ON search_documents (list, copy, state);

-- The search server is compared with the database in parts, by the last letter of the ids.
CREATE INDEX entries_by_shard ON entries (list, substr(id, -1));

-- Topics are worked on side by side, each in the order its jobs were asked for.
DROP INDEX outbox_by_due;
CREATE INDEX outbox_by_due ON outbox (topic, parked, enqueued_at, key);
