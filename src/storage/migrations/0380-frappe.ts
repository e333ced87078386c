import type { Migration } from './migration.ts';

/**
 * A Frappe HR server and what is sent to it. A punch stands in the queue once for each server, by its key, so that it is sent once; what it says (time,
 * direction) is read when it is sent, and kept then as it was said.
 */
export const frappe: Migration = {
  version: 380,
  name: 'frappe',
  sql: `
    CREATE TABLE frappe_server (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      url TEXT NOT NULL CHECK (length(url) BETWEEN 1 AND 500),
      api TEXT NOT NULL CHECK (api IN ('hrms', 'erpnext')),
      person TEXT NOT NULL CHECK (person IN ('number', 'device', 'employee')),
      zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 60),
      api_key TEXT NOT NULL CHECK (length(api_key) BETWEEN 1 AND 400),
      api_secret TEXT NOT NULL CHECK (length(api_secret) BETWEEN 1 AND 400),
      running INTEGER NOT NULL CHECK (running IN (0, 1)),
      problem TEXT
    ) STRICT;
    CREATE TABLE frappe_queue (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      server TEXT NOT NULL,
      person_id INTEGER NOT NULL REFERENCES people (id),
      punch_key TEXT NOT NULL CHECK (length(punch_key) BETWEEN 1 AND 40),
      at INTEGER NOT NULL,
      day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 100000),
      state TEXT NOT NULL CHECK (state IN ('waiting', 'stored', 'refused')),
      direction TEXT CHECK (direction IN ('in', 'out')),
      wall TEXT,
      tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
      next_try INTEGER NOT NULL DEFAULT 0,
      answer TEXT,
      said TEXT CHECK (length(said) <= 300),
      answered_at INTEGER,
      UNIQUE (server, punch_key)
    ) STRICT;
    CREATE INDEX frappe_queue_state ON frappe_queue (server, state, id);
    CREATE INDEX frappe_queue_person ON frappe_queue (person_id);
    CREATE INDEX frappe_queue_answered ON frappe_queue (server, answered_at) WHERE answered_at IS NOT NULL;

    CREATE TRIGGER frappe_queue_erase AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      DELETE FROM frappe_queue WHERE person_id = NEW.id;
    END;
  `,
};
