/** The short form of `npm run test:erased`. */
import { expect, test } from 'vitest';
import { databasePages } from '../../storage/pages.ts';
import { KEY, openTemp } from '../../storage/support.ts';
import { emptyTally, trial } from './trial.ts';
import { WAYS } from './ways.ts';

test('what was erased, in whatever way, is in no file', async () => {
  const tally = emptyTally();
  await trial(1, 3, tally);
  expect(tally.faults).toEqual([]);
  expect(tally).toMatchObject({ ways: WAYS.length, inDb: 0, inWal: 0, inLog: 0, inBackups: 0 });
  // The control: all of it was there before.
  expect(tally.seenBefore).toBe(tally.needles);
  expect(tally.needles).toBeGreaterThan(50);
}, 240_000);

test('a file that does not overwrite what is deleted is found out', () => {
  const { db, file } = openTemp();
  const word = 'a name that nobody has ';
  db.run(
    'INSERT INTO people (employee_number, employee_key, name, department, folded, enrolled_at) VALUES (:w, :w, :w, :w, :w, 0)',
    {
      w: word.repeat(5),
    },
  );
  db.get('PRAGMA secure_delete = OFF');
  db.run('DELETE FROM group_members');
  db.run('DELETE FROM people');
  db.checkpoint();
  expect(databasePages(file, KEY).includes(word)).toBe(true);
});
