-- SPDX-License-Identifier: Apache-2.0
-- Up Migration

-- The epoch that this database serves, as the journal's fence has it (its createFence): many rows, all
-- with one epoch, of which each connection locks its own. Whoever writes payments holds its row in the
-- same transaction, so that an epoch is opened only when no writer of an older one is left.
CREATE TABLE fence (
  id integer PRIMARY KEY,
  epoch bigint NOT NULL,
  -- When it was raised to that, by this server's clock: how old the epoch is.
  raised_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO fence SELECT id, 0 FROM generate_series(1, 64) AS id;

-- The furthest that a clock of any process, or of a database that served this one's rows, ever was.
CREATE TABLE clock (
  id smallint PRIMARY KEY CHECK (id = 1),
  highest_ms bigint NOT NULL
);
INSERT INTO clock VALUES (1, 0);

CREATE TABLE processes (
  process text PRIMARY KEY,
  epoch bigint NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE merchants (
  id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_keys (
  hash bytea PRIMARY KEY CHECK (length(hash) = 32),
  merchant text COLLATE "C" NOT NULL REFERENCES merchants,
  revoked_at timestamptz
);
CREATE INDEX api_keys_by_merchant ON api_keys (merchant);

-- A merchant is no foreign key here: merchants are not in the journal, payments are, and a replay must
-- not fail over a merchant that the lost region knew.
CREATE TABLE operations (
  id text COLLATE "C" PRIMARY KEY,
  payment text COLLATE "C" NOT NULL,
  kind text NOT NULL CHECK (kind IN ('charge', 'refund')),
  merchant text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  processor text NOT NULL,
  at_ms bigint NOT NULL,
  status text NOT NULL
    CHECK (status IN ('pending', 'accepted', 'succeeded', 'declined', 'needs_review')),
  version integer NOT NULL CHECK (version > 0),
  journaled integer NOT NULL CHECK (journaled >= 0),
  reference text,
  declined text,
  epoch bigint NOT NULL,
  lease_owner text NOT NULL,
  lease_until timestamptz NOT NULL,
  UNIQUE (merchant, key)
);
-- Rows change twice soon after they are made: room on the page keeps that cheap.
ALTER TABLE operations SET (fillfactor = 70);
CREATE INDEX operations_refunds ON operations (payment) WHERE kind = 'refund';
CREATE INDEX operations_by_time ON operations (merchant, at_ms DESC, id DESC);
CREATE INDEX operations_open ON operations (lease_until)
  WHERE status = 'pending' OR journaled < version;
CREATE INDEX operations_accepted ON operations (at_ms) WHERE status = 'accepted';
-- A processor's report may name a refund by its reference alone; a charge's line has our id, and
-- charges, which are most of all, pay for no index that only refunds need.
CREATE INDEX operations_refund_references ON operations (reference) WHERE kind = 'refund';

-- Each step's record, as text, exactly as it goes into the journal: jsonb would make it anew.
CREATE TABLE steps (
  operation text COLLATE "C" NOT NULL REFERENCES operations,
  version integer NOT NULL,
  body json NOT NULL,
  PRIMARY KEY (operation, version)
);

-- A posting's time is when its operation succeeded, or was replayed here. It is of this database alone:
-- no record of the journal has it.
CREATE TABLE postings (
  operation text COLLATE "C" NOT NULL REFERENCES operations,
  account text NOT NULL,
  amount bigint NOT NULL,
  posted_ms bigint NOT NULL DEFAULT (extract(epoch FROM now()) * 1000)::bigint,
  PRIMARY KEY (operation, account)
);
-- What a processor did in a day. Rows are only ever added, in the order of the index.
CREATE INDEX postings_by_processor ON postings (account, posted_ms, operation)
  WHERE account LIKE 'processor:%';

CREATE TABLE notices (
  id text COLLATE "C" PRIMARY KEY,
  payment text COLLATE "C" NOT NULL,
  body json NOT NULL,
  journaled boolean NOT NULL
);

-- Down Migration

DROP TABLE notices, postings, steps, operations, api_keys, merchants, processes, clock, fence;
