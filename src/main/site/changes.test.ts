/** Whatever goes wrong with a change: nothing is half done, nobody was told, and nothing that is remembered differs from the file. */
import { expect, test } from 'vitest';
import { quiet } from '../../../test/fakes/app.ts';
import { NOW, openTemp, tempFolder, value } from '../../../test/storage/support.ts';
import { eventId } from '../../domain/ids.ts';
import { err, ok } from '../../domain/result.ts';
import type { WritableDb } from '../../storage/file/db.ts';
import { insertPerson, listPeople } from '../../storage/people/people.ts';
import { getSettings } from '../../storage/site/settings.ts';
import { change } from './changes.ts';
import { createHooks, type Area } from './hooks.ts';
import { withRowBudget } from './row-budget.ts';
import { createSite, type EventFacts } from './site.ts';

const AREAS: readonly Area[] = ['people', 'faces', 'credentials', 'access', 'settings', 'fire-inputs', 'mistakes'];
const ROW: EventFacts = { kind: 'system', reason: 'person-changed' };

function start(folder = tempFolder()) {
  const open = openTemp({ folder });
  const told: string[] = [];
  const hooks = createHooks(quiet);
  const clock = { now: () => NOW, monotonic: () => 0, uptime: () => 0 };
  const site = withRowBudget(createSite(open, 'a-kiosk', clock, hooks, quiet, 0), clock, quiet);
  hooks.onRecorded((row) => told.push(row.reason ?? row.kind));
  for (const area of AREAS) hooks.onChanged(area, () => told.push(`${area} changed`));
  const facts = () => ({
    people: listPeople(site.db, '').map((p) => p.name),
    rows: site.db.get<{ n: number }>('SELECT count(*) AS n FROM events')!.n,
    settings: getSettings(site.db, site.kiosk).settings,
  });
  return { site, hooks, told, facts, folder };
}

let people = 0;
const add = (db: WritableDb, name: string) => insertPerson(db, { employeeNumber: `${++people}`, name, department: '' }, NOW);

test('row, people and settings come together, and whoever follows them is told after the rows', () => {
  const { site, told, facts } = start();
  const before = site.settings();
  value(
    change(site, ['people', 'faces'], ROW, (tx) => {
      value(tx.saveSettings({ site: { name: 'North' } }));
      // As it is on disk still.
      expect(site.settings()).toBe(before);
      return add(tx.db, 'Ana');
    }),
  );
  expect(site.settings().site.name).toBe('North');
  expect(facts()).toMatchObject({ people: ['Ana'], rows: 1, settings: { site: { name: 'North' } } });
  expect(told).toEqual(['person-changed', 'settings changed', 'people changed', 'faces changed']);
});

test('whoever is told finds it on the disk, by a connection of their own', () => {
  const { site, hooks, folder } = start();
  const seen: unknown[] = [];
  const look = (): void => {
    const other = openTemp({ folder });
    seen.push([other.db.get<{ n: number }>('SELECT count(*) AS n FROM events')!.n, listPeople(other.db, '').length]);
    seen.push(site.settings().site.name);
  };
  hooks.onRecorded(look);
  hooks.onChanged('people', look);
  value(change(site, 'people', ROW, (tx) => (value(tx.saveSettings({ site: { name: 'North' } })), add(tx.db, 'Ana'))));
  expect(seen).toEqual([[1, 1], 'North', [1, 1], 'North']);
});

/** Each does everything, and then fails. */
const FAILURES: readonly (readonly [string, (site: ReturnType<typeof start>['site']) => unknown, unknown])[] = [
  [
    'work that answers an error',
    (site) => change(site, 'people', ROW, (tx) => (all(tx), err({ code: 'person-gone' }))),
    'person-gone',
  ],
  [
    'work that throws',
    (site) =>
      change(site, 'people', ROW, (tx) => {
        all(tx);
        throw new Error('a bug');
      }),
    'a bug',
  ],
  [
    'a row that cannot be written',
    (site) =>
      change(
        site,
        'people',
        () => [ROW, { kind: 'retracted', reason: 'not-him', about: eventId(999) }],
        (tx) => (all(tx), ok(null)),
      ),
    'event-gone',
  ],
  [
    'a full disk, in the middle',
    (site) => {
      const pages = site.db.get<{ page_count: number }>('PRAGMA page_count')!.page_count;
      site.db.get(`PRAGMA max_page_count = ${pages}`);
      try {
        return change(site, 'people', ROW, (tx) => {
          all(tx);
          for (let i = 0; i < 10_000; i++) value(add(tx.db, 'x'.repeat(60)));
          return ok(null);
        });
      } finally {
        site.db.get('PRAGMA max_page_count = 1000000');
      }
    },
    'database-full',
  ],
  [
    'a COMMIT that fails',
    (site) =>
      change(site, 'people', ROW, (tx) => {
        all(tx);
        tx.db.run('PRAGMA defer_foreign_keys = ON');
        tx.db.run('INSERT INTO badges (person_id, issued_at) VALUES (999, 1)');
        return ok(null);
      }),
    'FOREIGN KEY',
  ],
  ['a change that no row says', (site) => change(site, 'people', null, (tx) => add(tx.db, 'Ben')), 'no row says so'],
];

function all(tx: Parameters<Parameters<typeof change>[3]>[0]): void {
  value(add(tx.db, 'Ben'));
  value(tx.saveSettings({ site: { name: 'South', idleMinutes: 7 } }));
  value(tx.record({ kind: 'fault', reason: 'camera-lost' }));
  tx.changed('access');
}

test.each(FAILURES)('%s', (_name, fail, expected) => {
  const { site, told, facts } = start();
  value(change(site, 'people', ROW, (tx) => add(tx.db, 'Ana')));
  const before = facts();
  const settings = site.settings();
  told.length = 0;
  let said: unknown;
  try {
    said = fail(site);
  } catch (error) {
    said = error;
  }
  expect(said instanceof Error ? said.message : JSON.stringify(said)).toContain(expected);
  expect(told).toEqual([]);
  expect(site.settings()).toBe(settings);
  expect(facts()).toEqual(before);
  // And the next one is as if nothing had been: its row is written, counted by no budget, and told once.
  value(site.record({ kind: 'fault', reason: 'camera-lost' }));
  expect(told).toEqual(['camera-lost']);
  expect(facts().rows).toBe(before.rows + 1);
});

test('a part that fails is undone alone, whatever the whole makes of it', () => {
  const { site, told, facts } = start();
  value(
    site.together((tx) => {
      value(add(tx.db, 'Ana'));
      const part = change(site, 'people', ROW, (inner) => (all(inner), err({ code: 'person-gone' })));
      expect(part.ok).toBe(false);
      return tx.record({ kind: 'system', reason: 'enrolled' });
    }),
  );
  expect(facts()).toMatchObject({ people: ['Ana'], rows: 1 });
  expect(site.settings()).toEqual(facts().settings);
  expect(told).toEqual(['enrolled']);
});

test('a part that is done is told when the whole is on disk, and not where the whole fails', () => {
  const { site, told, facts } = start();
  const whole = (fails: boolean) =>
    site.together((tx) => {
      value(
        change(site, 'people', ROW, (inner) => (value(inner.saveSettings({ site: { name: 'North' } })), add(inner.db, 'Ana'))),
      );
      expect(told).toEqual([]);
      return fails ? err({ code: 'person-gone' }) : tx.record({ kind: 'system', reason: 'enrolled' });
    });
  expect(whole(true).ok).toBe(false);
  expect([told, facts().people, site.settings().site.name]).toEqual([[], [], facts().settings.site.name]);
  value(whole(false));
  expect(told).toEqual(['person-changed', 'enrolled', 'settings changed', 'people changed']);
});

test('where nothing was changed after all, there is no row and nobody is told', () => {
  const { site, told, facts } = start();
  value(
    change(
      site,
      'people',
      () => [],
      () => ok(null),
    ),
  );
  expect([told, facts().rows]).toEqual([[], 0]);
});

test('a listener that throws keeps nobody else from hearing it', () => {
  const { site, hooks, told } = start();
  const late: string[] = [];
  hooks.onRecorded(() => {
    throw new Error('a page that has just died');
  });
  hooks.onRecorded((row) => late.push(row.reason ?? ''));
  value(change(site, 'people', ROW, (tx) => add(tx.db, 'Ana')));
  expect(late).toEqual(['person-changed']);
  expect(told).toEqual(['person-changed', 'people changed']);
});
