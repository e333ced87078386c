/**
 * What an administrator changes and the row that says so are one transaction: where the disk takes no row, nothing was changed, and whoever asked is
 * told. Every call of administration is asked, or says here why not.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUILT_IN } from '../../src/exports/hours/templates/index.ts';
import { NEW_DOOR } from '../../src/shared/access.ts';
import { DEFAULT_RULE } from '../../src/domain/hours/model.ts';
import { RuleBody } from '../../src/shared/hours.ts';
import { calls, type CallName, type Input, type Output } from '../../src/shared/contract.ts';
import type { Role } from '../../src/shared/schemas.ts';
import { SqliteError } from '../../src/storage/file/sqlite.ts';
import { frappeActs } from './acts-of-frappe.ts';
import { WITHOUT } from './acts-without.ts';
import { attlogOf, tableOf } from '../imports/given.ts';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../fakes/app.ts';
import { PASSWORD } from '../../tools/secrets.ts';
import { value } from '../../tools/value.ts';

let t: TestApp;
let person: number;
let n = 0;
const unused = (): string => `n${++n}`;

const must = async <N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> => {
  t.app.setRole(name.startsWith('recognition.') ? 'kiosk' : 'admin');
  const answer = await t.call(name, input);
  t.app.setRole('admin');
  return value(answer, name);
};

async function enrolment(of: number | null): Promise<Input<'enrol.commit'>> {
  const { enrolmentId, needed } = await must('enrol.begin', { personId: of });
  n++;
  for (let i = 0; i < needed; i++) await must('enrol.sample', { enrolmentId, face: fakeFace([n, 90, 40]) });
  return { enrolmentId, person: { employeeNumber: unused(), name: 'Ben', department: '' } };
}
const added = async (): Promise<number> =>
  (await must('credentials.addWithoutFace', { employeeNumber: unused(), name: 'Cleo', department: '' })).id;
async function visit(): Promise<number> {
  const id = (await must('enrol.commit', await enrolment(null))).id;
  const decision = await must('recognition.face', fakeFace([n - 1, 90, 40], n));
  if (decision.state !== 'welcome') throw new Error(`${id}: ${JSON.stringify(decision)}`);
  // Its probe is kept after the answer.
  await new Promise((done) => setImmediate(done));
  return decision.eventId;
}
const zone = () => ({
  id: null,
  fields: { name: unused(), antiPassback: 'off' as const, timedMinutes: 5, resetAt: null, capacity: null },
});
const door = () => ({ id: null, fields: { ...NEW_DOOR, name: unused() }, openTo: [] });
const group = () => ({ id: null, fields: { name: unused(), grants: [], opensDay: false, isDefault: false } });
const profile = () => ({
  id: null,
  fields: {
    name: unused(),
    week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] },
    onHolidays: 'closed' as const,
    holidayHours: [],
    makeUpDayAs: 1 as const,
  },
});

/** The punch of somebody new. */
async function attlog() {
  const { employeeNumber } = await must('people.get', { id: await added() });
  return attlogOf(employeeNumber);
}

const fireInput = () => ({
  id: null,
  fields: {
    name: unused(),
    doorId: null,
    config: { kind: 'modbus' as const, host: '127.0.0.1', port: 9, unit: 1, input: 0, normally: 'closed' as const },
  },
  password: null,
});

const shift = () => ({
  id: null,
  fields: {
    name: unused(),
    code: '',
    colour: 'teal' as const,
    from: 0,
    body: {
      segments: [{ start: 540, end: 1080 }],
      before: 120,
      after: 360,
      breaks: [],
      flex: null,
      halfDayAt: 'without-break' as const,
      needIn: true,
      needOut: true,
    },
  },
});
const rest = { days: [null], anchor: 0, followsCalendar: true };
const pattern = () => ({ id: null, fields: { name: unused(), from: 0, body: rest } });
const assignment = () => ({
  id: null,
  fields: { to: { department: unused() }, from: 0, until: null, target: 'rest' as const },
});
const rules = (from: number) => ({ from, body: RuleBody.parse(DEFAULT_RULE) });
const exportTemplate = () => ({ id: null, fields: { ...BUILT_IN['days-csv']!, name: unused() } });
const exportSchedule = () => ({
  id: null,
  fields: { template: 'days-csv', folder: '/nowhere', department: null, day: 2, minute: 360 },
});

/** Each makes ready what the act is done to, and answers what is asked. */
const ACTS: { readonly [N in CallName]?: readonly (() => Promise<Input<N>>)[] } = {
  'enrol.commit': [() => enrolment(null), () => enrolment(person)],
  'people.update': [async () => ({ id: await added(), person: { employeeNumber: unused(), name: 'Dora', department: '' } })],
  'people.setActive': [async () => ({ id: await added(), active: false })],
  'people.delete': [async () => ({ id: await added() })],
  'people.undelete': [
    async () => {
      const id = await added();
      await must('people.delete', { id });
      return { id };
    },
  ],
  'credentials.setPin': [
    async () => ({ personId: await added(), pin: null }),
    () => Promise.resolve({ personId: person, pin: '580967' }),
  ],
  'credentials.removePin': [
    async () => {
      const personId = await added();
      await must('credentials.setPin', { personId, pin: null });
      return { personId };
    },
  ],
  'credentials.resetTries': [
    async () => {
      t.app.setRole('kiosk');
      await t.call('credentials.pin', { code: '7391642807', waitedMs: 0 });
      t.app.setRole('admin');
      return { personId: null };
    },
  ],
  'credentials.print': [async () => ({ personIds: [await added(), await added()], renew: false })],
  'credentials.endBadge': [
    async () => {
      const personId = await added();
      await must('credentials.print', { personIds: [personId], renew: false });
      return { personId };
    },
  ],
  'credentials.addWithoutFace': [() => Promise.resolve({ employeeNumber: unused(), name: 'Eve', department: '' })],
  'credentials.setWithoutFace': [
    async () => ({ personId: (await must('enrol.commit', await enrolment(null))).id, withoutFace: true }),
  ],
  'settings.save': [
    () => Promise.resolve({ recognition: { wrongPersonOneIn: 2000 }, site: { idleMinutes: 9 } }),
    async () => ({ kiosk: { doorId: (await must('access.saveDoor', door())).id } }),
    () => Promise.resolve({ kiosk: { doorId: null }, site: { name: unused() } }),
  ],
  'outputs.save': [
    async () => ({
      doorId: (await must('access.saveDoor', door())).id,
      config: { kind: 'none' as const },
      secrets: { password: null, key: null },
      pulseMs: 700,
    }),
  ],
  'settings.changeSecrets': [
    () => Promise.resolve({ currentPassword: PASSWORD, password: 'a password of another kind', kioskPin: '739164' }),
  ],
  'access.saveZone': [() => Promise.resolve(zone())],
  'access.deleteZone': [() => must('access.saveZone', zone())],
  'access.saveDoor': [() => Promise.resolve(door())],
  'access.deleteDoor': [async () => ({ id: (await must('access.saveDoor', door())).id })],
  'access.saveProfile': [() => Promise.resolve(profile())],
  'access.deleteProfile': [() => must('access.saveProfile', profile())],
  'access.saveGroup': [() => Promise.resolve(group())],
  'access.deleteGroup': [() => must('access.saveGroup', group())],
  'access.saveMembers': [async () => ({ id: (await must('access.saveGroup', group())).id, people: [person] })],
  'access.saveHolidays': [
    () => Promise.resolve({ save: [{ date: '2026-12-24', name: unused(), kind: 'off' as const, asWeekday: null }], remove: [] }),
  ],
  'access.savePerson': [
    async () => ({
      id: await added(),
      fields: { groups: [], validFrom: '2026-01-01', validTo: null, visitorUntil: null, antiPassbackExempt: true },
    }),
  ],
  'exports.saveTemplate': [() => Promise.resolve(exportTemplate())],
  'exports.deleteTemplate': [
    async () => {
      const { key } = await must('exports.saveTemplate', exportTemplate());
      return { id: Number(key.slice('own:'.length)) };
    },
  ],
  'exports.saveIds': [() => Promise.resolve({ program: 'gusto', ids: [{ personId: person, id: unused() }] })],
  'exports.saveSchedule': [() => Promise.resolve(exportSchedule())],
  'exports.deleteSchedule': [() => must('exports.saveSchedule', exportSchedule())],
  'fireInputs.save': [() => Promise.resolve(fireInput())],
  'fireInputs.delete': [async () => ({ id: (await must('fireInputs.save', fireInput())).id })],
  'shifts.save': [() => Promise.resolve(shift())],
  'shifts.delete': [() => must('shifts.save', shift())],
  'shifts.deleteVersion': [
    async () => {
      const made = shift();
      const { id } = await must('shifts.save', made);
      await must('shifts.save', { id, fields: { ...made.fields, from: 90_000 } });
      return { id, from: 90_000 };
    },
  ],
  'patterns.save': [() => Promise.resolve(pattern())],
  'patterns.delete': [() => must('patterns.save', pattern())],
  'patterns.deleteVersion': [
    async () => {
      const made = pattern();
      const { id } = await must('patterns.save', made);
      await must('patterns.save', { id, fields: { ...made.fields, from: 90_000 } });
      return { id, from: 90_000 };
    },
  ],
  'assignments.save': [() => Promise.resolve(assignment())],
  'assignments.delete': [
    async () => {
      const saved = await must('assignments.save', assignment());
      return { id: 'id' in saved ? saved.id : 0 };
    },
  ],
  'rules.save': [() => Promise.resolve(rules(80_000))],
  'rules.delete': [
    async () => {
      await must('rules.save', rules(90_000));
      return { from: 90_000 };
    },
  ],
  'access.reset': [() => Promise.resolve({ personId: person, zoneId: null })],
  'dataImports.takePunches': [attlog],
  'dataImports.takePeople': [() => Promise.resolve(tableOf(unused()))],
  'dataImports.undoPunches': [
    async () => {
      await must('dataImports.takePunches', await attlog());
      return { id: Math.max(...(await must('dataImports.list', null)).map((s) => s.id)) };
    },
  ],
  'dataImports.undoPeople': [
    async () => {
      await must('dataImports.takePeople', tableOf(unused()));
      return { id: Math.max(...(await must('dataImports.list', null)).map((s) => s.id)) };
    },
  ],
  'notHim.say': [async () => ({ eventId: await visit() })],
  'notHim.undo': [
    async () => {
      const eventId = await visit();
      await must('notHim.say', { eventId });
      return { eventId };
    },
  ],
};

/** The test's today: the person is there. */
const DAY = 20_781;
const leave = () => ({ kind: 'leave-days' as const, leaveKind: 'annual', paid: true, from: DAY + ++n, to: DAY + n });
const asked = async (grant: boolean): Promise<number> =>
  (await must('hourRequests.ask', { personIds: [person], bodies: [leave()], reason: '', grant })).ids[0]!;
/** Each a month of its own, long over. */
const month = () => `20${10 + (++n % 15)}-0${1 + (n % 9)}`;
const closed = async (): Promise<string> => {
  const of = month();
  await must('periods.close', { month: of, reason: '' });
  return of;
};

/** What is asked for about hours, and months that are closed. */
const HOURS_ACTS: typeof ACTS = {
  'hourRequests.ask': [false, true].map(
    (grant) => () => Promise.resolve({ personIds: [person], bodies: [leave()], reason: 'r', grant }),
  ),
  'hourRequests.correct': [
    () => Promise.resolve({ personId: person, day: DAY, in: '09:00', out: null, reason: 'r', grant: true }),
  ],
  'hourRequests.decide': [
    async () => ({ ids: [await asked(false), await asked(false)], decision: 'refused' as const, part: null }),
    async () => ({ ids: [await asked(true)], decision: 'withdrawn' as const, part: null }),
  ],
  'hourRequests.saveKind': [
    () =>
      Promise.resolve({
        kind: null,
        fields: { name: unused(), paid: true, present: false, unit: 'day' as const, used: true },
      }),
  ],
  'periods.close': [() => Promise.resolve({ month: month(), reason: '' })],
  'periods.reopen': [async () => ({ month: await closed(), reason: 'r' })],
  'periods.finish': [() => Promise.resolve({ month: month(), personIds: [person], finished: true })],
};

beforeAll(async () => {
  t = await startTestApp();
  await must('setup.complete', SETUP);
  await must('settings.save', { recognition: { cooldownSeconds: 0, voteFrames: 1 } });
  person = (await must('enrol.commit', await enrolment(null))).id;
}, 60_000);
afterAll(() => t.close());

/** What main writes by itself, whenever it has the time: the note of the newest rows, look-alikes, the site's own scores and their centre, days, what is sent. */
const BY_ITSELF = [
  ...['sqlite_sequence', 'boots', 'site', 'look_alikes', 'look_alike_search', 'scores', 'gallery'],
  ...[
    'day_records',
    'month_totals',
    'arrival_totals',
    'lateness_totals',
    'week_totals',
    'dirty_days',
    'hours_state',
    'frappe_queue',
  ],
];
/** Everything but the log and those. */
function contents(): string {
  const { own: db } = value(t.app.site());
  const tables = db
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .filter(({ name }) => name !== 'events' && !BY_ITSELF.includes(name));
  const bytes = (_key: string, cell: unknown): unknown =>
    cell instanceof Uint8Array ? Buffer.from(cell).toString('base64') : cell;
  return tables.map(({ name }) => `${name} ${JSON.stringify(db.all(`SELECT * FROM "${name}"`), bytes)}`).join('\n');
}
const rows = (): number => value(t.app.site()).own.get<{ n: number }>('SELECT count(*) AS n FROM events')!.n;

/** The disk takes everything but what such statements write: rows of the log, where nothing else is said. */
async function withoutRows<T>(use: () => Promise<T>, refused = /INSERT INTO events/): Promise<T> {
  const handle = value(t.app.site()).own as unknown as { run: (sql: string, params?: object) => unknown };
  const { run } = handle;
  handle.run = (sql, params) => {
    if (refused.test(sql)) throw new SqliteError('database or disk is full', 'SQLITE_FULL');
    return run(sql, params);
  };
  try {
    return await use();
  } finally {
    handle.run = run;
  }
}

const each = Object.entries({ ...ACTS, ...HOURS_ACTS, ...frappeActs({ app: () => t, must, person: () => person }) }).flatMap(
  ([name, ways]) => ways.map((ready, i) => [name, i, ready] as const),
);
test.each(each)(
  '%s (%i)',
  async (name, _i, ready) => {
    const input = await ready();
    const before = contents();
    const refused = await withoutRows(() => t.call(name as CallName, input as never));
    expect(refused).toEqual({ ok: false, error: { code: 'database-full' } });
    expect(contents()).toBe(before);
    const rowsBefore = rows();
    expect(await t.call(name as CallName, input as never)).toMatchObject({ ok: true });
    expect(contents() === before && name !== 'access.reset').toBe(false);
    expect(rows()).toBeGreaterThan(rowsBefore);
  },
  60_000,
);

test('a door that could not be deleted is still the one that the kiosk stands at', async () => {
  const { id } = await must('access.saveDoor', door());
  await must('settings.save', { kiosk: { doorId: id } });
  expect((await withoutRows(() => t.call('access.deleteDoor', { id }))).ok).toBe(false);
  expect(t.app.state().settings.kiosk.doorId).toBe(id);
  await must('access.deleteDoor', { id });
  expect(t.app.state().settings.kiosk.doorId).toBeNull();
});

test('pictures that could not be erased are kept, and the setting says so', async () => {
  await must('enrol.commit', await enrolment(null));
  const crops = (): number => value(t.app.site()).own.get<{ n: number }>('SELECT count(*) AS n FROM crops')!.n;
  const before = contents();
  expect(crops()).toBeGreaterThan(0);
  const refused = await withoutRows(
    () => t.call('settings.save', { recognition: { keepCrops: false, margin: 0.1 } }),
    /DELETE FROM crops/,
  );
  expect(refused).toEqual({ ok: false, error: { code: 'database-full' } });
  expect(contents()).toBe(before);
  expect(t.app.state().settings).toMatchObject({ recognition: { keepCrops: true, margin: 0.03 } });
  await must('settings.save', { recognition: { keepCrops: false } });
  expect(crops()).toBe(0);
});

test('every call of administration is looked at', () => {
  const named = [
    ...Object.keys({ ...ACTS, ...HOURS_ACTS, ...frappeActs({ app: () => t, must, person: () => person }) }),
    ...Object.values(WITHOUT).flat(),
  ];
  const admin = Object.entries(calls).flatMap(([name, { may }]) => ((may as readonly Role[]).includes('kiosk') ? [] : [name]));
  expect(named.sort()).toEqual(admin.sort());
});
