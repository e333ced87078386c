/** The app end to end but for window, camera and network Q: first run, keys, roles, enrolment, a visit, the log, a restart. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeEach, expect, test } from 'vitest';
import type { KioskDecision } from '../shared/schemas.ts';
import { KEY_FILE } from '../storage/keys/key-file.ts';
import { SqliteError } from '../storage/file/sqlite.ts';
import { fakeFace, quiet, SETUP, type TestApp } from '../../test/fakes/app.ts';
import { startedApps } from '../../test/fakes/started-apps.ts';
import { value } from '../../tools/value.ts';
import type { Log } from './base/log.ts';

const ALL = { personId: null, from: null, to: null, kinds: [], search: '' };
const anna: [number, number, number] = [200, 10, 30];
const li: [number, number, number] = [20, 180, 90];
const apps = startedApps('lintel-app-');
const { start, end } = apps;
let profile: string;
beforeEach(() => {
  ({ profile } = apps.paths());
  mkdirSync(profile);
});

async function enrol(t: TestApp, who: [number, number, number], name: string, employeeNumber: string) {
  const { enrolmentId } = value(await t.call('enrol.begin', { personId: null }));
  for (let i = 0; i < 5; i++) value(await t.call('enrol.sample', { enrolmentId, face: fakeFace(who) }));
  return value(await t.call('enrol.commit', { enrolmentId, person: { employeeNumber, name, department: 'R&D' } }));
}

async function visit(t: TestApp, who: [number, number, number], track: number, frames = 9) {
  let last: KioskDecision | undefined;
  for (let i = 0; i < frames; i++) {
    t.clock.at += 100;
    t.clock.monotonic += 100;
    last = value(await t.call('recognition.face', fakeFace(who, track)));
    if (last.state === 'welcome' || last.state === 'refused') break;
  }
  if (!last) throw new Error('no frames');
  return last;
}

test('first run, enrol, recognise, refuse a stranger, export, restart, still recognised', async () => {
  const csv = join(profile, 'log.csv');
  const t = await start({ saveTo: csv });
  expect(t.app.state()).toMatchObject({ stage: 'first-run', role: 'anyone' });
  const { recoveryKey } = value(await t.call('setup.complete', SETUP));
  expect(recoveryKey.length).toBeGreaterThan(20);
  expect(t.app.state()).toMatchObject({ stage: 'open', role: 'admin' });

  const person = await enrol(t, anna, '=安娜,"A"', '0007');
  expect(person).toMatchObject({ name: '=安娜,"A"', templates: 5, active: true });

  value(await t.call('session.startKiosk', null));
  expect(await t.call('people.list', { search: '' })).toEqual({ ok: false, error: { code: 'not-allowed' } });
  expect(await visit(t, anna, 1)).toMatchObject({ state: 'welcome', direction: 'in' });
  expect(await visit(t, li, 2)).toEqual({ state: 'refused', reason: 'not-recognised', from: null, name: null });
  expect(await t.call('session.leaveKiosk', { pin: '0000' })).toEqual({ ok: false, error: { code: 'pin-wrong' } });
  value(await t.call('session.leaveKiosk', { pin: SETUP.kioskPin }));
  expect(t.app.role()).toBe('anyone');
  expect(await t.call('session.signIn', { kind: 'password', secret: 'wrong' })).toEqual({
    ok: false,
    error: { code: 'password-wrong' },
  });
  value(await t.call('session.signIn', { kind: 'password', secret: SETUP.password }));

  const { rows } = value(
    await t.call('log.list', { filter: { ...ALL, kinds: ['recognised', 'refused'] }, before: null, limit: 10 }),
  );
  expect(rows.map((r) => [r.kind, r.name])).toEqual([
    ['refused', null],
    ['recognised', '=安娜,"A"'],
  ]);
  expect(value(await t.call('log.decision', { eventId: rows[1]!.id }))).toMatchObject({
    frames: 3,
    threshold: 0.6,
    first: { personId: person.id },
  });

  const exported = value(await t.call('log.export', { filter: { ...ALL, kinds: ['recognised'] }, format: 'csv' }));
  expect(exported).toEqual({ path: csv, rows: 1 });
  const text = readFileSync(csv, 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  const [line] = parse(text, { bom: true, columns: true });
  expect(line).toMatchObject({ Name: `'=安娜,"A"`, Direction: 'IN', Date: '2026-11-24', Time: '08:57:00' });
  expect(existsSync(`${csv}.part`)).toBe(false);
  end(t);

  const again = await start();
  expect(again.app.state()).toMatchObject({ stage: 'open', role: 'anyone' });
  again.clock.at += 3_600_000;
  again.app.setRole('kiosk');
  expect(await visit(again, anna, 1)).toMatchObject({ state: 'welcome', direction: 'out' });
});

test('nobody signs in, enrols or opens a door before the first run is complete', async () => {
  const t = await start();
  expect(await t.call('session.signIn', { kind: 'password', secret: SETUP.password })).toEqual({
    ok: false,
    error: { code: 'not-set-up' },
  });
  t.app.setRole('admin');
  expect(await t.call('enrol.begin', { personId: null })).toEqual({ ok: false, error: { code: 'not-set-up' } });
});

test('a second first run is refused', async () => {
  const t = await start();
  value(await t.call('setup.complete', SETUP));
  expect(await t.call('setup.complete', SETUP)).toEqual({ ok: false, error: { code: 'already-set-up' } });
});

test('"not me" takes the punch back: the next one is an IN again', async () => {
  const t = await start();
  value(await t.call('setup.complete', { ...SETUP, mode: 'kiosk' }));
  value(await t.call('settings.save', { recognition: { cooldownSeconds: 0 } }));
  await enrol(t, anna, 'Anna', '1');
  const first = await visit(t, anna, 1);
  if (first.state !== 'welcome') throw new Error(first.state);
  value(await t.call('recognition.notMe', { eventId: first.eventId }));
  expect(await t.call('recognition.notMe', { eventId: first.eventId })).toEqual({ ok: false, error: { code: 'event-gone' } });
  expect(await visit(t, anna, 2)).toMatchObject({ state: 'welcome', direction: 'in', last: null });
});

test('a window that cannot be told does not undo what it is told of', async () => {
  const lines: string[] = [];
  const log = { ...quiet, error: (_facts: unknown, message: string) => void lines.push(message) } as Log;
  const t = await start({ log });
  value(await t.call('setup.complete', SETUP));
  await enrol(t, anna, 'Anna', '1');
  let told = 0;
  t.app.onChanged(() => told++);
  t.emitted.push = () => {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  };
  value(await t.call('session.startKiosk', null));
  expect(await visit(t, anna, 1)).toMatchObject({ state: 'welcome' });
  expect(told).toBe(1);
  expect(new Set(lines)).toEqual(new Set(['somebody could not be told']));
});

test('a disk that fails where nobody has thought of it is said as what it is, and not as a fault of the app', async () => {
  const lines: string[] = [];
  const t = await start({ log: { ...quiet, error: (_facts: unknown, message: string) => void lines.push(message) } as Log });
  value(await t.call('setup.complete', SETUP));
  const { own: db } = value(t.app.site());
  const handle = db as unknown as { get: (sql: string, params?: object) => unknown };
  const { get } = handle;
  // Whether that door is there is a read that no handler guards.
  handle.get = (sql, params) => {
    if (sql.includes('FROM doors'))
      throw Object.assign(new SqliteError('disk I/O error', 'SQLITE_IOERR_READ'), { databaseFile: db.file });
    return get(sql, params);
  };
  expect(await t.call('settings.save', { kiosk: { doorId: 1 } })).toEqual({
    ok: false,
    error: { code: 'database-unreachable', path: db.file },
  });
  expect(lines).toEqual([]);
  handle.get = get;
  expect(await t.call('settings.save', { kiosk: { doorId: 1 } })).toEqual({ ok: false, error: { code: 'access-gone' } });
});

test('a face that is enrolled already is named; two different people may both be enrolled', async () => {
  const t = await start();
  value(await t.call('setup.complete', SETUP));
  const person = await enrol(t, anna, 'Anna', '1');
  const { enrolmentId } = value(await t.call('enrol.begin', { personId: null }));
  const known = { ok: false, error: { code: 'face-known', personId: person.id, name: 'Anna', employeeNumber: '1' } };
  expect(await t.call('enrol.sample', { enrolmentId, face: fakeFace(anna) })).toEqual(known);
  value(await t.call('enrol.distinct', { enrolmentId, personId: person.id }));
  value(await t.call('enrol.sample', { enrolmentId, face: fakeFace(anna) }));
  expect(await t.call('enrol.sample', { enrolmentId, face: fakeFace(li) })).toEqual({
    ok: false,
    error: { code: 'face-differs' },
  });
});

test('enrolling again replaces a person’s templates and does not call them known', async () => {
  const t = await start();
  value(await t.call('setup.complete', SETUP));
  const person = await enrol(t, anna, 'Anna', '1');
  const { enrolmentId } = value(await t.call('enrol.begin', { personId: person.id }));
  value(await t.call('enrol.sample', { enrolmentId, face: fakeFace(anna) }));
  const fields = { employeeNumber: '1', name: 'Anna B.', department: '' };
  expect(value(await t.call('enrol.commit', { enrolmentId, person: fields }))).toMatchObject({
    id: person.id,
    name: 'Anna B.',
    templates: 1,
  });
  expect(await t.call('enrol.commit', { enrolmentId, person: fields })).toEqual({
    ok: false,
    error: { code: 'enrolment-ended' },
  });
});

test('a disabled or deleted person is not recognised; undo brings them back', async () => {
  const t = await start();
  value(await t.call('setup.complete', SETUP));
  const { id } = await enrol(t, anna, 'Anna', '1');
  value(await t.call('people.setActive', { id, active: false }));
  expect(await visit(t, anna, 1)).toMatchObject({ state: 'refused' });
  value(await t.call('people.setActive', { id, active: true }));
  value(await t.call('recognition.reset', null));
  value(await t.call('people.delete', { id }));
  expect(value(await t.call('people.list', { search: '' }))).toEqual([]);
  expect(await visit(t, anna, 2)).toMatchObject({ state: 'refused' });
  value(await t.call('people.undelete', { id }));
  value(await t.call('recognition.reset', null));
  expect(await visit(t, anna, 3)).toMatchObject({ state: 'welcome' });
});

test('a lost key file asks for the recovery key, which makes a new one', async () => {
  const t = await start();
  const { recoveryKey } = value(await t.call('setup.complete', SETUP));
  end(t);
  rmSync(join(profile, 'keys', KEY_FILE));
  const lost = await start();
  expect(lost.app.state()).toMatchObject({ stage: 'unlock', fault: { code: 'key-lost' } });
  expect(await lost.call('session.unlock', { kind: 'recovery-key', secret: 'AAAA-BBBB' })).toMatchObject({ ok: false });
  value(await lost.call('session.unlock', { kind: 'recovery-key', secret: recoveryKey }));
  expect(lost.app.state()).toMatchObject({ stage: 'open', fault: null });
  end(lost);
  expect((await start()).app.state()).toMatchObject({ stage: 'open' });
});

test('a passphrase is asked for at each start; a wrong one is refused', async () => {
  const t = await start();
  value(await t.call('setup.complete', { ...SETUP, keyKind: 'passphrase', passphrase: 'open the door, sesame' }));
  end(t);
  const locked = await start();
  expect(locked.app.state()).toMatchObject({ stage: 'unlock', fault: null });
  expect(await locked.call('session.unlock', { kind: 'passphrase', secret: 'open the door, barley' })).toEqual({
    ok: false,
    error: { code: 'key-wrong' },
  });
  await locked.call('session.unlock', { kind: 'passphrase', secret: 'open the door, oats' });
  value(await locked.call('session.unlock', { kind: 'passphrase', secret: 'open the door, sesame' }));
  expect(locked.app.state().stage).toBe('open');
  locked.app.setRole('admin');
  const { rows } = value(
    await locked.call('log.list', {
      filter: { personId: null, from: null, to: null, kinds: [], search: '' },
      before: null,
      limit: 5,
    }),
  );
  expect(rows[0]).toMatchObject({ kind: 'system', reason: 'unlock-wrong', more: 1 });
});

test('a data folder that is gone is a fault with its path, never a new empty database; it comes back by retry', async () => {
  const folder = join(profile, 'elsewhere');
  const t = await start();
  value(await t.call('setup.complete', { ...SETUP, dataFolder: folder }));
  end(t);
  const database = join(folder, 'lintel.db');
  const bytes = readFileSync(database);
  rmSync(folder, { recursive: true });
  const gone = await start();
  expect(gone.app.state()).toMatchObject({ stage: 'fault', fault: { code: 'database-missing', path: database } });
  expect(existsSync(database)).toBe(false);
  mkdirSync(folder);
  writeFileSync(database, bytes);
  value(await gone.call('app.retry', null));
  expect(gone.app.state()).toMatchObject({ stage: 'open', fault: null });
});

test('a folder that cannot be written to is refused in the first run, and another may be chosen', async () => {
  const file = join(profile, 'a-file');
  writeFileSync(file, '');
  chmodSync(file, 0o400);
  const t = await start();
  const refused = await t.call('setup.complete', { ...SETUP, dataFolder: join(file, 'data') });
  expect(refused).toEqual({ ok: false, error: { code: 'folder-unusable', path: join(file, 'data') } });
  value(await t.call('setup.complete', SETUP));
});

test('a new model enrols everybody again from their crops', async () => {
  const t = await start();
  value(await t.call('setup.complete', SETUP));
  await enrol(t, anna, 'Anna', '1');
  end(t);
  const next = await start({ modelId: 'fake-2' });
  next.app.setRole('admin');
  await expect.poll(async () => value(await next.call('people.list', { search: '' }))[0]?.templates).toBe(5);
  expect(next.emitted.some((e) => e.name === 'app.changed' && (e.payload as { reembedding: unknown }).reembedding !== null)).toBe(
    true,
  );
});

test('a clock that was changed between two events is flagged; hours of sleep are not', async () => {
  const t = await start();
  value(await t.call('setup.complete', SETUP));
  const jumped = async () => {
    const { rows } = value(await t.call('log.list', { filter: ALL, before: null, limit: 1 }));
    return rows[0]?.clockJumped;
  };
  t.clock.at += 8 * 3_600_000;
  value(await t.call('recognition.fault', { code: 'camera-lost' }));
  expect(await jumped()).toBe(false);
  t.setClock(3_600_000);
  value(await t.call('recognition.fault', { code: 'camera-lost' }));
  expect(await jumped()).toBe(true);
});

test('a lost location.json and a new first run elsewhere: the keys of the old data are set aside, never erased', async () => {
  const t = await start();
  value(await t.call('setup.complete', { ...SETUP, dataFolder: join(profile, 'old data') }));
  t.close();
  const key = readFileSync(join(profile, 'keys', KEY_FILE), 'utf8');
  rmSync(join(profile, 'location.json'));
  const again = await start();
  expect(await again.call('setup.complete', { ...SETUP, dataFolder: join(profile, 'old data') })).toMatchObject({
    ok: false,
    error: { code: 'already-set-up' },
  });
  expect(readFileSync(join(profile, 'keys', KEY_FILE), 'utf8')).toBe(key);
  value(await again.call('setup.complete', { ...SETUP, dataFolder: join(profile, 'new data') }));
  const aside = readdirSync(profile).find((name) => name.startsWith('keys-set-aside-'));
  expect(readFileSync(join(profile, aside ?? '', KEY_FILE), 'utf8')).toBe(key);
  expect(readFileSync(join(profile, 'keys', KEY_FILE), 'utf8')).not.toBe(key);
});
