/** An archive of photographs through the app: a real process, a real database; and processes that misbehave. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeFace, NO_DIALOGS, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { forkPhotos } from '../../../test/fakes/imports.ts';
import { ToldChild } from '../../../test/fakes/told-child.ts';
import { zip } from '../../../tools/zip.ts';
import { value } from '../../../tools/value.ts';
import type { FromPhotos, ToPhotos } from '../../imports/photos/protocol.ts';
import type { ChildProcess } from '../base/child-process.ts';
import { createPhotoArchives, type LIMITS } from './photo-archives.ts';

const folder = mkdtempSync(join(tmpdir(), 'lintel-photo-archives-'));
const bytes = (text: string) => new TextEncoder().encode(text);
const file = join(folder, 'photos.zip');
const SITE = { language: 'en', timeZone: 'Europe/London' };
let chosen: string | null = file;
let t: TestApp;
beforeAll(async () => {
  writeFileSync(
    file,
    zip([
      { name: 'a/', data: new Uint8Array() },
      { name: 'a/1.jpg', data: bytes('one') },
      { name: 'a/2.jpg', data: bytes('two'), crc: 1 },
      { name: '../3.jpg', data: bytes('three') },
    ]),
  );
  t = await startTestApp({ overrides: { dialogs: { ...NO_DIALOGS, openFile: () => Promise.resolve(chosen) } } });
  value(await t.call('setup.complete', SETUP));
});
afterAll(() => {
  t.close();
  rmSync(folder, { recursive: true });
});
const error = (code: string) => ({ ok: false, error: { code } });

describe('in the app', () => {
  test('asked which, listed, read one by one; closed, nothing more comes', async () => {
    const opened = value(await t.call('dataImports.openPhotos', null))!;
    expect(opened).toMatchObject({
      name: 'photos.zip',
      list: {
        ...{
          entries: 4,
          files: [
            { entry: 1, path: 'a/1.jpg' },
            { entry: 2, path: 'a/2.jpg' },
          ],
        },
        leftOut: [
          { path: 'a/', why: 'folder' },
          { path: '../3.jpg', why: 'name' },
        ],
      },
    });
    const { archive } = opened;
    expect(value(await t.call('dataImports.readPhoto', { archive, entry: 1 }))).toEqual(bytes('one'));
    expect(await t.call('dataImports.readPhoto', { archive, entry: 2 })).toEqual(error('photo-damaged'));
    expect(await t.call('dataImports.readPhoto', { archive, entry: 3 })).toEqual(error('photo-damaged'));
    value(await t.call('dataImports.closePhotos', null));
    expect(await t.call('dataImports.readPhoto', { archive, entry: 1 })).toEqual(error('photos-closed'));
  });

  test('another takes the place of the one before; whoever cancels leaves it open', async () => {
    const first = value(await t.call('dataImports.openPhotos', null))!;
    chosen = null;
    expect(value(await t.call('dataImports.openPhotos', null))).toBeNull();
    expect(value(await t.call('dataImports.readPhoto', { archive: first.archive, entry: 1 }))).toEqual(bytes('one'));
    chosen = file;
    const second = value(await t.call('dataImports.openPhotos', null))!;
    expect(await t.call('dataImports.readPhoto', { archive: first.archive, entry: 1 })).toEqual(error('photos-closed'));
    expect(value(await t.call('dataImports.readPhoto', { archive: second.archive, entry: 1 }))).toEqual(bytes('one'));
    chosen = join(folder, 'none.zip');
    expect(await t.call('dataImports.openPhotos', null)).toEqual(error('photos-unreadable'));
  });

  test('a face is known by its file: of that person, as long as the face is there', async () => {
    const HASH = 'ab'.repeat(32);
    const enrol = async (personId: number | null, photo?: string) => {
      const { enrolmentId } = value(await t.call('enrol.begin', { personId }));
      const face = fakeFace([200, 10, 30]);
      value(await t.call('enrol.sample', photo === undefined ? { enrolmentId, face } : { enrolmentId, face, photo }));
      return value(await t.call('enrol.commit', { enrolmentId, person: { employeeNumber: '1', name: 'Ana', department: '' } }));
    };
    const ana = await enrol(null, HASH);
    const photos = async () => value(await t.call('dataImports.photosOf', { people: [ana.id, ana.id + 1] }));
    expect(await photos()).toEqual([{ personId: ana.id, sha256: HASH }]);
    await enrol(ana.id);
    expect(await photos()).toEqual([]);
    const { enrolmentId } = value(await t.call('enrol.begin', { personId: null }));
    const odd = await t.call('enrol.sample', { enrolmentId, face: fakeFace([1, 2, 3]), photo: 'x' });
    expect(odd).toMatchObject({ error: { code: 'bad-input' } });
  });
});

type Told = ToldChild<ToPhotos>;
const OPENED: FromPhotos = {
  type: 'opened',
  result: { ok: true, value: { entries: 1, files: [{ entry: 0, path: '1.jpg' }], leftOut: [] } },
};

describe('a process that misbehaves', () => {
  const start = (limits: Partial<typeof LIMITS> = {}) => {
    const children: Told[] = [];
    const lines: string[] = [];
    const say = (_facts: unknown, message?: string): void => void lines.push(message ?? '');
    const archives = createPhotoArchives({
      fork: () => {
        children.push(new ToldChild());
        return children.at(-1)!;
      },
      log: { info: say, warn: say, error: say },
      limits,
    });
    return { archives, children, lines };
  };
  const opened = async (limits: Partial<typeof LIMITS> = {}) => {
    const s = start(limits);
    const answer = s.archives.open('/x/photos.zip', SITE);
    s.children[0]!.say(OPENED);
    return { ...s, child: s.children[0]!, archive: value(await answer).archive };
  };

  test.each<[string, unknown]>([
    ['something strange', { type: 'hello' }],
    ['a list that does not add up', { type: 'opened', result: { ok: true, value: { entries: 2, files: [], leftOut: [] } } }],
    ['bytes that are none', { type: 'read', question: 1, result: { ok: true, value: 'bytes' } }],
  ])('%s: whoever waits is told, and it is ended', async (_what, message) => {
    const { archives, children } = start();
    const answer = archives.open('/x/photos.zip', SITE);
    children[0]!.say(message);
    expect(await answer).toEqual(error('import-failed'));
    expect(children[0]!.kills).toBe(1);
  });

  test('it dies while it reads: told, and no further one comes', async () => {
    const { archives, child, archive, lines } = await opened();
    const answer = archives.read(archive, 0);
    child.exit(9);
    expect(await answer).toEqual(error('import-failed'));
    expect(await archives.read(archive, 0)).toEqual(error('photos-closed'));
    expect(lines).toEqual(['the reader of archives ended']);
  });

  test('it says nothing any more: too much', async () => {
    const { archives, archive, child } = await opened({ silentMs: 5 });
    expect(await archives.read(archive, 0)).toEqual(error('import-too-much'));
    expect(child.kills).toBe(1);
  });

  const slept = async () => {
    const s = await opened({ idleMs: 5 });
    await new Promise((resolve) => s.child.once('exit', resolve));
    return s;
  };

  test('nobody asks any more: it is ended by itself, and opened anew when somebody does', async () => {
    const { archives, archive, children } = await slept();
    const answers = [archives.read(archive, 0), archives.read(archive, 0)];
    const anew = children[1]!;
    expect(anew.heard).toEqual([{ type: 'open', path: '/x/photos.zip', site: SITE }]);
    anew.say(OPENED);
    await expect.poll(() => anew.heard.filter((m) => m.type === 'read')).toHaveLength(2);
    for (const message of anew.heard)
      if (message.type === 'read')
        anew.say({ type: 'read', question: message.question, result: { ok: true, value: bytes('one') } });
    expect((await Promise.all(answers)).map((answer) => value(answer))).toEqual([bytes('one'), bytes('one')]);
    expect(children).toHaveLength(2);
  });

  test('opened anew it is another archive, or none: no further one comes, and nothing stays open', async () => {
    const others: FromPhotos[] = [
      { type: 'opened', result: { ok: true, value: { entries: 1, files: [{ entry: 0, path: '2.jpg' }], leftOut: [] } } },
      { type: 'opened', result: { ok: false, error: { code: 'photos-unreadable' } } },
    ];
    for (const other of others) {
      const { archives, archive, children } = await slept();
      const answer = archives.read(archive, 0);
      children[1]!.say(other);
      expect(await answer).toEqual(error('photos-closed'));
      expect(await archives.read(archive, 0)).toEqual(error('photos-closed'));
      expect([children.length, children[1]!.kills]).toEqual([2, 1]);
    }
  });

  test('closed by somebody while nobody asked, it stays closed', async () => {
    const { archives, archive, children } = await slept();
    archives.close();
    expect(await archives.read(archive, 0)).toEqual(error('photos-closed'));
    expect(children).toHaveLength(1);
  });

  test('closed while it is opened: told so', async () => {
    const { archives, children } = start();
    const answer = archives.open('/x/photos.zip', SITE);
    archives.close();
    expect(await answer).toEqual(error('import-cancelled'));
    expect(children[0]!.kills).toBe(1);
  });

  test('two questions at once each get their own answer; one that nobody asked is nobody’s', async () => {
    const { archives, archive, child } = await opened();
    const [first, second] = [archives.read(archive, 0), archives.read(archive, 0)];
    const [a, b] = child.heard.slice(1).map((m) => (m.type === 'read' ? m.question : 0));
    const answer = (question: number, text: string): FromPhotos => ({
      ...{ type: 'read', question },
      result: { ok: true, value: bytes(text) },
    });
    child.say(answer(b!, 'second'));
    child.say(answer(99, 'nobody’s'));
    child.say(answer(a!, 'first'));
    expect([value(await first), value(await second)]).toEqual([bytes('first'), bytes('second')]);
  });

  test('it cannot be started', async () => {
    const archives = createPhotoArchives({
      fork: () => {
        throw new Error('no memory');
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    expect(await archives.open('/x/photos.zip', SITE)).toEqual(error('import-failed'));
  });
});

test('a real process is gone after its archive was closed', async () => {
  const children: ChildProcess[] = [];
  const archives = createPhotoArchives({
    fork: () => {
      children.push(forkPhotos());
      return children[0]!;
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const { archive } = value(await archives.open(file, SITE));
  expect(value(await archives.read(archive, 1))).toEqual(bytes('one'));
  const gone = new Promise<void>((resolve) => void children[0]!.on('exit', () => resolve()));
  archives.close();
  await gone;
});
