/** What stands in the way of opening a site, and what must not happen then: a new site, a lost key, two at once, two Lintels. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { startedApps } from '../../../test/fakes/started-apps.ts';
import { value } from '../../../tools/value.ts';
import type { SetupInput } from '../../shared/contract.ts';
import { KEY_FILE, openKey, recoverKey, RECOVERY_FILE, rewrapKey } from '../../storage/keys/key-file.ts';
import { openDatabase } from '../../storage/file/open.ts';
import { writeLocation } from './location.ts';

const ALL = { personId: null, from: null, to: null, kinds: [], search: '' };
const PASSPHRASE = 'a long enough passphrase';
const withPassphrase: SetupInput = { ...SETUP, keyKind: 'passphrase', passphrase: PASSPHRASE };
const apps = startedApps('lintel-opening-');
const { start, end } = apps;
let folder: string;
let profile: string;
let seeded: string;
let seededId: string;
let recoveryKey: string;

beforeAll(async () => {
  seeded = mkdtempSync(join(tmpdir(), 'lintel-seeded-'));
  const t = await startTestApp({ userData: seeded });
  ({ recoveryKey } = value(await t.call('setup.complete', SETUP)));
  value(await t.call('credentials.addWithoutFace', { employeeNumber: '1', name: 'Ana', department: '' }));
  seededId = siteIdOf(t);
  t.close();
});
afterAll(() => rmSync(seeded, { recursive: true, force: true }));
beforeEach(() => {
  ({ folder, profile } = apps.paths());
});
/** A site that was set up and closed again: a copy of one that was set up once, since a first run takes its time. */
async function setUp({ dataFolder = join(profile, 'data'), passphrase = false } = {}): Promise<void> {
  cpSync(seeded, profile, { recursive: true });
  if (dataFolder !== join(profile, 'data')) renameSync(join(profile, 'data'), dataFolder);
  value(writeLocation(profile, { version: 2, dataFolder, complete: true, siteId: seededId }));
  if (passphrase) value(await rewrapKey(join(profile, 'keys'), await key(), { kind: 'passphrase', passphrase: PASSPHRASE }));
}
const key = async (): Promise<Uint8Array> => value(await openKey(join(profile, 'keys'), { kind: 'key-file' }));
async function names(t: TestApp): Promise<string[]> {
  t.app.setRole('admin');
  return value(await t.call('people.list', { search: '' })).map((p) => p.name);
}
async function reasons(t: TestApp): Promise<(string | null)[]> {
  t.app.setRole('admin');
  return value(await t.call('log.list', { filter: ALL, before: null, limit: 50 })).rows.map((r) => r.reason);
}
function siteIdOf(t: TestApp): string {
  return value(t.app.site()).open.siteId;
}
const fileOf = (t: TestApp): unknown => JSON.parse(readFileSync(join(t.userData, 'location.json'), 'utf8'));
const locationOf = (t: TestApp): Record<string, unknown> => fileOf(t) as Record<string, unknown>;

describe('one at a time', () => {
  test.each(['key-file', 'passphrase'] as const)(
    'two first runs at once (%s): one is done, and its keys open it for ever',
    async (keyKind) => {
      const t = await start();
      const input = { ...SETUP, keyKind, passphrase: keyKind === 'passphrase' ? PASSPHRASE : null };
      const both = await Promise.all([
        t.call('setup.complete', input),
        t.call('setup.complete', { ...input, password: 'another password' }),
      ]);
      expect(both[0].ok).toBe(true);
      expect(both[1]).toEqual({ ok: false, error: { code: 'already-set-up' } });
      value(await t.call('credentials.addWithoutFace', { employeeNumber: '1', name: 'Ana', department: '' }));
      end(t);
      const again = await start();
      if (keyKind === 'passphrase') value(await again.call('session.unlock', { kind: 'passphrase', secret: PASSPHRASE }));
      expect(again.app.state()).toMatchObject({ stage: 'open', fault: null });
      expect(await names(again)).toEqual(['Ana']);
      const { recoveryKey } = value(both[0]);
      const key = value(
        await openKey(
          join(profile, 'keys'),
          keyKind === 'passphrase' ? { kind: keyKind, passphrase: PASSPHRASE } : { kind: keyKind },
        ),
      );
      expect(value(recoverKey(join(profile, 'keys'), recoveryKey))).toEqual(key);
    },
  );

  test('three unlocks at once open one site once', async () => {
    await setUp({ passphrase: true });
    const t = await start();
    const secret = { kind: 'passphrase', secret: PASSPHRASE } as const;
    const answers = await Promise.all([
      t.call('session.unlock', secret),
      t.call('session.unlock', secret),
      t.call('session.unlock', secret),
    ]);
    expect(answers.map((a) => a.ok)).toEqual([true, false, false]);
    expect((await reasons(t)).filter((reason) => reason === 'started')).toHaveLength(1);
  });

  test('many retries while the folder comes back open one site once', async () => {
    await setUp({ dataFolder: join(folder, 'usb') });
    renameSync(join(folder, 'usb'), join(folder, 'away'));
    const t = await start();
    expect(t.app.state().stage).toBe('fault');
    renameSync(join(folder, 'away'), join(folder, 'usb'));
    await Promise.all(Array.from({ length: 4 }, () => t.call('app.retry', null)));
    expect((await reasons(t)).filter((reason) => reason === 'started')).toHaveLength(1);
  });

  test('an app that is ended in the middle of a first run opens nothing afterwards', async () => {
    const t = await start();
    const setup = t.call('setup.complete', withPassphrase);
    await t.app.stop();
    expect((await setup).ok).toBe(false);
    expect(t.app.site().ok).toBe(false);
    // Begun anew it is finished; what was half made is kept beside it.
    const again = await start();
    expect(again.app.state().stage).toBe('first-run');
    value(await again.call('setup.complete', SETUP));
  });
});

describe('opening never creates', () => {
  test('the disk is unplugged between start and passphrase: said, nothing is made; plugged in, it opens', async () => {
    const usb = join(folder, 'usb');
    await setUp({ passphrase: true, dataFolder: usb });
    const t = await start();
    expect(t.app.state().stage).toBe('unlock');
    renameSync(usb, join(folder, 'away'));
    const secret = { kind: 'passphrase', secret: PASSPHRASE } as const;
    expect(await t.call('session.unlock', secret)).toEqual({
      ok: false,
      error: { code: 'database-missing', path: join(usb, 'lintel.db') },
    });
    expect(existsSync(usb)).toBe(false);
    renameSync(join(folder, 'away'), usb);
    value(await t.call('session.unlock', secret));
    expect(t.app.state()).toMatchObject({ stage: 'open', fault: null });
    expect(await names(t)).toEqual(['Ana']);
  });

  test('a mounted disk without the file, and a file of no bytes, are no new sites', async () => {
    const usb = join(folder, 'usb');
    await setUp({ dataFolder: usb });
    const database = join(usb, 'lintel.db');
    const bytes = readFileSync(database);
    rmSync(database);
    const t = await start();
    expect(t.app.state()).toMatchObject({ stage: 'fault', fault: { code: 'database-missing', path: database } });
    writeFileSync(database, '');
    value(await t.call('app.retry', null));
    expect(t.app.state()).toMatchObject({ stage: 'fault', fault: { code: 'database-corrupt' } });
    expect(statSync(database).size).toBe(0);
    writeFileSync(database, bytes);
    value(await t.call('app.retry', null));
    expect(await names(t)).toEqual(['Ana']);
  });
});

describe('whose database it is', () => {
  test('a site of today has no id: it gets one at the first good opening, and keeps it', async () => {
    await setUp();
    const { dataFolder } = locationOf({ userData: profile } as TestApp);
    const old = value(openDatabase({ file: join(profile, 'data', 'lintel.db'), key: await key(), log: quietLog }));
    old.db.run('DELETE FROM site');
    old.close();
    writeFileSync(join(profile, 'location.json'), JSON.stringify({ version: 1, dataFolder, complete: true }));
    const t = await start();
    const id = siteIdOf(t);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(locationOf(t)).toEqual({ version: 2, dataFolder, complete: true, siteId: id });
    end(t);
    expect(siteIdOf(await start())).toBe(id);
  });

  test('another database under the same key is refused and left as it is', async () => {
    await setUp({ dataFolder: join(folder, 'usb') });
    const database = join(folder, 'usb', 'lintel.db');
    renameSync(database, join(folder, 'own.db'));
    value(openDatabase({ file: database, key: await key(), log: quietLog, create: true })).close();
    const before = readFileSync(database);
    const t = await start();
    expect(t.app.state()).toMatchObject({ stage: 'fault', fault: { code: 'database-foreign', path: database } });
    expect(readFileSync(database).equals(before)).toBe(true);
    renameSync(join(folder, 'own.db'), database);
    value(await t.call('app.retry', null));
    expect(await names(t)).toEqual(['Ana']);
  });
});

describe('location.json', () => {
  const damaged: [string, string | Buffer, string][] = [
    ['empty', '', 'location-unreadable'],
    ['half', '{"version":1,"dataF', 'location-unreadable'],
    ['with a key more', '{"version":1,"dataFolder":"/x","complete":true,"more":1}', 'location-unreadable'],
    ['too long', Buffer.alloc(70_000, 0x20), 'location-unreadable'],
    ['of a newer version', '{"version":3,"dataFolder":"/x","complete":true}', 'database-newer'],
  ];
  test.each(damaged)('%s: a fault, never the first run; put right, it opens', async (_how, text, code) => {
    await setUp();
    const file = join(profile, 'location.json');
    const good = readFileSync(file);
    writeFileSync(file, text);
    const t = await start();
    expect(t.app.state()).toMatchObject({ stage: 'fault', role: 'anyone', fault: { code } });
    expect(await t.call('setup.complete', { ...SETUP, dataFolder: join(folder, 'elsewhere') })).toEqual({
      ok: false,
      error: { code: 'already-set-up' },
    });
    expect(await t.call('setup.chooseFolder', null)).toMatchObject({ ok: false });
    expect(readFileSync(file).equals(Buffer.from(text))).toBe(true);
    writeFileSync(file, good);
    value(await t.call('app.retry', null));
    expect(await names(t)).toEqual(['Ana']);
  });

  test.skipIf(process.platform === 'win32')('a pipe or a folder in its place is a fault too, and is not waited for', async () => {
    await setUp();
    const file = join(profile, 'location.json');
    rmSync(file);
    mkdirSync(file);
    expect((await start()).app.state()).toMatchObject({ stage: 'fault', fault: { code: 'location-unreadable', path: file } });
    rmSync(file, { recursive: true });
    value(
      await import('node:child_process').then(({ spawnSync }) =>
        spawnSync('mkfifo', [file]).status === 0 ? { ok: true, value: null } : { ok: false, error: 'mkfifo' },
      ),
    );
    expect((await start()).app.state()).toMatchObject({ stage: 'fault', fault: { code: 'location-unreadable', path: file } });
  });
});

describe('nothing is removed', () => {
  test('a first run that was cut off is begun anew; its database and its keys are set aside', async () => {
    await setUp();
    const database = readFileSync(join(profile, 'data', 'lintel.db'));
    const key = readFileSync(join(profile, 'keys', KEY_FILE), 'utf8');
    const file = join(profile, 'location.json');
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), complete: false }));
    const t = await start();
    expect(t.app.state().stage).toBe('first-run');
    value(await t.call('setup.complete', SETUP));
    const aside = readdirSync(join(profile, 'data')).find((name) => /^lintel-set-aside-.*\.db$/.test(name));
    expect(readFileSync(join(profile, 'data', aside ?? '')).equals(database)).toBe(true);
    const keys = readdirSync(profile).find((name) => name.startsWith('keys-set-aside-'));
    expect(readFileSync(join(profile, keys ?? '', KEY_FILE), 'utf8')).toBe(key);
    expect(await names(t)).toEqual([]);
  });

  test('a first run is complete only when key file and recovery key open the file', async () => {
    // A keychain that forgets: what it seals it cannot unseal.
    const keychain = {
      seal: (plain: Uint8Array) => Promise.resolve(plain.map((b) => b ^ 1)),
      unseal: () => Promise.reject(new Error('forgotten')),
    };
    const t = await start({ overrides: { keychain } });
    expect(await t.call('setup.complete', { ...SETUP, keyKind: 'keychain' })).toEqual({ ok: false, error: { code: 'key-lost' } });
    expect(t.app.state()).toMatchObject({ stage: 'first-run' });
    expect(locationOf(t)).toMatchObject({ complete: false });
    value(await t.call('setup.complete', SETUP));
    end(t);
    expect(await names(await start())).toEqual([]);
  });
});

describe('two Lintels', () => {
  test('the second is told who has the data, and opens them when the first has ended', async () => {
    const shared = join(folder, 'shared');
    const first = await start({ userData: join(folder, 'a') });
    value(await first.call('setup.complete', { ...SETUP, dataFolder: shared }));
    cpSync(join(folder, 'a'), join(folder, 'b'), { recursive: true });
    const second = await start({ userData: join(folder, 'b') });
    expect(second.app.state()).toMatchObject({
      stage: 'fault',
      fault: { code: 'database-in-use', host: hostname(), pid: process.pid },
    });
    value(await first.call('settings.save', { recognition: { threshold: 0.9 } }));
    end(first);
    value(await second.call('app.retry', null));
    expect(second.app.state()).toMatchObject({ stage: 'open' });
    expect(second.app.openSite()?.settings()).toMatchObject({ recognition: { threshold: 0.9 } });
  });

  test('one that was killed holds nothing back', async () => {
    await setUp();
    const script = join(folder, 'holder.ts');
    writeFileSync(
      script,
      `import { lockData } from ${JSON.stringify(new URL('../../storage/file/lock.ts', import.meta.url).href)};
       const lock = lockData(${JSON.stringify(join(profile, 'data'))});
       process.stdout.write(lock.ok ? 'holds' : lock.error.code);
       setInterval(() => lock, 1000);`,
    );
    const holder = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')])) as [unknown];
    expect(String(said)).toBe('holds');
    const t = await start();
    expect(t.app.state()).toMatchObject({ stage: 'fault', fault: { code: 'database-in-use', pid: holder.pid } });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    value(await t.call('app.retry', null));
    expect(t.app.state().stage).toBe('open');
  });
});

test('a cut recovery file does not keep the site shut; another passphrase file than before does not either', async () => {
  await setUp({ passphrase: true });
  truncateSync(join(profile, 'keys', RECOVERY_FILE), 20);
  const t = await start();
  expect(await t.call('session.unlock', { kind: 'recovery-key', secret: recoveryKey })).toEqual({
    ok: false,
    error: { code: 'key-lost' },
  });
  value(await t.call('session.unlock', { kind: 'passphrase', secret: PASSPHRASE }));
  const same = value(await openKey(join(profile, 'keys'), { kind: 'passphrase', passphrase: PASSPHRASE }));
  end(t);
  value(await rewrapKey(join(profile, 'keys'), same, { kind: 'key-file' }));
  expect(await names(await start())).toEqual(['Ana']);
});

const quietLog = { info: () => undefined, warn: () => undefined };
