// The ledger's own tables. Migrations are only ever added: a workspace that wakes after a year must come up.
// Each index is paid for by every row that enters it, so there are few, and most are partial (see ARCHITECTURE.md).

/** A query finds the index of deliveries in trouble only if it repeats the index's condition word for word. */
export const inTrouble = "state IN ('held', 'uncertain', 'failed')";

export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

  -- The copy of the configuration, one row per record.
  CREATE TABLE config (kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;

  -- Automations as they were when something was scheduled by them.
  CREATE TABLE terms (
    automation_id TEXT NOT NULL, version INTEGER NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (automation_id, version)
  ) WITHOUT ROWID;

  -- id is milliseconds × 1000 + counter: the time of arrival and the order of arrival in one.
  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    fact_key TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    source_id TEXT NOT NULL,
    source_kind TEXT NOT NULL,
    customer_id TEXT,
    occurred_at INTEGER NOT NULL,
    effective_at INTEGER NOT NULL,
    hops INTEGER NOT NULL,
    fact TEXT NOT NULL,
    unmatched TEXT,
    data TEXT,
    raw TEXT -- null where data holds it, and once pruned
  );
  CREATE INDEX events_of_customer ON events (customer_id, effective_at) WHERE customer_id IS NOT NULL;

  -- The key makes a delivery unique per automation and event for nothing; run counts replays of that pair.
  CREATE TABLE deliveries (
    event_id INTEGER NOT NULL,
    automation_id TEXT NOT NULL,
    run INTEGER NOT NULL,
    version INTEGER NOT NULL,
    connection_id TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    next_at INTEGER,
    due_at INTEGER NOT NULL,
    ended_at INTEGER,
    lane TEXT,
    cancel_key TEXT,
    claim_id TEXT,
    cancel_requested TEXT,
    tries INTEGER NOT NULL,
    replay_of INTEGER,
    attempts TEXT,
    PRIMARY KEY (event_id, automation_id, run)
  ) WITHOUT ROWID;
  -- Connection first, so that a pass over what is due leaps over a tool that rests, however much waits for it.
  CREATE INDEX deliveries_due ON deliveries (connection_id, state, next_at) WHERE next_at IS NOT NULL;
  CREATE INDEX deliveries_in_lane ON deliveries (lane, due_at) WHERE lane IS NOT NULL AND ended_at IS NULL;
  CREATE INDEX deliveries_to_cancel ON deliveries (cancel_key) WHERE cancel_key IS NOT NULL AND ended_at IS NULL;
  CREATE INDEX deliveries_in_trouble ON deliveries (state, connection_id) WHERE ${inTrouble};

  -- Whom an automation that runs once has already run for, and because of which event.
  CREATE TABLE once (
    automation_id TEXT NOT NULL, key TEXT NOT NULL, event_id INTEGER NOT NULL,
    PRIMARY KEY (automation_id, key)
  ) WITHOUT ROWID;

  -- What providers call a customer, seen beside an e-mail.
  CREATE TABLE identities (ref TEXT PRIMARY KEY, customer_id TEXT NOT NULL, email TEXT NOT NULL) WITHOUT ROWID;
  -- Events that name a customer only by such a reference, or by another fact, not known yet.
  CREATE TABLE awaiting (ref TEXT NOT NULL, event_id INTEGER NOT NULL, PRIMARY KEY (ref, event_id)) WITHOUT ROWID;

  CREATE TABLE health (
    connection_id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    problem TEXT,
    since INTEGER NOT NULL,
    checked_at INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE refusals (
    source_id TEXT NOT NULL, at INTEGER NOT NULL, status INTEGER NOT NULL, reason TEXT NOT NULL,
    missed INTEGER NOT NULL, method TEXT NOT NULL, body TEXT,
    PRIMARY KEY (source_id, at)
  ) WITHOUT ROWID;
  `,
  // Set when the person an event was about has been erased.
  "ALTER TABLE events ADD COLUMN erased_at INTEGER",
  `
  -- What is expected of a customer and a thing; see core/expectation.
  CREATE TABLE expectations (
    customer_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    thing TEXT NOT NULL,
    ends_at INTEGER, -- null while it rests
    as_of INTEGER NOT NULL,
    set_by INTEGER NOT NULL,
    order_id TEXT,
    subscription_id TEXT,
    state TEXT NOT NULL,
    next_at INTEGER, -- when there is something to raise
    PRIMARY KEY (customer_id, kind, thing)
  ) WITHOUT ROWID;
  CREATE INDEX expectations_due ON expectations (next_at) WHERE next_at IS NOT NULL;

  -- Under which key a shop told of an end of access that has the key of its expectation.
  CREATE TABLE also_told (fact_key TEXT PRIMARY KEY, event_id INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX also_told_of ON also_told (event_id);

  -- The expectation before whose date a delivery is due: it is found by its cancel_key, which needs no index of its own.
  ALTER TABLE deliveries ADD COLUMN hangs_on TEXT;
  ALTER TABLE deliveries ADD COLUMN moved TEXT;
  `,
  `
  -- The products that events have named; see products.ts.
  CREATE TABLE products (
    id TEXT PRIMARY KEY, name TEXT, source_id TEXT NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL
  ) WITHOUT ROWID;
  `,
  `
  -- What was done with many waiting deliveries at once, and how far it has come: an act is told in several calls.
  CREATE TABLE waiting_acts (
    act TEXT PRIMARY KEY,
    told TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    heard_at INTEGER NOT NULL,
    after TEXT, -- the place of the last one seen
    changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    is_over INTEGER NOT NULL
  ) WITHOUT ROWID;
  `,
  `
  -- How far each automation has come that is applied to customers who are already there: the latest time, as JSON.
  CREATE TABLE jobs (automation_id TEXT PRIMARY KEY, state TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
  -- Why a delivery was made, where that is not its event's coming in.
  ALTER TABLE deliveries ADD COLUMN because TEXT;
  `,
  `
  -- The cart an event tells of; and, of a change, when the cart has been left alone for long enough. See core/cart.
  ALTER TABLE events ADD COLUMN cart TEXT;
  ALTER TABLE events ADD COLUMN idle_at INTEGER;
  CREATE INDEX events_of_cart ON events (cart) WHERE cart IS NOT NULL;
  CREATE INDEX events_idle ON events (idle_at) WHERE idle_at IS NOT NULL;
  `,
  `
  -- Tickets: one for each product of a purchase whose codes are turned on. Campaign codes are configuration.
  CREATE TABLE codes (
    id TEXT PRIMARY KEY, event_id INTEGER NOT NULL, product_id TEXT NOT NULL,
    ended_why TEXT, ended_at INTEGER, paused_at INTEGER,
    credits_left INTEGER, credits_of INTEGER -- null where it has none
  ) WITHOUT ROWID;
  CREATE INDEX codes_of_event ON codes (event_id, product_id);

  -- What happened to a ticket: scans by people, and renewals, which have credits alone.
  CREATE TABLE scans (
    code TEXT NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
    who TEXT, by TEXT, country TEXT, city TEXT, device TEXT, result TEXT,
    change TEXT, before INTEGER, after INTEGER,
    outcome TEXT, -- of a press, for whoever repeats it
    provisional INTEGER NOT NULL,
    PRIMARY KEY (code, number)
  ) WITHOUT ROWID;

  -- How often campaign codes were scanned: '' for a place that is not known.
  CREATE TABLE scan_days (
    code TEXT NOT NULL, day TEXT NOT NULL, country TEXT NOT NULL, city TEXT NOT NULL, device TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (code, day, country, city, device)
  ) WITHOUT ROWID;
  `,
  `
  -- Who was erased, or is being: by the hash, or all of a source. The address itself is kept only until it is over.
  CREATE TABLE erasures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    email TEXT,
    began_at INTEGER NOT NULL,
    ended_at INTEGER,
    after INTEGER NOT NULL, -- the event it has come to
    until INTEGER NOT NULL, -- of a source: the last event that is meant
    erased TEXT NOT NULL
  );
  CREATE INDEX erasures_open ON erasures (id) WHERE ended_at IS NULL;
  CREATE INDEX erasures_of ON erasures (subject);
  `,
  `
  -- What happened in each quarter of an hour that is over; see counts.ts.
  CREATE TABLE quarters (
    at INTEGER NOT NULL, -- its first instant
    what TEXT NOT NULL, -- 'event', or the state in which deliveries ended
    source_id TEXT NOT NULL, -- of events that a source told of; '' for all else
    count INTEGER NOT NULL,
    PRIMARY KEY (at, what, source_id)
  ) WITHOUT ROWID;
  -- The last event that each source told of, among what has been counted.
  CREATE TABLE heard (source_id TEXT PRIMARY KEY, event_id INTEGER NOT NULL) WITHOUT ROWID;

  -- What made a request be refused, for advice on how to mend it.
  ALTER TABLE refusals ADD COLUMN cause TEXT;
  `,
  `
  -- When each source spoke, hour by hour; see Listening.
  CREATE TABLE rhythms (source_id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;

  -- Troubles that somebody is, or was, to be told of; see core/alerting.
  CREATE TABLE alerts (key TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
  -- What is told to whom: each is one message to one channel.
  CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    channel_id TEXT NOT NULL,
    news TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    next_at INTEGER, -- next try, or end of the lease; null once it has ended
    tries INTEGER NOT NULL,
    reason TEXT,
    attempt TEXT
  );
  -- The last day of which a channel got the digest.
  CREATE TABLE digests (channel_id TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID;

  -- What was done about all of a trouble at once, for whoever repeats the call.
  CREATE TABLE trouble_acts (
    act TEXT PRIMARY KEY, told TEXT NOT NULL, at INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL
  ) WITHOUT ROWID;
  `,
  `
  -- Replays of many events, and how far each has come, as JSON; the latest few.
  CREATE TABLE replays (id TEXT PRIMARY KEY, state TEXT NOT NULL, began_at INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
  -- When and how an event came to say more than at first, as JSON.
  ALTER TABLE events ADD COLUMN added TEXT;
  `,
  `
  -- Tests that people sent: the latest hundred. They are no deliveries, and nothing hangs on them.
  CREATE TABLE tests (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    name TEXT NOT NULL,
    automation_id TEXT,
    connection_id TEXT NOT NULL,
    action TEXT NOT NULL,
    event_id INTEGER, -- null for an example
    attempt TEXT -- null until it has ended
  ) WITHOUT ROWID;
  `,
];

/** Brings the tables up to date, in one step each. */
export function migrate(storage: DurableObjectStorage): void {
  const { sql } = storage;
  sql.exec("CREATE TABLE IF NOT EXISTS migrated (number INTEGER PRIMARY KEY)");
  const done = Number(sql.exec("SELECT COUNT(*) AS n FROM migrated").one().n);
  migrations.slice(done).forEach((statements, i) => {
    storage.transactionSync(() => {
      sql.exec(statements);
      sql.exec("INSERT INTO migrated VALUES (?)", done + i + 1);
    });
  });
}
