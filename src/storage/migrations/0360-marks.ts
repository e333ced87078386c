import type { Migration } from './migration.ts';

/** As in step 310: widens what is to be reckoned again of everybody. */
const everybody = (from: string, to: string): string =>
  `INSERT INTO dirty_days (person_id, from_day, to_day) VALUES (0, ${from}, ${to})
     ON CONFLICT (person_id) DO UPDATE SET from_day = min(from_day, excluded.from_day), to_day = max(to_day, excluded.to_day), next_day = 0;`;
const holiday = (row: 'NEW' | 'OLD'): string => everybody(`unixepoch(${row}.date) / 86400`, `unixepoch(${row}.date) / 86400`);

/**
 * What marks days and came after step 310, or was made anew and lost its triggers by it. The sums of a closed month are those of its closing, and of one
 * that is open again those of its days.
 */
export const marks: Migration = {
  version: 360,
  name: 'marks',
  sql: `
    DROP TRIGGER IF EXISTS days_holiday;
    DROP TRIGGER IF EXISTS days_holiday_else;
    DROP TRIGGER IF EXISTS days_holiday_gone;
    CREATE TRIGGER days_holiday AFTER INSERT ON holidays BEGIN ${holiday('NEW')} END;
    CREATE TRIGGER days_holiday_else AFTER UPDATE ON holidays BEGIN ${holiday('OLD')} ${holiday('NEW')} END;
    CREATE TRIGGER days_holiday_gone AFTER DELETE ON holidays BEGIN ${holiday('OLD')} END;
    CREATE TRIGGER days_period AFTER INSERT ON hour_periods BEGIN ${everybody('NEW.from_day', 'NEW.to_day')} END;
  `,
};
