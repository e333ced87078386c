/** Archives as people have them, and as somebody who means harm makes them. Each is written by hand (tools/zip.ts), and read from the disk. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createEncoder } from '../../../test/imports/encode.ts';
import { zip, type Entry } from '../../../tools/zip.ts';
import { value } from '../../../tools/value.ts';
import { MOST_ENTRIES, UNOPENED } from '../../shared/photo-archive.ts';
import { openArchive } from './archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'lintel-archives-'));
afterAll(() => rmSync(folder, { recursive: true }));
const BEIJING = { language: 'zh-CN', timeZone: 'Asia/Shanghai' };
const LONDON = { language: 'en', timeZone: 'Europe/London' };
const bytes = (text: string) => new TextEncoder().encode(text);
const PHOTO = bytes('a photograph');

let files = 0;
const openBytes = (archive: Uint8Array, site = LONDON) => {
  const path = join(folder, `${files++}.zip`);
  writeFileSync(path, archive);
  return openArchive(path, site);
};
const open = (entries: readonly Entry[], site = LONDON) => openBytes(zip(entries), site);
const left = async (...entries: readonly Entry[]) => {
  const archive = value(await open(entries));
  archive.close();
  return archive.list.leftOut.map(({ path, why }) => `${path}: ${why}`);
};

test('a list first, then one file after the other, deflated or not, with its folders', async () => {
  const archive = value(
    await open([
      { name: '照片/1001.jpg', data: PHOTO },
      { name: '1002.jpg', data: bytes('another'), method: 0 },
    ]),
  );
  expect(archive.list).toEqual({
    ...{ entries: 2, leftOut: [] },
    files: [
      { entry: 0, path: '照片/1001.jpg' },
      { entry: 1, path: '1002.jpg' },
    ],
  });
  expect(new TextDecoder().decode(value(await archive.read(1)))).toBe('another');
  expect(new TextDecoder().decode(value(await archive.read(0)))).toBe('a photograph');
  expect(await archive.read(7)).toEqual({ ok: false, error: { code: 'photo-damaged' } });
  archive.close();
  expect(await archive.read(0)).toEqual({ ok: false, error: { code: 'photo-damaged' } });
});

describe('names', () => {
  const names = async (site: typeof LONDON, ...raw: (string | Uint8Array)[]) => {
    const archive = value(
      await open(
        raw.map((name) => ({ name, data: PHOTO })),
        site,
      ),
    );
    archive.close();
    return archive.list.files.map(({ path }) => path);
  };
  const gbk = createEncoder('gb18030');

  test('of a Chinese Windows: GB 18030, and a letter whose second byte is a \\ parts no folders', async () => {
    expect(gbk('誠')[1]).toBe(0x5c);
    expect(await names(BEIJING, gbk('照片\\1001_張誠.jpg'), gbk('1002_李四.jpg'))).toEqual([
      '照片/1001_張誠.jpg',
      '1002_李四.jpg',
    ]);
  });

  test('of a Western DOS: CP437', async () => {
    // 0x81 ü, 0x82 é, 0x94 ö (APPNOTE.TXT D.1).
    expect(await names(LONDON, Uint8Array.from([...bytes('1_M'), 0x81, ...bytes('ller.jpg')]))).toEqual(['1_Müller.jpg']);
    expect(await names(LONDON, Uint8Array.from([...bytes('2_Ren'), 0x82, ...bytes('.jpg')]), '3_伟.jpg')).toEqual([
      '2_René.jpg',
      '3_伟.jpg',
    ]);
  });

  test('UTF-8 that does not say so, as macOS wrote it; and the field that says it beside', async () => {
    expect(await names(BEIJING, bytes('1001_张伟.jpg'), bytes('1002_José.jpg'))).toEqual(['1001_张伟.jpg', '1002_José.jpg']);
    const raw = gbk('1_张.jpg');
    const sum = Buffer.alloc(5, 1);
    sum.writeUInt32LE(crc32(raw), 1);
    const field = Buffer.concat([sum, Buffer.from('1_张.jpg')]);
    const extra = Buffer.concat([Buffer.from([0x75, 0x70, field.length, 0]), field]);
    const archive = value(await open([{ name: raw, data: PHOTO, extra }]));
    archive.close();
    expect(archive.list.files.map(({ path }) => path)).toEqual(['1_张.jpg']);
  });
});

describe('what is never opened, by its name', () => {
  test.each<[Entry, string]>([
    [{ name: '../../1001.jpg', data: PHOTO }, 'name'],
    [{ name: 'a/../../1001.jpg', data: PHOTO }, 'name'],
    [{ name: '/etc/1001.jpg', data: PHOTO }, 'name'],
    [{ name: 'C:/1001.jpg', data: PHOTO }, 'name'],
    [{ name: '1001\0.jpg', data: PHOTO }, 'name'],
    [{ name: '', data: PHOTO }, 'name'],
    [{ name: '1001.jpg', data: bytes('/etc/passwd'), mode: 0o120777 }, 'link'],
    [{ name: '1001.jpg', data: PHOTO, mode: 0o010644 }, 'link'],
    [{ name: '1001.jpg', data: PHOTO, flag: 1 }, 'locked'],
    [{ name: '1001.jpg', data: PHOTO, method: 14 }, 'method'],
    [{ name: '1001.jpg', data: PHOTO, says: 60_000_001 }, 'too-large'],
    [{ name: '1001.jpg', data: new Uint8Array(2_000_000) }, 'bomb'],
    [{ name: 'photos/', data: new Uint8Array() }, 'folder'],
    [{ name: 'photos', data: new Uint8Array(), mode: 0o040755 }, 'folder'],
  ])('%j: %s', async (entry, why) => {
    // So much beside that the whole is no bomb.
    const noise = {
      name: 'noise.jpg',
      data: Uint8Array.from({ length: 700_000 }, (_, i) => (i * 7919 + (i >> 3) * 104729) % 251),
      method: 0,
    };
    expect(await left(entry, noise)).toEqual([`${String(entry.name)}: ${why}`]);
  });

  test('a name with \\ that goes up', async () => {
    expect(await left({ name: bytes('..\\..\\1001.jpg'), data: PHOTO })).toEqual(['../../1001.jpg: name']);
  });
});

describe('what lies', () => {
  const damaged = { ok: false, error: { code: 'photo-damaged' } };
  test.each<[string, Entry]>([
    ['more inside than was said', { name: '1.jpg', data: PHOTO, says: 3 }],
    ['less inside than was said', { name: '1.jpg', data: PHOTO, says: 30 }],
    ['more, as it is', { name: '1.jpg', data: PHOTO, says: 3, method: 0 }],
    ['other bytes than were packed', { name: '1.jpg', data: PHOTO, crc: 7 }],
    ['a hundred million bytes that said they were ten', { name: '1.jpg', data: new Uint8Array(100_000_000), says: 10 }],
  ])('%s: that one is damaged, and the others are read', async (_what, entry) => {
    const archive = value(await open([entry, { name: '2.jpg', data: PHOTO }]));
    expect(await archive.read(0)).toEqual(damaged);
    expect(value(await archive.read(1))).toEqual(PHOTO);
    archive.close();
  });

  test('a photograph whose bytes are cut out of the middle', async () => {
    const whole = zip([
      { name: '1.jpg', data: PHOTO },
      { name: '2.jpg', data: PHOTO },
    ]);
    whole.fill(0xff, 36, 44);
    const archive = value(await openBytes(whole));
    expect(await archive.read(0)).toEqual(damaged);
    expect(value(await archive.read(1))).toEqual(PHOTO);
    archive.close();
  });

  test('many entries over the same bytes are a bomb as a whole', async () => {
    const one = zip([{ name: '1.jpg', data: new Uint8Array(900_000) }]);
    // The same entry of the directory five hundred times: each is under the ratio by itself.
    const view = new DataView(one.buffer);
    const start = view.getUint32(one.length - 6, true);
    const entry = one.slice(start, one.length - 22);
    const end = one.slice(one.length - 22);
    const directory = Buffer.concat(Array.from({ length: 500 }, () => entry));
    const said = new DataView(end.buffer);
    said.setUint16(8, 500, true);
    said.setUint16(10, 500, true);
    said.setUint32(12, directory.length, true);
    expect(await openBytes(Buffer.concat([one.slice(0, start), directory, end]))).toEqual({
      ok: false,
      error: { code: 'import-too-much' },
    });
  });

  test('more entries than anybody has people', async () => {
    const entries = Array.from({ length: MOST_ENTRIES + 1 }, (_, i) => ({ name: `${i}.jpg`, data: new Uint8Array(), method: 0 }));
    expect(await open(entries)).toEqual({ ok: false, error: { code: 'import-too-much' } });
    expect(value(await open(entries.slice(1))).list.entries).toBe(MOST_ENTRIES);
  });
});

test.each([
  ['nothing', new Uint8Array()],
  ['no archive', bytes('1001.jpg')],
  ['the beginning of one', zip([{ name: '1001.jpg', data: PHOTO }]).slice(0, 60)],
  ['one without its directory', zip([{ name: '1001.jpg', data: PHOTO }]).slice(-22)],
])('%s cannot be read', async (_what, archive) => {
  expect(await openBytes(archive)).toEqual({ ok: false, error: { code: 'photos-unreadable' } });
});
test('neither can one that is not there', async () => {
  expect(await openArchive(join(folder, 'none.zip'), LONDON)).toEqual({ ok: false, error: { code: 'photos-unreadable' } });
});

test('an archive of nothing is one without photographs', async () => {
  expect(value(await open([])).list).toEqual({ entries: 0, files: [], leftOut: [] });
});

test('every entry comes out once, to be opened or by why it is not; and what can be opened is what was packed, or damaged', async () => {
  const entry = fc.record(
    {
      name: fc.oneof(
        fc.constantFrom('1.jpg', '../1.jpg', '/1.jpg', 'a/', '__MACOSX/._1.jpg', '.DS_Store', ''),
        fc.uint8Array({ maxLength: 12 }),
        fc.string({ maxLength: 12 }),
      ),
      data: fc.uint8Array({ maxLength: 40 }),
      says: fc.integer({ min: 0, max: 70_000_000 }),
      flag: fc.constantFrom(0, 1, 8),
      method: fc.constantFrom(0, 8, 12),
      mode: fc.constantFrom(0, 0o100644, 0o120777, 0o040755),
      crc: fc.nat(),
    },
    { requiredKeys: ['name', 'data'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 8 }), async (entries) => {
      const opened = await open(entries);
      if (!opened.ok) {
        expect(opened.error.code).toBe('import-too-much');
        return;
      }
      const { list, read, close } = opened.value;
      expect([list.entries, list.files.length + list.leftOut.length]).toEqual([entries.length, entries.length]);
      expect(list.leftOut.every(({ why }) => UNOPENED.includes(why))).toBe(true);
      for (const { entry: at } of list.files) {
        const got = await read(at);
        if (got.ok) expect(got.value).toEqual(entries[at]!.data);
        else expect(got.error.code).toBe('photo-damaged');
      }
      close();
    }),
    { numRuns: 40 },
  );
});
