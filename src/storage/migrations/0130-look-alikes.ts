import type { Migration } from './migration.ts';

/**
 * `look_alikes`: pairs of people whose best templates are closer than the threshold allowed when they were compared (`a` < `b`).
 * `probes`: what a recognised visit was matched with, for a short time, so that "not him" can be said of it afterwards.
 * `counter_examples`: probes that were said to be of somebody else than the person they were matched to.
 * All three go with the person, by a trigger, so that no way of erasing people can forget them.
 */
export const lookAlikes: Migration = {
  version: 130,
  name: 'look-alikes',
  sql: `
    CREATE TABLE look_alikes (
      a INTEGER NOT NULL REFERENCES people (id),
      b INTEGER NOT NULL REFERENCES people (id),
      model_id TEXT NOT NULL,
      score REAL NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (a, b),
      CHECK (a < b)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX look_alikes_b ON look_alikes (b);
    CREATE TABLE look_alike_search (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      model_id TEXT NOT NULL,
      threshold REAL NOT NULL,
      people INTEGER NOT NULL,
      finished_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE probes (
      event_id INTEGER PRIMARY KEY REFERENCES events (id),
      person_id INTEGER NOT NULL REFERENCES people (id),
      model_id TEXT NOT NULL,
      embedding BLOB NOT NULL CHECK (length(embedding) = 2048),
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX probes_person ON probes (person_id);
    CREATE INDEX probes_at ON probes (at);

    CREATE TABLE counter_examples (
      event_id INTEGER PRIMARY KEY REFERENCES events (id),
      person_id INTEGER NOT NULL REFERENCES people (id),
      model_id TEXT NOT NULL,
      embedding BLOB NOT NULL CHECK (length(embedding) = 2048),
      said_at TEXT NOT NULL CHECK (said_at IN ('kiosk', 'log')),
      made_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX counter_examples_person ON counter_examples (person_id, model_id);

    CREATE TRIGGER people_purge_likeness AFTER UPDATE OF purged_at ON people WHEN NEW.purged_at IS NOT NULL BEGIN
      DELETE FROM look_alikes WHERE a = NEW.id;
      DELETE FROM look_alikes WHERE b = NEW.id;
      DELETE FROM probes WHERE person_id = NEW.id;
      DELETE FROM counter_examples WHERE person_id = NEW.id;
    END;
  `,
};
