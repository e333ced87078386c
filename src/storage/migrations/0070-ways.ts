import type { Migration } from './migration.ts';

/** How somebody said who they are, how long they waited for the answer, and at which door. Older punches were all by face. */
export const ways: Migration = {
  version: 70,
  name: 'ways',
  sql: `
    ALTER TABLE events ADD COLUMN method TEXT CHECK (method IN ('face', 'pin', 'badge', 'face+pin'));
    ALTER TABLE events ADD COLUMN wait_ms INTEGER CHECK (wait_ms >= 0);
    ALTER TABLE events ADD COLUMN door_id INTEGER;
  `,
};
