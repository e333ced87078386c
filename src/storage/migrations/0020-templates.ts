import type { Migration } from './migration.ts';

/** Crops stand in a table of their own, so that they can all be erased at once and never lie between two embeddings. */
export const templates: Migration = {
  version: 20,
  name: 'templates',
  sql: `
    CREATE TABLE templates (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL REFERENCES people (id),
      model_id TEXT NOT NULL,
      embedding BLOB NOT NULL CHECK (length(embedding) = 2048),
      mirror_cosine REAL NOT NULL,
      quality TEXT NOT NULL CHECK (json_valid(quality)),
      captured_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX templates_person ON templates (person_id, model_id);

    CREATE TABLE crops (
      template_id INTEGER PRIMARY KEY REFERENCES templates (id) ON DELETE CASCADE,
      webp BLOB NOT NULL
    ) STRICT;
  `,
};
