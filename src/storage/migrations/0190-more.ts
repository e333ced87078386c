import type { Migration } from './migration.ts';

/** A row that stands for many: so many more of the same that have no row of their own (domain/log/row-budget.ts). Older rows are one event each. */
export const more: Migration = {
  version: 190,
  name: 'more',
  sql: `
    ALTER TABLE events ADD COLUMN more INTEGER CHECK (more > 0);
  `,
};
