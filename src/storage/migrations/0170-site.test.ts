import { expect, test } from 'vitest';
import { openTemp, plansOf } from '../../../test/storage/support.ts';

test('one row a database, found by its key, and none without an id', () => {
  const { db, siteId } = openTemp();
  expect(db.all('SELECT * FROM site')).toEqual([{ id: 1, site_id: siteId, anchored: 0 }]);
  expect(() => db.run('INSERT INTO site (id, site_id) VALUES (2, :siteId)', { siteId })).toThrow('CHECK');
  expect(() => db.run("UPDATE site SET site_id = 'x'")).toThrow('CHECK');
  expect(plansOf(db, (on) => on.get('SELECT site_id FROM site WHERE id = 1'))).toContain('USING INTEGER PRIMARY KEY');
});
