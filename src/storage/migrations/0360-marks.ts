import type { Migration } from './migration.ts';

/** As in step 310: widens what is to be reckoned again of everybody. */
const everybody = (from: string, to: string): string =>
  `INSERT INTO dirty_days (person_id, from_day, to_day) VALUES (0, ${from}, ${to})
     ON CONFLICT (person_id) DO UPDATE SET from_day = min(from_day, excluded.from_day), to_day = max(to_day, excluded.to_day), next_day = 0;`;

/**
 * What marks days and came after step 310. The sums of a closed month are those of its closing, and of one
 * that is open again those of its days.
 */
export const marks: Migration = {
  version: 360,
  name: 'marks',
  sql: `
    CREATE TRIGGER days_period AFTER INSERT ON hour_periods BEGIN ${everybody('NEW.from_day', 'NEW.to_day')} END;
  `,
};
