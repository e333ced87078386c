import { expect, test } from 'vitest';
import { openTemp, plansOf } from '../../../test/storage/support.ts';
import { insertDoor } from '../../../test/storage/doors.ts';
import { listFireInputs } from '../site/fire-inputs.ts';

const insert = `INSERT INTO fire_inputs (name, name_key, door_id, config, password, changed_at)
  VALUES (:name, :name, :door, :config, :password, 1)`;

test('a name once, JSON of a sane length, and it goes with its door', () => {
  const { db } = openTemp();
  insertDoor(db, 1);
  const row = { name: 'a', door: null, config: '{}', password: '' };
  db.run(insert, row);
  expect(() => db.run(insert, row)).toThrow(/UNIQUE/);
  expect(() => db.run(insert, { ...row, name: 'b', config: 'nonsense' })).toThrow(/CHECK|malformed/);
  expect(() => db.run(insert, { ...row, name: 'b', config: JSON.stringify({ a: 'x'.repeat(9000) }) })).toThrow(/CHECK/);
  expect(() => db.run(insert, { ...row, name: 'b', password: 'x'.repeat(401) })).toThrow(/CHECK/);
  expect(() => db.run(insert, { ...row, name: 'b', door: 3 })).toThrow(/FOREIGN/);
  db.run(insert, { ...row, name: 'b', door: 1 });
  db.run('DELETE FROM doors WHERE id = 1');
  expect(db.all('SELECT name FROM fire_inputs')).toEqual([{ name: 'a' }]);
  // A configuration of a newer version is none.
  expect(listFireInputs(db)).toEqual([]);
});

test('its indexes are used', () => {
  const { db } = openTemp();
  expect(plansOf(db, (w) => listFireInputs(w))).toContain('USING INDEX sqlite_autoindex_fire_inputs_1');
});
