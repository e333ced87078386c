/**
 * Whatever the tables may hold, every screen opens: rows of any kind that the schema allows are written, and every call that reads answers
 * what the contract says. A log cannot be changed afterwards; one odd row must not close it for ever.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { dispatch } from '../../src/main/ipc/dispatch.ts';
import { calls, type CallName } from '../../src/shared/contract.ts';
import { NEW_DOOR, type DoorFields } from '../../src/shared/access.ts';
import type { WritableDb } from '../../src/storage/file/db.ts';
import { fakeFace, quiet, SETUP, startTestApp, type TestApp } from '../fakes/app.ts';
import { seeded } from '../../tools/random.ts';
import { value } from '../../tools/value.ts';
import { insertAny, tablesOf } from '../storage/any-row.ts';

const ANA: [number, number, number] = [200, 10, 30];
const FILTER = { personId: null, from: null, to: null, kinds: [], search: '' };
const ids =
  (table: string, column = 'id') =>
  (db: WritableDb): number[] =>
    db.all<{ id: number }>(`SELECT ${column} AS id FROM ${table} ORDER BY 1 DESC LIMIT 20`).map((row) => row.id);
type Inputs = (db: WritableDb) => readonly unknown[];
const each =
  (of: (db: WritableDb) => number[], input: (id: number) => unknown): Inputs =>
  (db) =>
    of(db).map(input);
const people = ids('people');

/** Calls that read what is stored, and what they are asked. */
const READS: Partial<Record<CallName, Inputs>> = {
  'log.list': (db) => [
    { filter: FILTER, before: null, limit: 200 },
    ...ids('events')(db).map((before) => ({ filter: FILTER, before, limit: 200 })),
  ],
  'log.decision': each(ids('events'), (eventId) => ({ eventId })),
  'log.export': () => (['csv', 'xlsx'] as const).map((format) => ({ filter: FILTER, format })),
  'people.list': () => [{ search: '' }, { search: 'a' }],
  'people.unclear': () => [null],
  'people.get': each(people, (id) => ({ id })),
  'people.photo': each(people, (id) => ({ id })),
  'access.person': each(people, (id) => ({ id })),
  'access.members': each(ids('access_groups'), (id) => ({ id })),
  'credentials.of': each(people, (personId) => ({ personId })),
  'credentials.print': each(people, (id) => ({ personIds: [id], renew: false })),
  'credentials.waits': () => [{ days: 30 }, { days: 400 }],
  'errorRate.visits': () => [
    { from: 0, after: 0, limit: 1000 },
    { from: -1e15, after: 3, limit: 20 },
  ],
  'lookAlikes.check': each(people, (personId) => ({ personId })),
  'notHim.state': each(ids('events'), (eventId) => ({ eventId })),
  'shifts.onDay': () => [{ day: 0 }, { day: 20_780 }],
  'shifts.preview': (db) => [
    { kind: 'drop-rule', from: 0 },
    ...ids('shift_assignments')(db)
      .slice(0, 3)
      .map((id) => ({ kind: 'drop-assignment', id })),
  ],
  'hours.person': each(people, (personId) => ({ personId, month: '2026-11' })),
  'hours.day': each(people, (personId) => ({ personId, day: 20_781 })),
  'hours.grid': () => [true, false].map((problems) => ({ month: '2026-11', search: '', department: null, problems, page: 0 })),
  'hours.todayWho': () => [{ department: null, which: 'expected' }],
  'hours.team': () => [{ month: '2026-11' }],
  'hours.charts': () => ['', null].map((department) => ({ month: '2026-11', department })),
  'hours.behind': () => [{ month: '2026-11', part: { chart: 'arrivals', slot: 17 }, department: null }],
  'hours.preview': each(people, (personId) => ({ personId, day: 20_781, body: { kind: 'ignore', punch: 'e1' } })),
  'outputs.get': each(ids('doors'), (doorId) => ({ doorId })),
  'hourRequests.list': (db) => [null, ...people(db)].map((personId) => ({ personId, day: null, before: null, limit: 500 })),
  'hourRequests.inbox': () => [{ from: 20_400, to: 20_430, cause: null, search: '', department: null, page: 0 }],
  'hourRequests.waiting': () => [{ from: 20_400, to: 20_430 }],
  'hourRequests.quota': each(people, (personId) => ({ personId, day: 20_400 })),
  'periods.list': () => [{ months: 3 }],
};
/** Calls that are asked nothing, and so are asked by themselves, but for those that end what the test stands on. */
const ALONE = Object.entries(calls).flatMap(([name, { input }]) =>
  input instanceof z.ZodNull && !/^(session|setup)\.|retry$/.test(name) ? [name as CallName] : [],
);

let t: TestApp;
let db: WritableDb;
/** A site with Ana, her badge, and a door with every rule that asks how long ago something was. */
beforeEach(async () => {
  t = await startTestApp({ saveTo: '/dev/null' });
  value(await t.call('setup.complete', SETUP));
  const { enrolmentId } = value(await t.call('enrol.begin', { personId: null }));
  value(await t.call('enrol.sample', { enrolmentId, face: fakeFace(ANA) }));
  value(await t.call('enrol.commit', { enrolmentId, person: { employeeNumber: '1', name: 'Ana', department: '' } }));
  const zone = value(
    await t.call('access.saveZone', {
      id: null,
      fields: { name: 'Z', antiPassback: 'timed', timedMinutes: 10, resetAt: '04:00', capacity: 3 },
    }),
  );
  const fields: DoorFields = { ...NEW_DOOR, name: 'D', toZone: zone.id, firstPersonIn: true, twoPerson: false, interlock: 1 };
  const door = value(await t.call('access.saveDoor', { id: null, fields, openTo: null }));
  value(await t.call('access.saveDoor', { id: null, fields: { ...fields, name: 'E' }, openTo: null }));
  value(await t.call('settings.save', { kiosk: { doorId: door.id }, recognition: { cooldownSeconds: 5 } }));
  db = value(t.app.site()).own;
}, 60_000);
afterEach(() => t.close());

const anyRows = (only: readonly string[] | null, next: () => number, written = new Set<string>()): void =>
  db.transaction(() => {
    const tables = tablesOf(db, [t.app.deps.model.id(), 'recognised', 'system', 'en']).filter(
      ({ name }) => only?.includes(name) ?? true,
    );
    for (const table of tables) for (let i = 0; i < 12; i++) if (insertAny(db, table, next)) written.add(table.name);
    // Lines come while an import is being read, and are told of when it is whole.
    db.run('UPDATE import_sources SET being_read = 0');
  });

/** Calls as a window does; what is a bug of ours is thrown, with what the log says of it. */
async function ask(name: CallName, input: unknown): Promise<unknown> {
  const wrong: unknown[] = [];
  const log = { ...quiet, error: (facts: unknown) => void wrong.push(facts) } as typeof quiet;
  const answer = await dispatch(t.handlers, { role: 'admin' }, name, input, log);
  if (answer.ok) return answer.value;
  if (answer.error.code === 'internal')
    throw new Error(
      `${name} ${JSON.stringify(input)}: ${JSON.stringify(wrong, (_, v: unknown) => (v instanceof Error ? v.stack : v))}`,
    );
  return null;
}

const RUNS = Number(process.env['LINTEL_ROW_RUNS'] ?? 25);

test('whatever the tables may hold passes what the contract says of it', async () => {
  const written = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      anyRows(null, seeded(seed), written);
      for (const name of ALONE) await ask(name, null);
      for (const [name, inputs] of Object.entries(READS)) for (const input of inputs(db)) await ask(name as CallName, input);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // The generator is no stub: every table took rows.
  expect(
    tablesOf(db)
      .map((table) => table.name)
      .filter((name) => !written.has(name)),
  ).toEqual([]);
}, 240_000);

test('whatever the log and the places may hold, whoever comes gets an answer', async () => {
  const [card] = value(await t.call('credentials.print', { personIds: [1], renew: false }));
  let track = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.oneof(
        fc.constantFrom(0, -62_135_596_800_000, 13_569_465_600_000, 8.64e15, -8.64e15),
        fc.integer({ min: 1e12, max: 3e12 }),
      ),
      async (seed, wall) => {
        anyRows(['events', 'passages', 'door_access', 'boots', 'probes'], seeded(seed));
        t.setClock(wall - t.clock.at);
        expect(await ask('credentials.badge', { token: card!.token, waitedMs: 1 })).toHaveProperty('decision.state');
        for (let i = 0; i < 3; i++)
          expect(await ask('recognition.face', { ...fakeFace(ANA, ++track), capturedAt: wall })).toHaveProperty('state');
        expect(await ask('access.try', { personId: 1, doorId: 1, at: wall, method: 'badge' })).toHaveProperty('kind');
        for (const name of ['presence.list', 'access.overview', 'app.about'] as const)
          expect(await ask(name, null)).not.toBeNull();
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 240_000);
