import { expect, test } from 'vitest';
import { openTemp, plansOf } from '../../../test/storage/support.ts';
import { insertDoor } from '../../../test/storage/doors.ts';
import { getOutput } from '../site/outputs.ts';

const insert = `INSERT INTO outputs (door_id, config, password, changed_at) VALUES (:door, :config, :password, 1)`;

test('one output a door, its configuration JSON of a sane length', () => {
  const { db } = openTemp();
  insertDoor(db, 1);
  insertDoor(db, 2);
  db.run(insert, { door: 1, config: '{"kind":"none"}', password: '' });
  expect(() => db.run(insert, { door: 1, config: '{"kind":"none"}', password: '' })).toThrow(/UNIQUE/);
  expect(() => db.run(insert, { door: 2, config: 'nonsense', password: '' })).toThrow(/CHECK|malformed/);
  expect(() => db.run(insert, { door: 2, config: JSON.stringify({ a: 'x'.repeat(9000) }), password: '' })).toThrow(/CHECK/);
  expect(() => db.run(insert, { door: 2, config: '{}', password: 'x'.repeat(401) })).toThrow(/CHECK/);
  expect(() => db.run(insert, { door: 3, config: '{}', password: '' })).toThrow(/FOREIGN/);
  db.run('DELETE FROM doors WHERE id = 1');
  expect(db.all('SELECT * FROM outputs')).toEqual([]);
});

test('the primary key is used', () => {
  const { db } = openTemp();
  expect(plansOf(db, (w) => getOutput(w, 3))).toBe('SEARCH outputs USING INTEGER PRIMARY KEY (rowid=?)');
});
