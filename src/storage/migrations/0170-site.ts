import type { Migration } from './migration.ts';

/**
 * Which site these data are: compared with the machine's location.json at opening. A random id and not one that follows from the key,
 * since a database that was made anew under the same key is another one. `anchored` says that this machine keeps a note of the newest
 * rows outside of the file (ADR 17), so that a missing note is noticed. The row is written at the first good opening.
 */
export const site: Migration = {
  version: 170,
  name: 'site',
  sql: `
    CREATE TABLE site (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      site_id TEXT NOT NULL CHECK (length(site_id) = 36),
      anchored INTEGER NOT NULL DEFAULT 0 CHECK (anchored IN (0, 1))
    ) STRICT;
  `,
};
