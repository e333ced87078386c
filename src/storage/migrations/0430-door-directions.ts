import type { Migration } from './migration.ts';

const keep = (from: string): string =>
  `INSERT INTO door_directions (door_id, from_event, direction) VALUES (NEW.id, ${from}, NEW.direction)
     ON CONFLICT (door_id, from_event) DO UPDATE SET direction = excluded.direction;`;
/** Of whatever comes after it: by the order of the log, which no clock turns round. */
const NEXT = '(SELECT ifnull(max(id), 0) + 1 FROM events)';

/**
 * Which way a door led, in versions by the row of the log that each begins with: a punch is what its door said then. A door that is gone leaves them. Days
 * that were reckoned before stay as they are until something else marks them; directions that doors had before this step are not known.
 */
export const doorDirections: Migration = {
  version: 430,
  name: 'door-directions',
  sql: `
    CREATE TABLE door_directions (
      door_id INTEGER NOT NULL,
      from_event INTEGER NOT NULL,
      direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'both')),
      PRIMARY KEY (door_id, from_event)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO door_directions (door_id, from_event, direction) SELECT id, 0, direction FROM doors;

    DROP TRIGGER days_door;
    DROP TRIGGER days_door_gone;
    CREATE TRIGGER door_directions_new AFTER INSERT ON doors BEGIN ${keep('0')} END;
    CREATE TRIGGER door_directions_else AFTER UPDATE OF direction ON doors WHEN OLD.direction <> NEW.direction BEGIN ${keep(NEXT)} END;
  `,
};
