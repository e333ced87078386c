import { FOREVER, HIS, mark, since } from './0310-days.ts';
import type { Migration } from './migration.ts';

type Row = 'NEW' | 'OLD';

const ofOneShift = (row: Row): string => `AND v.shift_id = ${row}.shift_id`;
/** As in step 310, with patterns where they are now. */
const ofShift = (row: Row): string =>
  mark(
    '0',
    since(row, 'shift_versions', ofOneShift(row)),
    String(FOREVER),
    `WHERE EXISTS (SELECT 1 FROM shift_assignments WHERE json_extract(target, '$.shift') = ${row}.shift_id)
  OR EXISTS (SELECT 1 FROM shift_pattern_versions s, json_each(s.body, '$.days') d WHERE d.value = ${row}.shift_id)
  OR EXISTS (SELECT 1 FROM hour_requests WHERE json_extract(body, '$.shift') = ${row}.shift_id)`,
  );

/** Days of whoever works by it, from the version's first one on. */
const ofPattern = (row: Row): string => {
  const first = since(row, 'shift_pattern_versions', `AND v.pattern_id = ${row}.pattern_id`);
  return mark(
    'p.id',
    `max(min(a.from_day), ${first})`,
    `max(ifnull(a.until_day, ${FOREVER}))`,
    `FROM shift_assignments a JOIN people p ON ${HIS}
     WHERE json_extract(a.target, '$.pattern') = ${row}.pattern_id AND ifnull(a.until_day, ${FOREVER}) >= ${first} GROUP BY p.id`,
  );
};

/** Patterns in versions with a first day, as shifts have them: what was worked until then stays what it was. */
export const patternVersions: Migration = {
  version: 400,
  name: 'pattern-versions',
  sql: `
    CREATE TABLE shift_pattern_versions (
      pattern_id INTEGER NOT NULL REFERENCES shift_patterns (id),
      from_day INTEGER NOT NULL,
      body TEXT NOT NULL CHECK (json_valid(body) AND length(body) <= 8000),
      PRIMARY KEY (pattern_id, from_day)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO shift_pattern_versions (pattern_id, from_day, body) SELECT id, 0, body FROM shift_patterns;

    DROP TRIGGER days_shift;
    DROP TRIGGER days_shift_gone;
    DROP TRIGGER days_pattern;
    ALTER TABLE shift_patterns DROP COLUMN body;

    CREATE TRIGGER shift_pattern_versions_no_update BEFORE UPDATE ON shift_pattern_versions
      BEGIN SELECT RAISE(ABORT, 'a version of a pattern does not change'); END;
    CREATE TRIGGER days_shift AFTER INSERT ON shift_versions BEGIN ${ofShift('NEW')} END;
    CREATE TRIGGER days_shift_gone AFTER DELETE ON shift_versions BEGIN ${ofShift('OLD')} END;
    CREATE TRIGGER days_pattern AFTER INSERT ON shift_pattern_versions BEGIN ${ofPattern('NEW')} END;
    CREATE TRIGGER days_pattern_gone AFTER DELETE ON shift_pattern_versions BEGIN ${ofPattern('OLD')} END;
  `,
};
