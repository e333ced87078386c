import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  event,
  KEY,
  NOW,
  openTemp,
  plansOf,
  QUIET,
  rawOldEvent,
  rawPerson,
  tempFolder,
  value,
} from '../../../test/storage/support.ts';
import { copiesOf } from '../file/files.ts';
import { commitToName } from '../file/commitment.ts';
import { openDatabase, openDatabaseMeanwhile, opensWith } from '../file/open.ts';
import type { WritableDb } from '../file/db.ts';
import { appendEvent, EVERY_EVENT, getEvent, lastPunch, listEvents } from '../log/events.ts';
import { personId } from '../../domain/ids.ts';
import { insertPerson, setActive } from '../people/people.ts';
import { digestOf } from '../site/anchor.ts';
import { MIGRATIONS } from './index.ts';

const OLD = MIGRATIONS.filter((step) => step.version < 250);

/** A site of before: two people, `rows` punches, a refusal and what was taken back; rows that others refer to. */
function oldSite(rows = 4, folder = tempFolder()): { folder: string; file: string } {
  const { db, file, close } = openTemp({ folder, migrations: OLD });
  const people = ['Ana', '王小明'].map((name) => rawPerson(db, name));
  db.transaction(() => {
    for (let i = 0; i < rows; i++) {
      const who = i % 2;
      rawOldEvent(db, {
        kind: "'recognised'",
        at: String(NOW + i * 1000),
        zone: "'Asia/Shanghai'",
        offset_minutes: '480',
        person_id: String(people[who]),
        name: `'${['Ana', '王小明'][who]!}'`,
        employee_number: `'00${who}'`,
        folded: `'${['ana', '王小明'][who]!}\n00${who}'`,
        direction: i % 4 < 2 ? "'in'" : "'out'",
        decision: `'{"score":${i}}'`,
      });
    }
    rawOldEvent(db, { kind: "'refused'", reason: "'not-recognised'" });
    rawOldEvent(db, { kind: "'retracted'", about: '1', reason: "'not-me'", person_id: String(people[0]), name: "'Ana'" });
  });
  db.run('INSERT INTO passages (event_id, person_id, door_id, zone_id, at) VALUES (2, :id, 1, NULL, 1)', { id: people[1]! });
  db.run("UPDATE sqlite_sequence SET seq = seq + 100 WHERE name = 'events'");
  close();
  return { folder, file };
}

const oldRow = (db: WritableDb, id: number) => db.get(`SELECT * FROM events WHERE id = :id`, { id });

test('every row is kept, with what it said of whom, and where the next one begins', () => {
  const { folder } = oldSite();
  const { db } = openTemp({ folder });
  const { rows, total } = listEvents(db, EVERY_EVENT, null, 50);
  expect(total).toBe(6);
  expect(
    rows.map(({ id, kind, name, employeeNumber, timeZone, retracted }) => [id, kind, name, employeeNumber, timeZone, retracted]),
  ).toEqual([
    [6, 'retracted', 'Ana', '', 'UTC', false],
    [5, 'refused', null, null, 'UTC', false],
    [4, 'recognised', '王小明', '001', 'Asia/Shanghai', false],
    [3, 'recognised', 'Ana', '000', 'Asia/Shanghai', false],
    [2, 'recognised', '王小明', '001', 'Asia/Shanghai', false],
    [1, 'recognised', 'Ana', '000', 'Asia/Shanghai', true],
  ]);
  expect(listEvents(db, { ...EVERY_EVENT, search: '王小明' }, null, 50).rows.map(({ id }) => id)).toEqual([4, 2]);
  expect(db.get('SELECT event_id FROM passages')).toEqual({ event_id: 2 });
  expect(value(appendEvent(db, event()))).toBe(107);
  expect(db.get('SELECT origin, sequence FROM events WHERE id = 107')).toEqual({ origin: 1, sequence: 7 });
  expect(db.all('SELECT id FROM origins')).toHaveLength(1);
  expect(db.all<{ uid: string }>('SELECT DISTINCT uid FROM people WHERE uid GLOB :hex', { hex: '[0-9a-f]*' })).toHaveLength(2);
  expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
  expect(() => db.run('INSERT INTO passages (event_id, person_id, door_id, zone_id, at) VALUES (999, 1, 1, NULL, 1)')).toThrow(
    /FOREIGN KEY/,
  );
});

test('a row commits to its name: who has name and salt can prove it, and without the salt nobody can try names', () => {
  const { db } = openTemp();
  const id = value(insertPerson(db, { employeeNumber: '007', name: '王小明', department: '' }, NOW));
  const row = () => value(appendEvent(db, event({ personId: id, kind: 'recognised' })));
  const stored = (eventId: number) =>
    db.get<{ salt: Uint8Array; name: string; number: string; commitment: Uint8Array }>(
      'SELECT n.salt, n.name, n.employee_number AS number, e.name_commitment AS commitment FROM events e JOIN event_names n ON n.event_id = e.id WHERE e.id = :eventId',
      { eventId },
    )!;
  const [first, second] = [stored(row()), stored(row())];
  const plain = createHash('sha256')
    .update(Buffer.concat([first.salt, Buffer.from('["王小明","007"]')]))
    .digest();
  expect(Buffer.from(first.commitment)).toEqual(plain);
  expect(commitToName(first.salt, first.name, first.number)).toEqual(plain);
  expect(Buffer.from(second.commitment)).not.toEqual(plain);
});

test('a name may go and never changes; the row it stood in stays as it was', () => {
  const { db } = openTemp();
  const id = value(insertPerson(db, { employeeNumber: '7', name: 'Ana', department: '' }, NOW));
  const row = value(appendEvent(db, event({ personId: id, kind: 'recognised' })));
  const before = oldRow(db, row);
  expect(() => db.run("UPDATE event_names SET name = 'Ben'")).toThrow(/do not change/);
  expect(() => db.run("REPLACE INTO event_names VALUES (:row, 'Ben', '7', '', zeroblob(16))", { row })).toThrow(/do not change/);
  db.run('DELETE FROM event_names WHERE event_id = :row', { row });
  expect(oldRow(db, row)).toEqual(before);
  expect(getEvent(db, row)).toMatchObject({ personId: id, name: null, employeeNumber: null });
});

test('who did it and what changed stand in the row', () => {
  const { db } = openTemp();
  const id = value(appendEvent(db, event({ operator: 'admin', detail: { before: { margin: 1 }, after: { margin: 2 } } })));
  expect(db.get('SELECT operator, detail FROM events WHERE id = :id', { id })).toEqual({
    operator: 'admin',
    detail: '{"before":{"margin":1},"after":{"margin":2}}',
  });
});

test('the note beside the data takes no row for another', () => {
  const { folder, file } = oldSite();
  const old = value(openDatabase({ file, key: KEY, log: QUIET, migrations: OLD }));
  // As it was digested before: columns of one table.
  const columns =
    'id, kind, at, zone, offset_minutes, monotonic_delta_ms, clock_jumped, person_id, name, employee_number, direction, reason, about, score, decision, method, wait_ms, door_id, boot, uptime_ms, clock_step_ms, clock_wrong, more';
  const digests = old.db.all<Record<string, unknown>>(`SELECT ${columns} FROM events WHERE id < 6`).map((row) =>
    createHash('sha256')
      .update(JSON.stringify(Object.values(row)))
      .digest('hex')
      .slice(0, 32),
  );
  old.close();
  const { db } = openTemp({ folder });
  expect([1, 2, 3, 4, 5].map((id) => digestOf(db, id))).toEqual(digests);
});

test('before an update a copy is made that the old app opens; the next update keeps only its own', () => {
  const { folder, file } = oldSite();
  openTemp({ folder }).close();
  const copies = copiesOf(file);
  expect(copies).toEqual([join(folder, 'lintel-before-240.db')]);
  if (process.platform !== 'win32') expect(statSync(copies[0]!).mode & 0o077).toBe(0);
  expect(opensWith(copies[0]!, KEY)).toBe(true);
  expect(
    opensWith(
      copies[0]!,
      KEY.map((byte) => byte ^ 1),
    ),
  ).toBe(false);
  const back = value(openDatabase({ file: copies[0]!, key: KEY, log: QUIET, migrations: OLD }));
  expect(back.db.get('SELECT count(*) AS n, max(name) AS name FROM events')).toEqual({ n: 6, name: '王小明' });
  back.close();
  const next = { version: 9990, name: 'next', sql: 'CREATE TABLE tomorrow (id INTEGER PRIMARY KEY) STRICT;' };
  openTemp({ folder, migrations: [...MIGRATIONS, next] }).close();
  expect(copiesOf(file)).toEqual([join(folder, `lintel-before-${MIGRATIONS.at(-1)!.version}.db`)]);
  // A new site, and one that is up to date, make none.
  const fresh = tempFolder();
  openTemp({ folder: fresh }).close();
  openTemp({ folder: fresh }).close();
  expect(readdirSync(fresh).filter((name) => name.includes('before'))).toEqual([]);
});

test('the copy goes with the first thing that is erased: it would still hold it', () => {
  const { folder, file } = oldSite();
  const { db } = openTemp({ folder });
  expect(copiesOf(file)).toHaveLength(1);
  value(appendEvent(db, event()));
  db.checkpoint();
  expect(copiesOf(file)).toHaveLength(1);
  db.run("DELETE FROM people WHERE name = 'nobody'");
  expect(copiesOf(file)).toHaveLength(1);
  value(setActive(db, personId(1), false));
  expect(copiesOf(file)).toEqual([]);
});

test('an update that fails, or is given up in the middle, leaves the old data; the next one succeeds', async () => {
  const { folder, file } = oldSite(5_000);
  const left = () => {
    const old = value(openDatabase({ file, key: KEY, log: QUIET, migrations: OLD }));
    const n = old.db.get<{ n: number }>('SELECT count(*) AS n FROM events')!.n;
    const { schemaVersion } = old;
    old.close();
    return [schemaVersion, n];
  };
  const step = MIGRATIONS.find(({ version }) => version === 260)!;
  const broken = { ...step, carry: { ...step.carry!, then: 'INSERT INTO nowhere VALUES (1)' } };
  expect(() => openDatabase({ file, key: KEY, log: QUIET, migrations: [...OLD, broken] })).toThrow(/nowhere/);
  expect(left()).toEqual([240, 5_002]);
  // Rows that nothing refers to any more are a failure too.
  const forgets = {
    ...step,
    carry: { ...step.carry!, sql: step.carry!.sql.map((sql) => sql.replace('e.id > :after', 'e.id > :after + 3')) },
  };
  expect(() => openDatabase({ file, key: KEY, log: QUIET, migrations: [...OLD, forgets] })).toThrow(/refer to nothing/);
  expect(left()).toEqual([240, 5_002]);
  const told: number[] = [];
  const opened = value(await openDatabaseMeanwhile({ file, key: KEY, log: QUIET }, (done) => told.push(done)));
  expect(opened.db.get('SELECT count(*) AS n FROM events')).toEqual({ n: 5_002 });
  opened.close();
  expect(told.length).toBeGreaterThan(3);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBe(1);
  expect(folder).toBeTruthy();
});

test('killed in the middle of it: the old file is usable, and the copy is whole or not there', async () => {
  const { folder, file } = oldSite(20_000);
  const here = import.meta.dirname;
  const code = `import { openDatabaseMeanwhile } from '${here}/../file/open.ts';
    const log = { info() {}, warn() {} };
    await openDatabaseMeanwhile({ file: ${JSON.stringify(file)}, key: Uint8Array.from(${JSON.stringify([...KEY])}), log }, (done) => {
      if (done > 0.4) process.kill(process.pid, 'SIGKILL');
    });`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const signal = await new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
  expect(existsSync(join(folder, 'lintel-before-240.db'))).toBe(true);
  const old = value(openDatabase({ file, key: KEY, log: QUIET, migrations: MIGRATIONS.filter(({ version }) => version < 260) }));
  // The steps before it are over, each in a transaction of its own.
  expect(old.schemaVersion).toBe(250);
  expect(old.db.get('SELECT count(*) AS n FROM events')).toEqual({ n: 20_002 });
  expect(old.fullCheck()).toEqual([]);
  old.close();
  const { db } = openTemp({ folder });
  expect(db.get('SELECT count(*) AS n, max(sequence) AS last FROM events')).toEqual({ n: 20_002, last: 20_002 });
});

test('indexes are used', () => {
  const { db } = openTemp();
  const id = value(insertPerson(db, { employeeNumber: '1', name: 'a', department: '' }, NOW));
  expect(plansOf(db, (w) => appendEvent(w, event()))).toMatch(
    /SEARCH events USING COVERING INDEX sqlite_autoindex_events_1 \(origin=\?\)/,
  );
  expect(plansOf(db, (w) => listEvents(w, { ...EVERY_EVENT, search: 'a' }, null, 50))).toContain(
    'SEARCH s EXISTS USING INTEGER PRIMARY KEY',
  );
  expect(plansOf(db, (w) => listEvents(w, EVERY_EVENT, null, 50))).toContain('SEARCH n USING INTEGER PRIMARY KEY');
  expect(plansOf(db, (w) => lastPunch(w, id))).toContain('events_punches');
});
