import { expect, test } from 'vitest';
import { insertDoor } from '../../../test/storage/doors.ts';
import { openTemp, plansOf, rawEvent, rawPerson } from '../../../test/storage/support.ts';
import { punchesOf } from '../hours/month.ts';
import { MIGRATIONS } from './index.ts';

const punch = (person: number, at: number) => ({
  kind: "'recognised'",
  person_id: String(person),
  at: String(at),
  direction: "'in'",
  door_id: '1',
});

test('a punch is what its door said when it was made, whatever the door is later', () => {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  const said = () => punchesOf(db, ada, 0, 1e6).map((p) => [p.at, p.direction, p.directionBy]);
  insertDoor(db, 1);
  rawEvent(db, punch(ada, 100));
  db.run("UPDATE doors SET direction = 'out'");
  // Changed once more before anybody came.
  db.run("UPDATE doors SET direction = 'in'");
  // A clock that was set back turns nothing round.
  rawEvent(db, punch(ada, 50));
  const before = said();
  expect(before.toSorted()).toEqual([
    [100, null, null],
    [50, 'in', 'door'],
  ]);
  db.run('DELETE FROM dirty_days');
  db.run("UPDATE doors SET direction = 'both'");
  rawEvent(db, { ...punch(ada, 200), person_id: String(rawPerson(db, 'Bo')) });
  db.run('DELETE FROM doors');
  expect(said()).toEqual(before);
  expect(db.all('SELECT 1 FROM dirty_days WHERE person_id IN (0, :ada)', { ada })).toEqual([]);
});

test('doors that were there before have had the direction that they have', () => {
  const before = openTemp({ migrations: MIGRATIONS.filter((m) => m.version < 430) });
  const { file } = before.db;
  insertDoor(before.db, 1);
  before.db.run("UPDATE doors SET direction = 'in'");
  const ada = rawPerson(before.db, 'Ada');
  rawEvent(before.db, punch(ada, 100));
  before.close();
  const { db } = openTemp({ folder: file.slice(0, -'lintel.db'.length) });
  expect(punchesOf(db, ada, 0, 1e6)).toMatchObject([{ direction: 'in', directionBy: 'door' }]);
});

test('its indexes are used', () => {
  const { db } = openTemp();
  const plans = plansOf(db, (w) => punchesOf(w, 1, 0, 1));
  expect(plans).toContain('SEARCH v USING PRIMARY KEY (door_id=? AND from_event<?)');
});
