/** Punches sent to a Frappe server: the whole app and a server on loopback with every answer that it may give. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { quiet, SETUP, startTestApp, type TestApp } from '../../../../test/fakes/app.ts';
import { frappeServer, type FrappeServer } from '../../../../test/exports/frappe-server.ts';
import { value } from '../../../../tools/value.ts';
import { dayNumber } from '../../../domain/hours/days.ts';
import { personId } from '../../../domain/ids.ts';
import { FrappeGiven } from '../../../shared/frappe.ts';
import { askFor, decide } from '../../../storage/hours/requests.ts';
import { meaningOf } from './answer.ts';
import { createFrappeSender, type FrappeSender } from './sender.ts';

const WHAT = { period: { from: dayNumber('2026-11-01'), to: dayNumber('2026-11-30') }, who: { department: null } };
const HOUR = 3_600_000;

let profile: string;
let t: TestApp;
let server: FrappeServer;
let ada: number;
const opened: FrappeSender[] = [];

async function add(number: string, name: string): Promise<number> {
  server.employees.push({ name: `HR-EMP-${number}`, device: number, active: true });
  return value(await t.call('credentials.addWithoutFace', { employeeNumber: number, name, department: 'R&D' })).id;
}

/** So many punches, an hour apart, IN and OUT in turn. */
function punch(person: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const direction = i % 2 === 0 ? 'in' : 'out';
    value(value(t.app.site()).record({ kind: 'recognised', reason: null, personId: personId(person), direction }));
    t.clock.at += HOUR;
  }
}

const given = (more: Partial<FrappeGiven> = {}): FrappeGiven => ({
  ...{ url: server.url, api: 'hrms', person: 'number', zone: 'Asia/Shanghai', key: 'key', secret: 'secret' },
  ...more,
});
const save = (more: Partial<FrappeGiven> = {}) => t.call('frappe.save', given(more));
const state = async () => value(await t.call('frappe.state', null));
const settled = () => expect.poll(async () => (await state()).running).toBe(false);
const reasons = () =>
  value(t.app.site())
    .db.all<{ reason: string }>("SELECT reason FROM events WHERE reason LIKE 'frappe-%' ORDER BY id")
    .map(({ reason }) => reason);

/** One that waits no minutes, on the real clock. */
function quickSender(): FrappeSender {
  const sender = createFrappeSender({
    clock: { now: Date.now },
    log: quiet,
    changed: () => undefined,
    waits: { first: 2, most: 50 },
  });
  opened.push(sender);
  sender.begin(value(t.app.site()));
  return sender;
}

beforeEach(async () => {
  profile = mkdtempSync(join(tmpdir(), 'lintel-frappe-'));
  server = await frappeServer();
  t = await startTestApp({ userData: profile });
  value(await t.call('setup.complete', SETUP));
  ada = await add('007', 'Ada');
});
afterEach(async () => {
  for (const sender of opened.splice(0)) sender.end();
  t.close();
  await server.close();
  rmSync(profile, { recursive: true, force: true });
});

test('punches are sent in order, naive in the zone of the Frappe site, and not sent again', async () => {
  punch(ada, 4);
  value(await save({ zone: 'Asia/Kolkata' }));
  expect(value(await t.call('frappe.check', WHAT))).toMatchObject({ people: 1, punches: 4, fresh: 4, stored: 0, missing: [] });
  expect(server.asked).toEqual([]);
  expect(value(await t.call('frappe.send', WHAT))).toEqual({ added: 4 });
  await settled();
  // 08:57 in Shanghai.
  expect(server.checkins).toHaveLength(4);
  expect(server.checkins).toContainEqual({
    ...{ employee: 'HR-EMP-007', time: '2026-11-24 06:27:00.000000', logType: 'IN', device: null },
  });
  expect(value(await t.call('frappe.send', WHAT))).toEqual({ added: 0 });
  await settled();
  expect(server.asked).toHaveLength(4);
  expect((await state()).counts).toEqual({ waiting: 0, stored: 4, refused: 0 });
  expect((await state()).last).toHaveLength(4);
  expect(reasons()).toEqual(['frappe-changed', 'frappe-queued', 'frappe-sent', 'frappe-queued']);
});

test('what one person’s punch is refused for stops nobody else’s, and is sent when it has been put right', async () => {
  const bo = await add('008', 'Bo');
  const cy = await add('009', 'Cy');
  server.employees.splice(1, 1);
  server.employees[1]!.active = false;
  punch(ada, 2);
  punch(bo, 1);
  punch(cy, 1);
  value(await save());
  value(await t.call('frappe.send', WHAT));
  await settled();
  const { counts, refused } = await state();
  expect(counts).toEqual({ waiting: 0, stored: 2, refused: 2 });
  expect(refused.map(({ name, answer }) => [name, answer])).toEqual([
    ['Bo', 'no-employee'],
    ['Cy', 'inactive'],
  ]);
  server.employees.push({ name: 'HR-EMP-008', device: '008', active: true });
  server.employees[1]!.active = true;
  expect(value(await t.call('frappe.retry', null))).toEqual({ again: 2 });
  await settled();
  expect((await state()).counts).toEqual({ waiting: 0, stored: 4, refused: 0 });
  expect(server.checkins.map(({ employee }) => employee).toSorted()).toEqual([
    ...['HR-EMP-007', 'HR-EMP-007', 'HR-EMP-008', 'HR-EMP-009'],
  ]);
});

test('whoever has no id there is named before, and sent with it once it is known', async () => {
  punch(ada, 2);
  value(await save({ person: 'employee' }));
  expect(value(await t.call('frappe.check', WHAT))).toMatchObject({
    ...{ fresh: 0, missing: [{ id: ada, name: 'Ada', employeeNumber: '007' }] },
  });
  value(await t.call('exports.saveIds', { program: 'frappe', ids: [{ personId: ada, id: 'HR-EMP-007' }] }));
  value(await t.call('frappe.send', WHAT));
  await settled();
  expect(server.asked[0]).toMatchObject({ employee_fieldname: 'name', employee_field_value: 'HR-EMP-007' });
  expect(server.checkins).toHaveLength(2);
});

test('a token that is not accepted stops all, and goes on with the right one', async () => {
  punch(ada, 9);
  server.token = 'key:another';
  value(await save());
  value(await t.call('frappe.send', WHAT));
  await settled();
  expect(await state()).toMatchObject({ problem: 'token', counts: { waiting: 9, stored: 0, refused: 0 } });
  expect(server.asked.length).toBeLessThanOrEqual(4);
  expect(reasons()).toContain('frappe-stopped');
  value(await save({ secret: 'another' }));
  value(await t.call('frappe.resume', null));
  await settled();
  expect(await state()).toMatchObject({ problem: null, counts: { waiting: 0, stored: 9, refused: 0 } });
});

test('something else at that address stops all', async () => {
  punch(ada, 1);
  server.mood = 'page';
  value(await save());
  value(await t.call('frappe.send', WHAT));
  await settled();
  expect(await state()).toMatchObject({ problem: 'not-frappe', counts: { waiting: 1, stored: 0, refused: 0 } });
});

test.each(['down', 'deaf', 'busy'] as const)('a server that is %s is asked again until it is well', async (mood) => {
  punch(ada, 3);
  server.mood = mood;
  value(await save());
  value(await t.call('frappe.send', WHAT));
  quickSender();
  server.onAsked = (n) => {
    if (n > 12) server.mood = 'well';
  };
  await settled();
  expect(server.checkins).toHaveLength(3);
  expect((await state()).counts).toEqual({ waiting: 0, stored: 3, refused: 0 });
});

test('a row that was stored and not answered is no second row: the server has it already', async () => {
  punch(ada, 3);
  server.mood = 'lost';
  value(await save());
  value(await t.call('frappe.send', WHAT));
  quickSender();
  await expect.poll(() => server.checkins.length).toBe(3);
  server.mood = 'well';
  await settled();
  expect(server.checkins).toHaveLength(3);
  expect((await state()).last.map(({ answer }) => answer)).toEqual(['duplicate', 'duplicate', 'duplicate']);
});

test('an app that dies in the middle goes on where it was, and sends nothing twice', async () => {
  punch(ada, 40);
  value(await save());
  // Nothing is tidied up: the app is gone between a request and its answer.
  let died = false;
  server.onAsked = (n) => {
    if (n !== 10) return;
    died = true;
    server.mood = 'lost';
    t.close();
  };
  value(await t.call('frappe.send', WHAT));
  await expect.poll(() => died).toBe(true);
  server.onAsked = () => undefined;
  server.mood = 'well';
  t = await startTestApp({ userData: profile, clock: t.clock });
  t.app.setRole('admin');
  await settled();
  expect((await state()).counts).toEqual({ waiting: 0, stored: 40, refused: 0 });
  expect(new Set(server.checkins.map(({ time }) => time)).size).toBe(40);
  expect(server.checkins).toHaveLength(40);
});

test('paused it sends nothing more; what is not there can be taken out', async () => {
  punch(ada, 30);
  server.mood = 'down';
  value(await save());
  value(await t.call('frappe.send', WHAT));
  await expect.poll(() => server.asked.length).toBeGreaterThan(0);
  value(await t.call('frappe.pause', null));
  server.mood = 'well';
  expect(await state()).toMatchObject({ running: false, counts: { waiting: 30 } });
  expect(value(await t.call('frappe.drop', null))).toEqual({ dropped: 30 });
  expect(value(await t.call('frappe.check', WHAT))).toMatchObject({ fresh: 30, queued: 0 });
});

test('a granted punch is sent, one that a correction leaves out is not, and one that was sent before is named', async () => {
  punch(ada, 2);
  const site = value(t.app.site());
  const day = dayNumber('2026-11-24');
  const grant = (body: Parameters<typeof askFor>[1]['body']) => {
    const request = { personId: ada, from: day, to: day, body, reason: 'Why', askedBy: 'kiosk', at: t.clock.at };
    const requestId = value(site.together(({ db }) => askFor(db, request)));
    const decision = { requestId, decision: 'granted', decidedBy: 'administrator', selfDecided: false, at: t.clock.at } as const;
    value(site.together(({ db }) => decide(db, decision)));
  };
  grant({ kind: 'add', at: Date.parse('2026-11-24T18:00:00+08:00'), direction: 'out', zone: 'Asia/Shanghai' });
  value(await save());
  value(await t.call('frappe.send', WHAT));
  await settled();
  expect(server.checkins.map(({ time }) => time.slice(11, 16)).toSorted()).toEqual(['08:57', '09:57', '18:00']);
  const first = site.db.get<{ id: number }>("SELECT min(id) AS id FROM events WHERE kind = 'recognised'")!;
  grant({ kind: 'ignore', punch: `e${first.id}` });
  const check = value(await t.call('frappe.check', WHAT));
  expect(check).toMatchObject({ fresh: 0, differ: 2 });
  expect(check.differences).toMatchObject([
    { name: 'Ada', gone: true, sent: 'in', now: null },
    // Without it the next one comes first.
    { name: 'Ada', gone: false, sent: 'out', now: 'in' },
  ]);
  // One that waits while it is left out.
  punch(ada, 1);
  server.mood = 'down';
  value(await t.call('frappe.send', WHAT));
  await expect.poll(async () => (await state()).counts.waiting).toBe(1);
  value(await t.call('frappe.pause', null));
  const last = site.db.get<{ id: number }>("SELECT max(id) AS id FROM events WHERE kind = 'recognised'")!;
  grant({ kind: 'ignore', punch: `e${last.id}` });
  server.mood = 'well';
  const before = server.asked.length;
  value(await t.call('frappe.resume', null));
  quickSender();
  await settled();
  expect(server.asked).toHaveLength(before);
  expect((await state()).refused).toMatchObject([{ answer: 'not-counted' }]);
});

test('key and secret stay with their address, and are in no answer, no row and no file of the app’s log', async () => {
  punch(ada, 1);
  const [key, secret] = ['KEY-that-is-long', 'SECRET-that-is-long'];
  value(await save({ key, secret }));
  value(await t.call('frappe.send', WHAT));
  await settled();
  expect(JSON.stringify(await state())).not.toContain('that-is-long');
  const rows = value(t.app.site()).db.all("SELECT * FROM events WHERE reason LIKE 'frappe-%'");
  expect(JSON.stringify(rows)).not.toContain('that-is-long');
  const logs = readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.log'));
  for (const name of logs) expect(readFileSync(join(profile, name), 'utf8')).not.toContain('that-is-long');
  expect(await save({ url: 'https://elsewhere.example', key: null, secret: null })).toMatchObject({
    error: { code: 'bad-input', field: 'key' },
  });
  value(await save({ person: 'device', key: null, secret: null }));
  value(await t.call('frappe.forget', null));
  expect((await state()).server).toBeNull();
  expect(await t.call('frappe.send', WHAT)).toMatchObject({ error: { code: 'frappe-unset' } });
});

test.each([
  ['https://erp.example.com', true],
  ['http://erp.example.com', false],
  ['http://192.168.1.20:8000', true],
  ['http://172.32.0.1', false],
  ['http://10.0.0.5', true],
  ['http://erp', true],
  ['http://134744072', false],
  ['http://erp.local', true],
  ['http://[fd00::1]', true],
  ['http://[2001:db8::1]', false],
  ['ftp://erp.local', false],
  ['https://user:word@erp.example.com', false],
])('%s may be an address: %s', (url, may) => {
  expect(FrappeGiven.safeParse({ url, api: 'hrms', person: 'number', zone: 'UTC', key: 'k', secret: 's' }).success).toBe(may);
});

test.each([
  [200, '{"message":{"name":"EMP-CKIN-1"}}', 'stored'],
  [200, '<html>', 'not-frappe'],
  [302, '', 'not-frappe'],
  [403, '{}', 'token'],
  [417, '{"exc":"[\\"No module named hrms\\"]"}', 'not-frappe'],
  [500, '{"exc":"This employee already has a log with the same timestamp."}', 'duplicate'],
  [417, '{"exc":"Log Type is required for check-ins falling in the shift: Day."}', 'log-type'],
  [417, '{"exception":"ValidationError: Latitude and longitude values are required"}', 'other'],
  [503, 'nginx', 'server'],
])('status %i %s means %s', (status, body, means) => {
  const meaning = meaningOf(status, body);
  expect(meaning.is === 'stop' ? meaning.problem : meaning.answer).toBe(means);
});

test('of an answer that nobody knows, its own words are kept', () => {
  const messages = JSON.stringify([JSON.stringify({ message: '<b>Radius</b>\n exceeded' })]);
  expect(meaningOf(417, JSON.stringify({ _server_messages: messages }))).toMatchObject({
    answer: 'other',
    said: 'Radius exceeded',
  });
});
