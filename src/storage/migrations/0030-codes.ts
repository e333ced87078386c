import type { Migration } from './migration.ts';

/** [Note: two-table matching] in gallery.ts says why codes stand alone. `gallery` has one row: the model that is matched. */
export const codes: Migration = {
  version: 30,
  name: 'codes',
  sql: `
    CREATE TABLE codes (
      template_id INTEGER PRIMARY KEY REFERENCES templates (id) ON DELETE CASCADE,
      code BLOB NOT NULL CHECK (length(code) = 256)
    ) STRICT;
    CREATE TABLE gallery (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      model_id TEXT NOT NULL
    ) STRICT;
  `,
};
