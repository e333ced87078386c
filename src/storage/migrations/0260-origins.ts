import type { Migration } from './migration.ts';

/**
 * Names leave `events` for `event_names` (ADR 9): a row of the log keeps a salted commitment to them, so that rows can be hashed in a chain and a name
 * erased without breaking it. `events` gains who did it, what changed (JSON), and where the row was written, with that place's own number (ADR 11);
 * people gain an id that means the same on every machine. Origin 1 is this database itself. A name may go and never changes.
 */
export const origins: Migration = {
  version: 260,
  name: 'origins',
  sql: `
    CREATE TABLE origins (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE
    ) STRICT;
    INSERT INTO origins (id, uid) VALUES (1, lower(hex(randomblob(16))));

    CREATE TABLE events_new (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      origin INTEGER NOT NULL DEFAULT 1 REFERENCES origins (id),
      sequence INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('recognised', 'refused', 'retracted', 'door', 'fault', 'system')),
      at INTEGER NOT NULL,
      time_zone TEXT NOT NULL,
      offset_minutes INTEGER NOT NULL,
      monotonic_delta_ms INTEGER,
      clock_jumped INTEGER NOT NULL CHECK (clock_jumped IN (0, 1)),
      boot INTEGER REFERENCES boots (id),
      uptime_ms INTEGER,
      clock_step_ms INTEGER,
      clock_wrong INTEGER NOT NULL DEFAULT 0 CHECK (clock_wrong IN (0, 1)),
      person_id INTEGER REFERENCES people (id),
      name_commitment BLOB CHECK (length(name_commitment) = 32),
      direction TEXT CHECK (direction IN ('in', 'out')),
      reason TEXT,
      about INTEGER REFERENCES events (id),
      score REAL,
      decision TEXT CHECK (decision IS NULL OR json_valid(decision)),
      method TEXT CHECK (method IN ('face', 'pin', 'badge', 'face+pin')),
      wait_ms INTEGER CHECK (wait_ms >= 0),
      door_id INTEGER,
      more INTEGER CHECK (more > 0),
      operator TEXT,
      detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
      UNIQUE (origin, sequence),
      CHECK (kind <> 'recognised' OR person_id IS NOT NULL),
      CHECK (kind <> 'retracted' OR about IS NOT NULL)
    ) STRICT;

    CREATE TABLE event_names (
      event_id INTEGER PRIMARY KEY REFERENCES events (id),
      name TEXT NOT NULL,
      employee_number TEXT NOT NULL,
      folded TEXT NOT NULL,
      salt BLOB NOT NULL CHECK (length(salt) = 16)
    ) STRICT;

    ALTER TABLE people ADD COLUMN uid TEXT;
    UPDATE people SET uid = lower(hex(randomblob(16)));
    CREATE UNIQUE INDEX people_uid ON people (uid);
  `,
  carry: {
    table: 'events',
    sql: [
      `INSERT INTO event_names (event_id, name, employee_number, folded, salt)
         SELECT id, name, ifnull(employee_number, ''), ifnull(folded, ''), randomblob(16) FROM events
         WHERE id > :after AND id <= :upTo AND name IS NOT NULL`,
      `INSERT INTO events_new (id, origin, sequence, kind, at, time_zone, offset_minutes, monotonic_delta_ms, clock_jumped, boot, uptime_ms,
           clock_step_ms, clock_wrong, person_id, name_commitment, direction, reason, about, score, decision, method, wait_ms, door_id, more)
         SELECT e.id, 1, e.id, e.kind, e.at, e.zone, e.offset_minutes, e.monotonic_delta_ms, e.clock_jumped, e.boot, e.uptime_ms,
           e.clock_step_ms, e.clock_wrong, e.person_id, CASE WHEN n.event_id IS NULL THEN NULL ELSE name_commitment(n.salt, n.name, n.employee_number) END,
           e.direction, e.reason, e.about, e.score, e.decision, e.method, e.wait_ms, e.door_id, e.more
         FROM events e LEFT JOIN event_names n ON n.event_id = e.id WHERE e.id > :after AND e.id <= :upTo ORDER BY e.id`,
    ],
    then: `
      INSERT INTO sqlite_sequence (name, seq) SELECT 'events_new', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events_new');
      UPDATE sqlite_sequence SET seq = max(seq, ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0)) WHERE name = 'events_new';
      DROP TRIGGER events_no_update;
      DROP TRIGGER events_no_delete;
      DROP TRIGGER events_no_replace;
      DROP TABLE events;
      ALTER TABLE events_new RENAME TO events;

      CREATE INDEX events_at ON events (at);
      CREATE INDEX events_kind ON events (kind);
      CREATE INDEX events_person ON events (person_id) WHERE person_id IS NOT NULL;
      CREATE INDEX events_punches ON events (person_id, id, at, direction) WHERE kind = 'recognised';
      CREATE INDEX events_retractions ON events (about) WHERE kind = 'retracted';
      CREATE INDEX events_waits ON events (at, method, wait_ms) WHERE kind = 'recognised' AND wait_ms IS NOT NULL;

      CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
      CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
      CREATE TRIGGER events_no_replace BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
      CREATE TRIGGER event_names_no_update BEFORE UPDATE ON event_names BEGIN SELECT RAISE(ABORT, 'names of events do not change'); END;
      CREATE TRIGGER event_names_no_replace BEFORE INSERT ON event_names WHEN EXISTS (SELECT 1 FROM event_names WHERE event_id = NEW.event_id)
        BEGIN SELECT RAISE(ABORT, 'names of events do not change'); END;
    `,
  },
};
