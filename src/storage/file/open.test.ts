import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { smallDisk, type SmallDisk } from '../../../test/fakes/small-disk.ts';
import { event, KEY, NOW, openTemp, QUIET, random, tempFolder, template, unit, value } from '../../../test/storage/support.ts';
import { guardRead } from './db.ts';
import { appendEvent, EVERY_EVENT, listEvents } from '../log/events.ts';
import { useModel } from '../gallery/gallery.ts';
import { setKey } from './cipher.ts';
import { openDatabase } from './open.ts';
import { insertPerson, listPeople } from '../people/people.ts';
import { Database } from './sqlite.ts';
import { enrolPerson } from '../gallery/templates.ts';

const root = process.getuid?.() === 0;
const open = (file: string, key = KEY) => openDatabase({ file, key, log: QUIET, create: !existsSync(file) });
const code = (file: string, key = KEY): string => {
  const result = open(file, key);
  if (result.ok) result.value.close();
  return result.ok ? 'opens' : result.error.code;
};

/** A closed database with 40 people, big enough to be damaged in the middle. */
function filled(): string {
  const opened = openTemp();
  useModel(opened.db, 'q-test-1');
  const next = random(3);
  for (let i = 0; i < 40; i++) {
    value(
      enrolPerson(opened.db, { employeeNumber: String(i), name: `person ${i}`, department: '' }, [template(unit(next))], NOW),
    );
  }
  opened.close();
  return opened.file;
}

function scribble(file: string, at: number): void {
  const fd = openSync(file, 'r+');
  writeSync(fd, Buffer.from('scribbled over'), 0, 14, at);
  closeSync(fd);
}

test('the file is encrypted, private, in WAL with full synchronisation, and opens again', () => {
  const opened = openTemp();
  value(insertPerson(opened.db, { employeeNumber: '1', name: 'Zanzibar Quux', department: '' }, NOW));
  expect(opened.db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(opened.db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
  expect(opened.db.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
  expect(opened.db.get('PRAGMA secure_delete')).toEqual({ secure_delete: 1 });
  // Set on every system, so that it can be seen here; only a Mac's fsync needs the first two.
  expect(opened.db.get('PRAGMA fullfsync')).toEqual({ fullfsync: 1 });
  expect(opened.db.get('PRAGMA checkpoint_fullfsync')).toEqual({ checkpoint_fullfsync: 1 });
  expect(opened.db.get('PRAGMA trusted_schema')).toEqual({ trusted_schema: 0 });
  expect(opened.db.get('PRAGMA cell_size_check')).toEqual({ cell_size_check: 1 });
  expect(opened.db.vectors).toBe(true);
  const wal = readFileSync(`${opened.file}-wal`);
  expect(wal.includes('Zanzibar') || wal.includes('CREATE TABLE')).toBe(false);
  opened.close();
  const bytes = readFileSync(opened.file);
  expect(bytes.includes('SQLite format 3') || bytes.includes('Zanzibar') || bytes.includes('CREATE TABLE')).toBe(false);
  if (process.platform !== 'win32') expect(statSync(opened.file).mode & 0o777).toBe(0o600);
  const again = value(open(opened.file));
  expect(listPeople(again.db, '').map((p) => p.name)).toEqual(['Zanzibar Quux']);
  expect(again.fullCheck()).toEqual([]);
  again.close();
});

test('SQLCipher 4 is what is written: another connection opens it with that cipher and the raw key', () => {
  const file = filled();
  const other = new Database(file, { readonly: true });
  onTestFinished(() => void other.close());
  other.pragma("cipher = 'sqlcipher'");
  other.pragma('legacy = 4');
  other.pragma(`key = "x'${Buffer.from(KEY).toString('hex')}'"`);
  expect(other.prepare('SELECT count(*) FROM people').pluck().get()).toBe(40);
});

test('a wrong key is told from a damaged file', () => {
  const file = filled();
  const wrong = Uint8Array.from(KEY, (b) => b ^ 1);
  expect(code(file, wrong)).toBe('key-wrong');
  expect(code(file)).toBe('opens');
  scribble(file, 200);
  expect(code(file)).toBe('database-corrupt');
  expect(code(file, wrong)).toBe('key-wrong');
});

test('a wrong key leaves a write-ahead log that was left behind as it is', () => {
  const folder = tempFolder();
  const opened = openTemp({ folder });
  value(insertPerson(opened.db, { employeeNumber: '1', name: 'in the log only', department: '' }, NOW));
  // What a power cut leaves: the file and its log, copied while the database is open.
  const left = join(folder, 'left.db');
  copyFileSync(opened.file, left);
  copyFileSync(`${opened.file}-wal`, `${left}-wal`);
  const before = readFileSync(`${left}-wal`);
  expect(code(left, new Uint8Array(32))).toBe('key-wrong');
  expect(readFileSync(`${left}-wal`).equals(before)).toBe(true);
  const again = value(open(left));
  expect(listPeople(again.db, '').map((p) => p.name)).toEqual(['in the log only']);
  again.close();
});

test('damage: cut, plain, no database at all, a page of the codes', () => {
  for (const bytes of [1000, 4096, 40_000]) {
    const cut = filled();
    truncateSync(cut, statSync(cut).size - bytes);
    expect(code(cut)).toBe('database-corrupt');
  }

  const plain = join(tempFolder(), 'plain.db');
  const made = new Database(plain);
  made.exec('CREATE TABLE t (a)');
  made.close();
  expect(code(plain)).toBe('database-corrupt');

  const text = join(tempFolder(), 'text.db');
  writeFileSync(text, 'hello '.repeat(1000));
  expect(code(text)).toBe('database-corrupt');

  const pages = filled();
  const good = readFileSync(pages);
  const found = new Set<string>();
  for (let page = 1; page < good.length / 4096; page++) {
    writeFileSync(pages, good);
    scribble(pages, page * 4096 + 1000);
    const result = open(pages);
    found.add(result.ok ? 'opens' : result.error.code);
    if (!result.ok) continue;
    // Pages that are not read at start (embeddings, the log): found by the full check and by whoever reads them, never silent.
    const { db, fullCheck, close } = result.value;
    const read = guardRead(db, () => [
      fullCheck(),
      db.all('SELECT * FROM templates'),
      db.all('SELECT * FROM crops'),
      db.all('SELECT * FROM events'),
    ]);
    if (read.ok) expect(read.value[0]).not.toEqual([]);
    else expect(read.error.code).toBe('database-corrupt');
    close();
  }
  expect([...found].sort()).toEqual(['database-corrupt', 'opens']);
});

test('what another process writes while the file is measured is no damage', () => {
  const file = filled();
  const writer = value(open(file));
  onTestFinished(() => writer.close());
  const pragma = Database.prototype.pragma;
  let wrote = 0;
  const between = vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (this: Database.Database, source, options) {
    // Between the log's being folded and the pages' being counted: what makes the file longer than it is on disk yet.
    if (source === 'page_count')
      for (let i = 0; i < 50; i++)
        wrote += insertPerson(writer.db, { employeeNumber: `new ${i}`, name: 'x'.repeat(90), department: '' }, NOW).ok ? 1 : 0;
    return pragma.call(this, source, options);
  });
  onTestFinished(() => between.mockRestore());
  expect(code(file)).toBe('opens');
  expect(wrote).toBe(50);
});

test('opening makes nothing: no file, no folder, and no site out of an empty file or one without tables', () => {
  const folder = join(tempFolder(), 'usb');
  const file = join(folder, 'lintel.db');
  const only = (path: string) => openDatabase({ file: path, key: KEY, log: QUIET });
  expect(only(file)).toEqual({ ok: false, error: { code: 'database-missing', path: file } });
  expect(existsSync(folder)).toBe(false);
  const empty = join(tempFolder(), 'lintel.db');
  writeFileSync(empty, '');
  expect(only(empty)).toEqual({ ok: false, error: { code: 'database-corrupt' } });
  expect(statSync(empty).size).toBe(0);
  const bare = join(tempFolder(), 'lintel.db');
  const made = new Database(bare);
  setKey(made, KEY);
  made.exec('CREATE TABLE t (a)');
  made.close();
  expect(only(bare)).toEqual({ ok: false, error: { code: 'database-corrupt' } });
});

test('making one takes nothing that is there for new', () => {
  const file = filled();
  const before = readFileSync(file);
  const create = (path: string) => openDatabase({ file: path, key: KEY, log: QUIET, create: true });
  expect(create(file)).toEqual({ ok: false, error: { code: 'already-set-up' } });
  expect(readFileSync(file).equals(before)).toBe(true);
  const link = join(tempFolder(), 'lintel.db');
  symlinkSync(join(tempFolder(), 'elsewhere.db'), link);
  expect(create(link)).toEqual({ ok: false, error: { code: 'already-set-up' } });
});

test("another site's data are refused before anything is written to them", () => {
  const file = filled();
  const before = readFileSync(file);
  const other = openDatabase({ file, key: KEY, log: QUIET, siteId: '00000000-0000-4000-8000-000000000000' });
  expect(other).toEqual({ ok: false, error: { code: 'database-foreign', path: file } });
  expect(readFileSync(file).equals(before)).toBe(true);
  const own = value(open(file));
  expect(value(openDatabase({ file, key: KEY, log: QUIET, siteId: own.siteId })).siteId).toBe(own.siteId);
  own.close();
});

test('what calls our functions from inside its schema does not run', () => {
  const { db } = openTemp();
  db.run('CREATE TABLE evil (a INTEGER) STRICT');
  db.run('CREATE TRIGGER evil_t AFTER INSERT ON evil BEGIN UPDATE evil SET a = length(sign_code(zeroblob(2048))); END');
  expect(() => db.run('INSERT INTO evil VALUES (1)')).toThrow('unsafe use of sign_code');
});

test('a key of another length is a bug', () => {
  expect(() => open(join(tempFolder(), 'a.db'), new Uint8Array(16))).toThrow(RangeError);
});

test('a folder that is none', () => {
  const file = join(tempFolder(), 'file');
  writeFileSync(file, '');
  expect(open(join(file, 'lintel.db'))).toEqual({ ok: false, error: { code: 'folder-unusable', path: file } });
  const folder = join(tempFolder(), 'a', 'b');
  expect(code(join(folder, 'lintel.db'))).toBe('opens');
});

/** A disk of its own (root on Linux); null where this user may not. */
function mounted(kib: number): SmallDisk | null {
  const disk = smallDisk(join(tempFolder(), 'disk'), kib);
  if (disk) onTestFinished(disk.end);
  return disk;
}

test('a read-only folder, with and without a database in it', (context) => {
  const source = filled();
  if (root) {
    const disk = mounted(16_384);
    if (disk === null) return context.skip('root, and mounting is not allowed here: nothing is read-only');
    const file = join(disk.at, 'lintel.db');
    copyFileSync(source, file);
    disk.readOnly(true);
    expect(open(file)).toEqual({ ok: false, error: { code: 'database-read-only', path: file } });
    expect(open(join(disk.at, 'new.db'))).toEqual({ ok: false, error: { code: 'folder-unusable', path: disk.at } });
    return;
  }
  const folder = tempFolder();
  const file = join(folder, 'lintel.db');
  copyFileSync(source, file);
  chmodSync(folder, 0o500);
  onTestFinished(() => chmodSync(folder, 0o700));
  expect(open(file)).toEqual({ ok: false, error: { code: 'database-read-only', path: file } });
  expect(open(join(folder, 'new.db'))).toEqual({ ok: false, error: { code: 'folder-unusable', path: folder } });
});

test('a database that reaches its largest size: the append is refused, nothing is lost, and it goes on when there is room', () => {
  const { db } = openTemp();
  const id = value(appendEvent(db, event({ reason: 'first' })));
  const pages = db.get<{ page_count: number }>('PRAGMA page_count')!.page_count;
  db.get(`PRAGMA max_page_count = ${pages}`);
  const written = [id];
  let refused = null;
  for (let i = 0; i < 2000 && !refused; i++) {
    const result = appendEvent(db, event({ reason: `row ${i}` }));
    if (result.ok) written.push(result.value);
    else refused = result.error;
  }
  expect(refused).toEqual({ code: 'database-full' });
  expect(listEvents(db, EVERY_EVENT, null, 5000).rows.map((row) => row.id)).toEqual(written.toReversed());
  db.get('PRAGMA max_page_count = 1000000');
  expect(appendEvent(db, event({ reason: 'after' })).ok).toBe(true);
  expect(listEvents(db, EVERY_EVENT, null, 5000).total).toBe(written.length + 1);
});

test('a disk that is really full', (context) => {
  const disk = mounted(3072);
  if (disk === null) return context.skip('needs root on Linux to mount a small disk');
  const file = join(disk.at, 'lintel.db');
  const opened = value(open(file));
  const written: number[] = [];
  let refused = null;
  for (let i = 0; i < 20_000 && !refused; i++) {
    const result = appendEvent(opened.db, event({ reason: `row ${i} ${'x'.repeat(2000)}` }));
    if (result.ok) written.push(result.value);
    else refused = result.error;
  }
  expect(refused).toEqual({ code: 'database-full' });
  expect(written.length).toBeGreaterThan(10);
  expect(appendEvent(opened.db, event({ reason: 'x'.repeat(6000) })).ok).toBe(false);
  expect(listEvents(opened.db, EVERY_EVENT, null, 1).total).toBe(written.length);
  disk.resize(16_384);
  expect(appendEvent(opened.db, event({ reason: 'room again' })).ok).toBe(true);
  opened.close();
  const again = value(open(file));
  expect(again.fullCheck()).toEqual([]);
  expect(listEvents(again.db, EVERY_EVENT, null, 1).total).toBe(written.length + 1);
  again.close();
});

test('a new database on a full disk', (context) => {
  const disk = mounted(64);
  if (disk === null) return context.skip('needs root on Linux to mount a small disk');
  writeFileSync(join(disk.at, 'ballast'), Buffer.alloc(60 * 1024));
  expect(code(join(disk.at, 'lintel.db'))).toBe('database-full');
});

test('another writer keeps the database: busy, and the append is not half done', () => {
  const { db, file } = openTemp();
  const other = value(open(file));
  other.db.run('BEGIN IMMEDIATE');
  expect(appendEvent(db, event())).toEqual({ ok: false, error: { code: 'database-busy' } });
  other.db.run('ROLLBACK');
  expect(appendEvent(db, event()).ok).toBe(true);
  other.close();
});

test('a process killed right after an append returned: the row is there', () => {
  const folder = tempFolder();
  const file = join(folder, 'lintel.db');
  const script = join(folder, 'child.ts');
  const here = import.meta.dirname;
  writeFileSync(
    script,
    `import { openDatabase } from '${here}/open.ts'; import { appendEvent } from '${here}/../log/events.ts';
     const log = { info() {}, warn() {} };
     const opened = openDatabase({ file: ${JSON.stringify(file)}, key: Uint8Array.from(${JSON.stringify([...KEY])}), log, create: true });
     if (!opened.ok) process.exit(9);
     for (let i = 0; i < 20; i++) if (!appendEvent(opened.value.db, { ...${JSON.stringify(event())}, reason: 'row ' + i }).ok) process.exit(8);
     process.kill(process.pid, 'SIGKILL');`,
  );
  expect(spawnSync(process.execPath, [script]).signal).toBe('SIGKILL');
  expect(existsSync(`${file}-wal`)).toBe(true);
  const { db } = openTemp({ folder });
  expect(listEvents(db, EVERY_EVENT, null, 100).rows[0]?.reason).toBe('row 19');
  expect(listEvents(db, EVERY_EVENT, null, 100).total).toBe(20);
});

test('a slow statement is logged with its SQL and without what was asked', () => {
  const lines: [Record<string, unknown>, string][] = [];
  const { db } = openTemp({ log: { info: () => undefined, warn: (facts, message) => lines.push([facts, message]) } });
  const slow = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) AS c, :secret AS s FROM n`;
  db.get(slow, { secret: 'Zanzibar' });
  db.get('SELECT 1');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.[0]['ms']).toBeGreaterThan(40);
  expect(JSON.stringify(lines)).toContain('WITH RECURSIVE');
  expect(JSON.stringify(lines)).not.toContain('Zanzibar');
});
