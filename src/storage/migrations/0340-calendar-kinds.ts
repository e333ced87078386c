import { HOLIDAY_TRIGGERS } from './0310-days.ts';
import type { Migration } from './migration.ts';

/**
 * A day of the calendar may be a statutory holiday (work on it is paid otherwise) or half a day, and a working day says as which weekday it is worked;
 * NULL = as whoever asks has set. A shift has letters and a colour for its chip.
 */
export const calendarKinds: Migration = {
  version: 340,
  name: 'calendar-kinds',
  sql: `
    CREATE TABLE holidays_of_kinds (
      date TEXT PRIMARY KEY CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
      name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('off', 'statutory', 'working-day', 'half')),
      as_weekday INTEGER CHECK (as_weekday IN (1, 2, 3, 4, 5, 6, 7))
    ) STRICT, WITHOUT ROWID;
    INSERT INTO holidays_of_kinds (date, name, kind) SELECT date, name, kind FROM holidays;
    DROP TABLE holidays;
    ALTER TABLE holidays_of_kinds RENAME TO holidays;
    ${HOLIDAY_TRIGGERS}

    ALTER TABLE shifts ADD COLUMN code TEXT NOT NULL DEFAULT '' CHECK (length(code) <= 4);
    ALTER TABLE shifts ADD COLUMN colour TEXT NOT NULL DEFAULT 'teal'
      CHECK (colour IN ('teal', 'blue', 'violet', 'pink', 'orange', 'yellow', 'green', 'gray'));
  `,
};
