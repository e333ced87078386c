import type { Migration } from './migration.ts';

/** Password and PIN: scrypt hashes with their parameters, and the failed attempts since the last success. */
export const secrets: Migration = {
  version: 60,
  name: 'secrets',
  sql: `
    CREATE TABLE secrets (
      name TEXT PRIMARY KEY CHECK (name IN ('admin-password', 'kiosk-pin')),
      cost INTEGER NOT NULL,
      block_size INTEGER NOT NULL,
      parallel INTEGER NOT NULL,
      salt BLOB NOT NULL CHECK (length(salt) = 16),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      failures INTEGER NOT NULL DEFAULT 0,
      last_failure_at INTEGER
    ) STRICT, WITHOUT ROWID;
  `,
};
