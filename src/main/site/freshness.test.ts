/** An older copy of the data, rows that were changed or removed, and a note that is gone; and that nothing honest is taken for one of them. */
import fc from 'fast-check';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import type { HistoryNotice } from '../../shared/calls/history.ts';
import type { WritableDb } from '../../storage/file/db.ts';
import { openKey } from '../../storage/keys/key-file.ts';
import { openDatabase } from '../../storage/file/open.ts';

const ALL = { personId: null, from: null, to: null, kinds: [], search: '' };
const NONE: Omit<HistoryNotice, 'kind'> = { missing: 0, gone: 0, changed: 0, badges: 0, people: 0 };
let folder: string;
let profile: string;
let t: TestApp;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-fresh-'));
  profile = join(folder, 'profile');
  t = await start();
  value(await t.call('setup.complete', SETUP));
});
afterEach(async () => {
  await t.app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = (options: Parameters<typeof startTestApp>[0] = {}): Promise<TestApp> =>
  startTestApp({ userData: profile, ...options });
/** Ends the app, does something to its files, and starts it again; signed in as nobody yet. */
async function restart(
  meanwhile: () => void | Promise<void> = () => undefined,
  options: Parameters<typeof startTestApp>[0] = {},
): Promise<void> {
  const { at, monotonic } = t.clock;
  await t.app.stop();
  await meanwhile();
  t = await start(options);
  Object.assign(t.clock, { at: at + 1000, monotonic: monotonic + 1000 });
}
const data = (): string => join(profile, 'data');
const keep = (name: string): void => cpSync(data(), join(folder, name), { recursive: true });
function putBack(name: string): void {
  rmSync(data(), { recursive: true });
  cpSync(join(folder, name), data(), { recursive: true });
}
const said = (): readonly HistoryNotice[] => {
  t.app.setRole('admin');
  return t.app.state().history;
};
const add = async (employeeNumber: string): Promise<number> =>
  value(await t.call('credentials.addWithoutFace', { employeeNumber, name: `P${employeeNumber}`, department: '' })).id;
const rows = async () => {
  t.app.setRole('admin');
  return value(await t.call('log.list', { filter: ALL, before: null, limit: 500 })).rows;
};
const badge = async (token: string) => {
  t.app.setRole('kiosk');
  const answer = value(await t.call('credentials.badge', { token, waitedMs: 0 }));
  t.app.setRole('admin');
  const { decision } = answer;
  return decision.state === 'refused' ? decision.reason : decision.state;
};
const pad = async () => {
  t.app.setRole('kiosk');
  const answer = value(await t.call('credentials.pad', null));
  t.app.setRole('admin');
  return answer;
};
/** With the key, by SQL, while the app is not running. */
async function withKey(work: (db: WritableDb) => void): Promise<void> {
  const key = value(await openKey(join(profile, 'keys'), { kind: 'key-file' }));
  const open = value(
    openDatabase({ file: join(data(), 'lintel.db'), key, log: { info: () => undefined, warn: () => undefined } }),
  );
  for (const trigger of ['events_no_update', 'events_no_delete', 'events_no_replace']) open.db.run(`DROP TRIGGER ${trigger}`);
  work(open.db);
  open.close();
}

describe('an older copy is put back', () => {
  test('it opens, says so to the administrator, and what must not be forgotten holds', async () => {
    const [ana, ben, cleo] = [await add('1'), await add('2'), await add('3')];
    const { number } = value(await t.call('credentials.setPin', { personId: ana, pin: null }));
    const [own, spare] = value(await t.call('credentials.print', { personIds: [ana, ben], renew: false }));
    await restart(() => keep('old'));
    t.app.setRole('admin');
    value(await t.call('credentials.endBadge', { personId: ana }));
    value(await t.call('people.setActive', { id: ben, active: false }));
    value(await t.call('people.delete', { id: cleo }));
    t.app.setRole('kiosk');
    for (let i = 0; i < 6; i++) value(await t.call('credentials.pin', { code: `${number}000000`, waitedMs: 0 }));
    const locked = await pad();
    expect(locked).toMatchObject({ waitSeconds: expect.any(Number) as number });
    const newest = (await rows())[0]!.id;

    await restart(() => putBack('old'));
    expect(t.app.state().stage).toBe('open');
    // Nobody but the administrator is told.
    expect(t.app.state().history).toEqual([]);
    expect(said()).toEqual([{ kind: 'older', ...NONE, missing: expect.any(Number) as number, badges: 1, people: 2 }]);
    expect(said()[0]!.missing).toBeGreaterThan(5);
    expect(await badge(own!.token)).toBe('badge-revoked');
    expect(await pad()).toMatchObject({ waitSeconds: expect.any(Number) as number });
    const people = value(await t.call('people.list', { search: '' }));
    expect(people.map((p) => [p.id, p.active])).toEqual([
      [ana, true],
      [ben, false],
      [cleo, false],
    ]);
    expect(await badge(spare!.token)).not.toBe('welcome');
    // The alarm is a row, and no id is given a second time.
    const alarm = (await rows()).find((row) => row.reason === 'history-older');
    expect(alarm).toMatchObject({ kind: 'fault' });
    expect(alarm!.id).toBeGreaterThan(newest);
  });

  test('it is said until an administrator acknowledges it, which is a row', async () => {
    await restart(() => keep('old'));
    t.app.setRole('admin');
    await add('1');
    await restart(() => putBack('old'));
    const [notice] = said();
    expect(notice).toMatchObject({ kind: 'older' });
    await restart();
    expect(said()).toEqual([notice]);
    t.app.setRole('kiosk');
    expect(await t.call('history.acknowledge', null)).toEqual({ ok: false, error: { code: 'not-allowed' } });
    t.app.setRole('admin');
    value(await t.call('history.acknowledge', null));
    expect(said()).toEqual([]);
    expect((await rows()).filter((row) => row.reason?.startsWith('history-')).map((row) => row.reason)).toEqual([
      'history-acknowledged',
      'history-older',
    ]);
    await restart();
    expect(said()).toEqual([]);
  });

  test('a badge that was printed since then is nobody’s, and its serial is not given again', async () => {
    const ana = await add('1');
    await restart(() => keep('old'));
    t.app.setRole('admin');
    const [lost] = value(await t.call('credentials.print', { personIds: [ana], renew: false }));
    await restart(() => putBack('old'));
    expect(said()).toHaveLength(1);
    expect(await badge(lost!.token)).toBe('badge-unknown');
    const [fresh] = value(await t.call('credentials.print', { personIds: [ana], renew: false }));
    expect(fresh!.serial).toBeGreaterThan(lost!.serial);
    expect(await badge(lost!.token)).toBe('badge-unknown');
  });

  test('the log of the last minutes is taken away', async () => {
    keep('old');
    await add('1');
    const { length } = await rows();
    // With the row of the app's end, and but for the one that the copy has.
    await restart(() => putBack('old'));
    expect(said()).toMatchObject([{ kind: 'older', missing: length }]);
  });
});

describe('with the key, by SQL', () => {
  test('rows among the remembered ones that are changed, removed or put in again are said', async () => {
    for (const n of ['1', '2', '3', '4', '5', '6']) await add(n);
    const [newest, , , other] = await rows();
    await restart(() =>
      withKey((db) => {
        db.run('UPDATE events SET at = at - 3600000 WHERE id = :id', { id: newest!.id });
        db.run('DELETE FROM event_names WHERE event_id = :id', { id: other!.id });
        db.run('DELETE FROM events WHERE id = :id', { id: other!.id });
      }),
    );
    expect(said()).toEqual([{ kind: 'changed', ...NONE, gone: 1, changed: 1 }]);
    // Said once, and remembered as they are now.
    value(await t.call('history.acknowledge', null));
    await restart();
    expect(said()).toEqual([]);
  });

  test('a badge that had ended and opens again is ended again', async () => {
    const ana = await add('1');
    const [own] = value(await t.call('credentials.print', { personIds: [ana], renew: false }));
    value(await t.call('credentials.endBadge', { personId: ana }));
    await restart(() => withKey((db) => void db.run('UPDATE badges SET ended_at = NULL')));
    expect(said()).toEqual([{ kind: 'changed', ...NONE, badges: 1 }]);
    expect(await badge(own!.token)).toBe('badge-revoked');
  });

  test('while the app runs', async () => {
    await add('1');
    await t.app.freshness.tick();
    await withKey((db) => void db.run("UPDATE events SET reason = 'nothing' WHERE reason = 'set-up'"));
    await add('2');
    await t.app.freshness.tick();
    expect(said()).toEqual([{ kind: 'changed', ...NONE, changed: 1 }]);
  });
});

describe('the note itself', () => {
  const note = (): string => join(profile, 'anchor.json');

  test('removed or damaged, it is said once, and kept anew; one that cannot be read is set aside', async () => {
    await restart(() => rmSync(note()));
    expect(said()).toEqual([{ kind: 'note-missing', ...NONE }]);
    value(await t.call('history.acknowledge', null));
    await restart();
    expect(said()).toEqual([]);
    await restart(() => writeFileSync(note(), readFileSync(note(), 'utf8').replace(/"sealed":"..../, '"sealed":"AAAA')));
    expect(said()).toEqual([{ kind: 'note-missing', ...NONE }]);
    expect(readdirSync(profile).filter((name) => name.startsWith('anchor.json-set-aside-'))).toHaveLength(1);
    expect(existsSync(note())).toBe(true);
  });

  test('a site of today has none: it is written at the first opening, and nothing is said', async () => {
    await restart(async () => {
      rmSync(note());
      await withKey((db) => void db.run('UPDATE site SET anchored = 0'));
    });
    expect(said()).toEqual([]);
    expect(existsSync(note())).toBe(true);
  });

  test('it is sealed by the keychain where there is one, and says nothing in clear', async () => {
    const flip = (bytes: Uint8Array): Promise<Uint8Array> => Promise.resolve(bytes.map((b) => b ^ 0x5a));
    const ana = await add('558877');
    const { number } = value(await t.call('credentials.setPin', { personId: ana, pin: null }));
    t.app.setRole('kiosk');
    value(await t.call('credentials.pin', { code: `${number}000000`, waitedMs: 0 }));
    await t.app.freshness.tick();
    const plain = JSON.parse(readFileSync(note(), 'utf8')) as { kind: string; sealed: string };
    expect(plain.kind).toBe('key');
    expect(Buffer.from(plain.sealed, 'base64').toString('latin1')).not.toMatch(/failures|digest/);
    const overrides = { keychain: { seal: flip, unseal: flip } };
    await restart(undefined, { overrides });
    expect(said()).toEqual([]);
    expect(JSON.parse(readFileSync(note(), 'utf8'))).toMatchObject({ kind: 'keychain' });
    await restart(undefined, { overrides });
    expect(said()).toEqual([]);
    await restart(undefined, { overrides: { keychain: { seal: flip, unseal: () => Promise.reject(new Error('locked')) } } });
    expect(said()).toEqual([{ kind: 'note-missing', ...NONE }]);
  });

  test('a full disk under it harms nothing: the data are ahead, and nothing is said', async () => {
    // A folder in its place: the rename fails.
    const before = readFileSync(note());
    rmSync(note());
    cpSync(data(), note(), { recursive: true });
    await add('1');
    await t.app.freshness.tick();
    await restart(() => {
      rmSync(note(), { recursive: true });
      writeFileSync(note(), before);
    });
    expect(said()).toEqual([]);
  });
});

test('no order of acts, cuts and restarts is taken for an older copy, and every older copy is', async () => {
  const acts = fc.array(
    fc.constantFrom('punch', 'wrong', 'end', 'disable', 'enable', 'delete', 'clock', 'tick', 'cut', 'restart', 'rollback'),
    {
      minLength: 4,
      maxLength: 14,
    },
  );
  let n = 100;
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      t.app.setRole('admin');
      const id = await add(String(n++));
      const [printed] = value(await t.call('credentials.print', { personIds: [id], renew: false }));
      // Settled, so that the copies of this run are of this run.
      await restart();
      t.app.setRole('admin');
      value(await t.call('history.acknowledge', null));
      keep(`start-${n}`);
      let behind = false;
      for (const act of list) {
        t.app.setRole('admin');
        t.clock.at += 61_000;
        t.clock.monotonic += 61_000;
        if (act === 'punch') await badge(printed!.token);
        else if (act === 'wrong') {
          t.app.setRole('kiosk');
          await t.call('credentials.pin', { code: '990011000000', waitedMs: 0 });
        } else if (act === 'end') value(await t.call('credentials.endBadge', { personId: id }));
        else if (act === 'disable' || act === 'enable') await t.call('people.setActive', { id, active: act === 'enable' });
        else if (act === 'delete') await t.call('people.delete', { id });
        else if (act === 'clock') t.clock.at -= 3_600_000;
        else if (act === 'tick') await t.app.freshness.tick();
        else if (act === 'restart') await restart();
        else if (act === 'cut') {
          // The note as it was, the data as they are now: the most that a cut can put between the two.
          const before = readFileSync(join(profile, 'anchor.json'));
          await badge(printed!.token);
          await restart(() => writeFileSync(join(profile, 'anchor.json'), before));
        } else {
          await badge(printed!.token);
          await restart(() => putBack(`start-${n}`));
          behind = true;
        }
        const notices = said();
        if (behind) expect(notices).toMatchObject([{ kind: 'older' }]);
        else expect(notices).toEqual([]);
        value(await t.call('history.acknowledge', null));
        behind = false;
      }
    }),
    { numRuns: 8 },
  );
});
