/** Every row says who did it; what an administrator changes says what it was before, and never a secret. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { PASSWORD } from '../../../tools/secrets.ts';
import { value } from '../../../tools/value.ts';
import { NEW_DOOR } from '../../shared/access.ts';
import type { CallName, Input, Output } from '../../shared/contract.ts';
import type { Role } from '../../shared/schemas.ts';

let t: TestApp;
const as = async <N extends CallName>(role: Role, name: N, input: Input<N>): Promise<Output<N>> => {
  t.app.setRole(role);
  return value(await t.call(name, input), name);
};
type Said = { readonly reason: string | null; readonly operator: string | null; readonly detail: string | null };
const rows = (): Said[] => value(t.app.site()).db.all<Said>('SELECT reason, operator, detail FROM events ORDER BY id');
const lastOf = (reason: string) => {
  const row = rows().findLast((each) => each.reason === reason);
  return row && { operator: row.operator, detail: JSON.parse(row.detail ?? 'null') as unknown };
};

beforeAll(async () => {
  t = await startTestApp();
  await as('anyone', 'setup.complete', SETUP);
}, 60_000);
afterAll(() => t.close());

test('settings: before and after, a row for each reason, and of a kiosk which', async () => {
  const [{ id: north }, { id: south }] = [await door('North'), await door('South')];
  await as('admin', 'settings.save', { kiosk: { doorId: north } });
  await as('admin', 'settings.save', {
    kiosk: { doorId: south, sound: false },
    recognition: { margin: 0.05, liveness: 'strict' },
    site: { name: 'Harbour' },
  });
  const kiosk = value(t.app.site()).kiosk;
  const operator = 'administrator';
  expect(lastOf('recognition-changed')).toEqual({
    operator,
    detail: {
      before: { recognition: { margin: 0.03, liveness: 'off' } },
      after: { recognition: { margin: 0.05, liveness: 'strict' } },
    },
  });
  expect(lastOf('settings-changed')).toEqual({
    operator,
    detail: {
      kiosk,
      before: { site: { name: SETUP.siteName }, kiosk: { sound: true } },
      after: { site: { name: 'Harbour' }, kiosk: { sound: false } },
    },
  });
  expect(lastOf('kiosk-door-changed')).toEqual({
    operator,
    detail: { kiosk, before: { kiosk: { doorId: north } }, after: { kiosk: { doorId: south } } },
  });
});

const door = (name: string) => as('admin', 'access.saveDoor', { id: null, fields: { ...NEW_DOOR, name }, openTo: [] });

test('doors and rules: what was changed of which, and who may what', async () => {
  const { id } = await door('Gate');
  expect(lastOf('door-added')).toMatchObject({
    detail: { before: { doors: { [id]: null } }, after: { doors: { [id]: { name: 'Gate' } } } },
  });
  await as('admin', 'access.saveDoor', { id, fields: { ...NEW_DOOR, name: 'Gate', twoPerson: true }, openTo: [] });
  expect(lastOf('door-changed')).toEqual({
    operator: 'administrator',
    detail: { before: { doors: { [id]: { twoPerson: false } } }, after: { doors: { [id]: { twoPerson: true } } } },
  });
  const zone = { antiPassback: 'off', timedMinutes: 5, resetAt: null, capacity: null } as const;
  const { id: zoneId } = await as('admin', 'access.saveZone', { id: null, fields: { ...zone, name: 'Yard' } });
  await as('admin', 'access.saveZone', { id: zoneId, fields: { ...zone, name: 'Yard', capacity: 4 } });
  expect(lastOf('zones-changed')?.detail).toEqual({
    before: { zones: { [zoneId]: { capacity: null } } },
    after: { zones: { [zoneId]: { capacity: 4 } } },
  });
  const person = await as('admin', 'credentials.addWithoutFace', { employeeNumber: '7', name: 'Ana', department: '' });
  const { id: group } = await as('admin', 'access.saveGroup', {
    id: null,
    fields: { name: 'Night', grants: [], opensDay: false, isDefault: false },
  });
  await as('admin', 'access.saveMembers', { id: group, people: [person.id] });
  expect(lastOf('groups-changed')?.detail).toEqual({
    before: { groups: { [group]: { members: [] } } },
    after: { groups: { [group]: { members: [person.id] } } },
  });
  await as('admin', 'access.saveHolidays', {
    save: [{ date: '2027-12-24', name: 'Eve', kind: 'off', asWeekday: null }],
    remove: [],
  });
  expect(lastOf('holidays-changed')?.detail).toMatchObject({ after: { holidays: { '2027-12-24': { name: 'Eve' } } } });
  await as('admin', 'access.deleteDoor', { id });
  expect(lastOf('door-deleted')?.detail).toMatchObject({
    before: { doors: { [id]: { name: 'Gate' } } },
    after: { doors: { [id]: null } },
  });
});

test('who did it: the administrator, the kiosk, somebody at the sign-in, or the app itself', async () => {
  expect(lastOf('set-up')?.operator).toBe('anyone');
  await as('kiosk', 'recognition.fault', { code: 'camera-lost' });
  expect(lastOf('camera-lost')?.operator).toBe('kiosk');
  t.app.setRole('anyone');
  await t.call('session.signIn', { kind: 'password', secret: 'not the password' });
  expect(lastOf('password-wrong')?.operator).toBe('anyone');
  value(await t.call('session.signIn', { kind: 'password', secret: PASSWORD }));
  // Nobody was signed in when they asked: it is theirs all the same.
  expect(lastOf('signed-in')?.operator).toBe('administrator');
  t.clock.monotonic += 3_600_000;
  t.app.role();
  expect(lastOf('locked-idle')?.operator).toBe('system');
  expect(rows().filter(({ operator }) => operator === null)).toEqual([]);
});

test('a face that comes is the kiosk’s row', async () => {
  await as('admin', 'settings.save', { recognition: { liveness: 'off', voteFrames: 1 }, kiosk: { doorId: null } });
  const { enrolmentId, needed } = await as('admin', 'enrol.begin', { personId: null });
  for (let i = 0; i < needed; i++) await as('admin', 'enrol.sample', { enrolmentId, face: fakeFace([9, 90, 40]) });
  await as('admin', 'enrol.commit', { enrolmentId, person: { employeeNumber: '9', name: 'Ben', department: '' } });
  expect(lastOf('enrolled')).toEqual({ operator: 'administrator', detail: null });
  expect(await as('kiosk', 'recognition.face', fakeFace([9, 90, 40], 9))).toMatchObject({ state: 'welcome' });
  const punch = value(t.app.site()).db.get("SELECT operator, detail FROM events WHERE kind = 'recognised' ORDER BY id DESC");
  expect(punch).toEqual({ operator: 'kiosk', detail: null });
});

test('no secret stands in a row, nor a name of a person, and not what an address may hide', async () => {
  const planted = [
    'broker-snollygoster',
    'path-snollygoster',
    'relay-snollygoster',
    'panel-snollygoster',
    'a snollygoster of a password',
    '739164',
    '580967',
    'Zenobia',
    'ab'.repeat(32),
  ];
  const { id: doorId } = await door('Wired');
  await as('admin', 'outputs.save', {
    doorId,
    config: { kind: 'http', url: 'http://127.0.0.1:9/open/path-snollygoster?token=path-snollygoster', signature: 2 },
    secrets: { password: null, key: 'ab'.repeat(32) },
  });
  expect(lastOf('output-changed')?.detail).toEqual({
    before: { kind: 'none', address: '', secrets: { key: false } },
    after: { kind: 'http', address: 'http 127.0.0.1 9', secrets: { key: true } },
  });
  const relay = { kind: 'shelly', host: '127.0.0.1', port: 9, generation: 1, channel: 0, username: 'relay-user' } as const;
  await as('admin', 'outputs.save', {
    doorId,
    config: { ...relay, lock: 'secure', contact: null },
    secrets: { password: 'relay-snollygoster', key: null },
  });
  expect(lastOf('output-changed')?.detail).toMatchObject({ after: { kind: 'shelly', secrets: { password: true, key: false } } });
  const panel = {
    kind: 'mqtt',
    url: 'mqtt://127.0.0.1:9',
    username: 'panel',
    protocol: 5,
    topic: 'fire',
    alarm: 'yes',
    quiet: 'no',
  } as const;
  const { id } = await as('admin', 'fireInputs.save', {
    id: null,
    fields: { name: 'Panel', doorId: null, config: { ...panel, gone: null } },
    password: 'panel-snollygoster',
  });
  expect(lastOf('fire-inputs-changed')?.detail).toMatchObject({ after: { [id]: { kind: 'mqtt', password: true } } });
  const person = await as('admin', 'credentials.addWithoutFace', { employeeNumber: '11', name: 'Zenobia', department: '' });
  await as('admin', 'credentials.setPin', { personId: person.id, pin: '580967' });
  await as('admin', 'access.savePerson', {
    id: person.id,
    fields: { groups: [], validFrom: '2027-01-01', validTo: null, visitorUntil: null, antiPassbackExempt: false },
  });
  expect(lastOf('person-access-changed')?.detail).toMatchObject({ after: { validFrom: '2027-01-01' } });
  await as('admin', 'settings.changeSecrets', {
    currentPassword: PASSWORD,
    password: 'a snollygoster of a password',
    kioskPin: '739164',
  });
  const said = rows()
    .map(({ operator, detail }) => `${operator ?? ''} ${detail ?? ''}`)
    .join('\n');
  expect([...planted, PASSWORD, SETUP.password, SETUP.kioskPin].filter((secret) => said.includes(secret))).toEqual([]);
});
