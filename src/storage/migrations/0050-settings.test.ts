import { expect, test } from 'vitest';
import { openTemp, plansOf } from '../../../test/storage/support.ts';
import { saveSettings } from '../site/settings.ts';

test('a value is JSON and a key is there once', () => {
  const { db } = openTemp();
  db.run(`INSERT INTO settings VALUES ('sound', 'true')`);
  expect(() => db.run(`INSERT INTO settings VALUES ('sound', 'false')`)).toThrow(/UNIQUE/);
  expect(() => db.run(`INSERT INTO settings VALUES ('theme', 'dark')`)).toThrow(/CHECK/);
});

test('the primary key is used, and gives the keys in order', () => {
  const { db } = openTemp();
  expect(db.all<{ detail: string }>(`EXPLAIN QUERY PLAN SELECT value FROM settings WHERE key = 'sound'`)[0]?.detail).toBe(
    'SEARCH settings USING PRIMARY KEY (key=?)',
  );
  expect(plansOf(db, (w) => saveSettings(w, 'k', { appearance: { theme: 'dark' } }))).not.toContain('TEMP B-TREE');
});
