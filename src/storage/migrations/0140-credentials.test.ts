import { expect, test } from 'vitest';
import { event, NOW, openTemp, plansOf, value } from '../../../test/storage/support.ts';
import { waitBins } from '../credentials/credentials.ts';
import { badgeOf, printBadges } from '../credentials/badges.ts';
import { appendEvent } from '../log/events.ts';
import { insertPerson } from '../people/people.ts';

const fields = (n: string) => ({ employeeNumber: n, name: `P${n}`, department: '' });

test('a number belongs to one person, and of badges that count each has one', () => {
  const { db } = openTemp();
  const [a, b] = ['1', '2'].map((n) => value(insertPerson(db, fields(n), NOW)));
  const pin = (id: number) => () =>
    db.run(
      `INSERT INTO pins (person_id, number, cost, block_size, parallel, salt, hash, set_at)
       VALUES (:id, '123', 1, 1, 1, zeroblob(16), zeroblob(32), 1)`,
      { id },
    );
  pin(a!)();
  expect(pin(b!)).toThrow(/UNIQUE/);
  const badge = (endedAt: number | null) => () =>
    db.run('INSERT INTO badges (person_id, issued_at, ended_at) VALUES (:a, 1, :endedAt)', { a: a!, endedAt });
  badge(null)();
  expect(badge(null)).toThrow(/UNIQUE/);
  expect(badge(5)).not.toThrow();
});

test('numbers, badges and waits are found by their indexes', () => {
  const { db } = openTemp();
  const id = value(insertPerson(db, fields('1'), NOW));
  value(printBadges(db, [id], false, NOW));
  value(appendEvent(db, event({ kind: 'recognised', personId: id, method: 'pin', waitMs: 3000 })));
  expect(plansOf(db, (watched) => badgeOf(watched, id))).toContain('badges_current');
  expect(plansOf(db, (watched) => waitBins(watched, NOW - 1))).toContain('COVERING INDEX events_waits');
  expect(plansOf(db, (watched) => watched.get('SELECT person_id FROM pins WHERE number = :n', { n: '123' }))).toMatch(
    /SEARCH pins USING (COVERING )?INDEX sqlite_autoindex_pins_1/,
  );
});
