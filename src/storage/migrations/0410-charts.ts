import { mark } from './0310-days.ts';
import type { Migration } from './migration.ts';

/** What readPlan reads. */
const PLANNED = [
  'shifts',
  'shift_versions',
  'shift_patterns',
  'shift_pattern_versions',
  'shift_assignments',
  'hour_rules',
  'holidays',
] as const;

const NEW_REVISION = 'UPDATE plan_state SET revision = hex(randomblob(8));';

/** By chance and not by counting: a number that was rolled back would come again, and mean another plan. */
export const planTriggers = (table: (typeof PLANNED)[number]): string =>
  ['INSERT', 'UPDATE', 'DELETE']
    .map((act) => `CREATE TRIGGER plan_${table}_${act.toLowerCase()} AFTER ${act} ON ${table} BEGIN ${NEW_REVISION} END;`)
    .join('\n    ');

/**
 * Sums that charts of a month are drawn from, of each person and month as month_totals has them; a part that comes to nothing has no row. And a mark of
 * the plan that is another one after each change of it.
 */
export const charts: Migration = {
  version: 410,
  name: 'charts',
  sql: `
    CREATE TABLE arrival_totals (
      month INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      slot INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 47),
      days INTEGER NOT NULL,
      PRIMARY KEY (month, person_id, slot)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE lateness_totals (
      month INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      days INTEGER NOT NULL,
      late INTEGER NOT NULL,
      minutes INTEGER NOT NULL,
      PRIMARY KEY (month, person_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE week_totals (
      month INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      from_day INTEGER NOT NULL,
      planned INTEGER NOT NULL,
      paid INTEGER NOT NULL,
      leave INTEGER NOT NULL,
      overtime INTEGER NOT NULL,
      PRIMARY KEY (month, person_id, from_day)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER charts_forgotten AFTER DELETE ON month_totals BEGIN
      DELETE FROM arrival_totals WHERE month = OLD.month AND person_id = OLD.person_id;
      DELETE FROM lateness_totals WHERE month = OLD.month AND person_id = OLD.person_id;
      DELETE FROM week_totals WHERE month = OLD.month AND person_id = OLD.person_id;
    END;
    ${mark('0', '0', '100000')}

    CREATE TABLE plan_state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      revision TEXT NOT NULL
    ) STRICT;
    INSERT INTO plan_state (id, revision) VALUES (1, hex(randomblob(8)));
    ${PLANNED.map(planTriggers).join('\n    ')}
  `,
};
