import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeFace } from '../../../../test/fakes/app.ts';
import type { FaceObservation } from '../../../domain/recognition/face.ts';
import type { CallName, Input } from '../../../shared/contract.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { UNOPENED } from '../../../shared/photo-archive.ts';
import type { Person } from '../../../shared/schemas.ts';
import type { call } from '../../base/api.ts';
import { sortPhotos, type Named } from './photo-names.ts';
import { photoCounts } from './photo-counts.ts';
import { hereAlready } from './photo-here.ts';
import { importPhotos, newRun, resumed, type PhotoProgress, type PhotoRun } from './photo-run.ts';
import { hashOf, ofArchive } from './photo-source.ts';

const person = (id: number, employeeNumber: string, templates = 0): Person => ({
  ...{ id, employeeNumber, name: `P${id}`, department: 'D', active: true, templates },
  ...{ needsEnrolment: templates === 0, withoutFace: false, enrolledAt: 1, lastSeenAt: null },
});
const named = (...names: string[]): Named[] => names.map((path) => ({ name: path.split('/').at(-1)!, path }));
const told = (files: readonly string[], people: readonly Person[]) => {
  const { of, nobody, enrolled, passedOver } = sortPhotos(named(...files), people);
  return {
    of: of.map((g) => [g.person.employeeNumber, ...g.files.map((f) => f.name)]),
    nobody: nobody.map((f) => f.name),
    enrolled: enrolled.map((f) => f.name),
    passedOver: passedOver.length,
  };
};

describe('whose pictures they are', () => {
  test('a folder as people have it: more pictures of one, names behind the number, what systems leave beside', () => {
    const people = ['1001', '1002', '1003', '1004', '007', '7'].map((n, i) => person(i + 1, n));
    const files = [
      '007.jpg',
      '1001 (1).jpg',
      '1001-2.jpg',
      '1001.jpg',
      '1002_张伟.JPG',
      '1003 - José.jpeg',
      '1004 Zoë.jpg',
      '7.jpg',
    ];
    const others = [
      'IMG_20260101_120000.jpg',
      '10011.jpg',
      '._1001.jpg',
      'Thumbs.db',
      '.DS_Store',
      'desktop.ini',
      'a/__MACOSX/1001.jpg',
      'notes.txt',
    ];
    expect(told([...files, ...others], people)).toEqual({
      of: [
        ['1001', '1001 (1).jpg', '1001-2.jpg', '1001.jpg'],
        ['1002', '1002_张伟.JPG'],
        ['1003', '1003 - José.jpeg'],
        ['1004', '1004 Zoë.jpg'],
        ['007', '007.jpg'],
        ['7', '7.jpg'],
      ],
      nobody: ['10011.jpg', 'IMG_20260101_120000.jpg'],
      enrolled: [],
      passedOver: 6,
    });
  });

  test('a number that has a dash itself; letters taken apart; capitals', () => {
    const people = [person(1, '1001'), person(2, '1001-2'), person(3, 'é-9')];
    expect(told(['1001-2.jpg', '1001-2-front.png', '1001-3.png', 'E\u0301-9.webp'], people).of).toEqual([
      ['1001', '1001-3.png'],
      ['1001-2', '1001-2-front.png', '1001-2.jpg'],
      ['é-9', 'E\u0301-9.webp'],
    ]);
  });

  test('more than an enrolment takes are named apart', () => {
    const files = Array.from({ length: 12 }, (_, i) => `1-${String(i).padStart(2, '0')}.jpg`);
    const { of, beyond } = sortPhotos(named(...files), [person(1, '1')]);
    expect([of[0]?.files.length, beyond.map((f) => f.name)]).toEqual([10, ['1-10.jpg', '1-11.jpg']]);
  });

  test('whoever has a face keeps it: a second run does nothing', () => {
    expect(told(['1.jpg', '2.jpg'], [person(1, '1', 3), person(2, '2')])).toMatchObject({
      of: [['2', '2.jpg']],
      enrolled: ['1.jpg'],
    });
  });
});

function desk(answers: Readonly<Record<string, Result<unknown>>> = {}) {
  const calls: string[] = [];
  const photos: unknown[] = [];
  type Asked = { readonly personId?: number; readonly enrolmentId?: number; readonly photo?: string };
  const ask = ((name: CallName, input: Asked | null) => {
    if (name === 'enrol.sample') photos.push(input?.photo);
    calls.push(`${name} ${input?.personId ?? input?.enrolmentId ?? ''}`);
    const usual = name === 'enrol.begin' ? ok({ enrolmentId: input?.personId ?? 0, needed: 5 }) : ok(null);
    return Promise.resolve(answers[`${name} ${input?.enrolmentId ?? ''}`] ?? usual);
  }) as unknown as typeof call;
  return { calls, photos, ask };
}

describe('enrolled from them', () => {
  const FACE = fakeFace([200, 10, 30]);
  const people = [person(1, '1'), person(2, '2'), person(3, '3')];
  const run = async (
    files: readonly string[],
    { ask }: Pick<ReturnType<typeof desk>, 'ask'>,
    more: {
      readonly bad?: readonly string[];
      readonly faces?: readonly FaceObservation[];
      /** What files hold; else their name. */
      readonly contents?: Readonly<Record<string, string>>;
      readonly read?: (name: string) => Result<Blob> | undefined;
      readonly onProgress?: (p: PhotoProgress, stop: () => void) => void;
      /** What it goes on from; else it begins. */
      readonly from?: PhotoRun<Named>;
    } = {},
  ) => {
    const stop = new AbortController();
    let flying = 0;
    let most = 0;
    const photos = sortPhotos(named(...files), people);
    const ended = await importPhotos(more.from ?? newRun(photos.of), {
      ask,
      signal: stop.signal,
      onProgress: (p) => more.onProgress?.(p, () => stop.abort()),
      read: (file) => Promise.resolve(more.read?.(file.name) ?? ok(new Blob([more.contents?.[file.name] ?? file.name]))),
      observe: async (photo) => {
        most = Math.max(most, ++flying);
        await new Promise((done) => setImmediate(done));
        flying--;
        return more.bad?.includes(await photo.text()) ? err({ code: 'face-none' }) : ok(more.faces ?? [FACE]);
      },
    });
    const { rows, added, known, leftOut, waiting } = photoCounts(photos, 0, ended.progress);
    expect([rows, added + known + leftOut + waiting]).toEqual([files.length, files.length]);
    return { ...ended, most };
  };

  test('one picture in flight; each refusal is named, and who has none that passes stays as they were', async () => {
    const d = desk({ 'enrol.sample 3': err({ code: 'face-known', personId: 1, name: 'P1', employeeNumber: '1' }) });
    const { progress, error, most } = await run(['1.jpg', '1-2.jpg', '2.jpg', '3.jpg'], d, { bad: ['1-2.jpg', '2.jpg'] });
    expect([error, most]).toEqual([null, 1]);
    expect(progress).toMatchObject({ done: 4, total: 4, enrolled: 1, taken: 1 });
    expect(progress.refused.map((r) => [r.name, r.error.code])).toEqual([
      ['1-2.jpg', 'face-none'],
      ['2.jpg', 'face-none'],
      ['3.jpg', 'face-known'],
    ]);
    expect(progress.taken + progress.refused.length).toBe(progress.total);
    expect(d.calls.filter((c) => !c.startsWith('enrol.sample'))).toEqual([
      'enrol.begin 1',
      'enrol.commit 1',
      'enrol.begin 2',
      'enrol.cancel 2',
      'enrol.begin 3',
      'enrol.cancel 3',
    ]);
  });

  test('cancelled: whoever is under way is not enrolled by half', async () => {
    const d = desk();
    const { progress, rest } = await run(['1.jpg', '2.jpg', '2-2.jpg', '3.jpg'], d, {
      onProgress: (p, stop) => p.done === 2 && stop(),
    });
    expect(progress).toMatchObject({ done: 1, enrolled: 1 });
    expect(rest.map((r) => r.files.map((f) => f.name))).toEqual([['2-2.jpg', '2.jpg'], ['3.jpg']]);
    expect(d.calls.at(-1)).toBe('enrol.cancel 2');
  });

  test.each([1, 2, 3, 4, 5, 6])('stopped after %i and gone on with, it comes to what it comes to in one go', async (after) => {
    const files = ['1.jpg', '1-2.jpg', '2.jpg', '2-2.jpg', '2-3.jpg', '3.jpg'];
    const more = { bad: ['2-3.jpg', '3.jpg'], contents: { '1-2.jpg': '1.jpg' } };
    const whole = await run(files, desk(), more);
    const stopped = await run(files, desk(), { ...more, onProgress: (p, stop) => p.done === after && stop() });
    const d = desk();
    const goneOn = await run(files, d, { ...more, from: stopped });
    expect(goneOn).toMatchObject({ progress: whole.progress, rest: [], error: null });
    expect(whole.progress).toMatchObject({ done: 6, enrolled: 2, taken: 3, twice: 1 });
    // Nobody who was done is begun once more.
    expect(d.calls.filter((c) => c.startsWith('enrol.begin'))).toHaveLength(stopped.rest.length);
  });

  test.each(['enrol.begin ', 'enrol.sample 2', 'enrol.commit 2'])(
    'the session is over (%s): nothing is refused for it, and the person under way is of the rest',
    async (name) => {
      const over = desk({ [name]: err({ code: 'not-allowed' }) });
      const ended = await run(['1.jpg', '2.jpg', '3.jpg'], over);
      expect(ended).toMatchObject({ error: { code: 'not-allowed' }, progress: { refused: [] } });
      const done = name === 'enrol.begin ' ? 0 : 1;
      expect([ended.progress.done, ended.progress.enrolled, ended.rest.length]).toEqual([done, done, 3 - done]);
    },
  );

  test('whoever is gone is refused by name, and the others go on', async () => {
    const d = desk();
    const ask = ((name: CallName, input: { readonly personId?: number }) =>
      name === 'enrol.begin' && input.personId === 2
        ? Promise.resolve(err({ code: 'person-gone' }))
        : d.ask(name, input as never)) as unknown as typeof call;
    const { progress, error } = await run(['1.jpg', '2.jpg', '3.jpg'], { ask });
    expect([error, progress.enrolled, progress.done, progress.refused.map((r) => r.error.code)]).toEqual([
      null,
      2,
      3,
      ['person-gone'],
    ]);
  });

  test('who was enrolled since it was stopped keeps their face, and is named', async () => {
    const stopped = await run(['1.jpg', '2.jpg', '2-2.jpg', '3.jpg'], desk(), {
      onProgress: (p, stop) => p.enrolled === 1 && stop(),
    });
    const ask = (() => Promise.resolve(ok([person(1, '1', 1), person(2, '2', 5), person(3, '3')]))) as unknown as typeof call;
    const from = await resumed(stopped, ask);
    expect(from).toMatchObject({
      ok: true,
      value: {
        progress: { done: 3, enrolled: 1, refused: [{ name: '2-2.jpg', error: { code: 'face-known' } }, { name: '2.jpg' }] },
        rest: [{ person: { id: 3 } }],
      },
    });
    expect(from.ok && from.value.rest).toHaveLength(1);
  });

  test('a full disk ends it, and says so', async () => {
    const d = desk({ 'enrol.commit 1': err({ code: 'database-full' }) });
    expect(await run(['1.jpg', '2.jpg'], d)).toMatchObject({ error: { code: 'database-full' }, progress: { enrolled: 0 } });
    expect(d.calls).not.toContain('enrol.begin 2');
  });

  test('two pictures of one number are one enrolment; the same file under another name adds nothing and is counted', async () => {
    const d = desk();
    const { progress } = await run(['1.jpg', '1-2.jpg', '1-3.jpg', '2.jpg'], d, {
      contents: { '1-3.jpg': '1.jpg', '2.jpg': '1.jpg' },
    });
    // By name 1-2 comes first; of another person the same file is looked at: main says whose face it is.
    expect(progress).toMatchObject({ done: 4, taken: 3, twice: 1, enrolled: 2, refused: [] });
    expect(d.calls.filter((c) => c === 'enrol.sample 1')).toHaveLength(2);
  });

  test('main is told of which file a face is', async () => {
    const d = desk();
    await run(['1.jpg'], d);
    const hash = await hashOf(new Blob(['1.jpg']));
    expect(d.photos).toEqual([hash.ok && hash.value]);
  });

  test('a picture with two faces is refused by name', async () => {
    const two: FaceObservation = { ...FACE, quality: { ...FACE.quality, SingleFacePresent: 0 } };
    const { progress } = await run(['1.jpg'], desk(), { faces: [two, FACE] });
    expect(progress.refused.map((r) => [r.name, r.error.code])).toEqual([['1.jpg', 'face-several']]);
  });

  test('a damaged entry is one refusal; an archive that is closed ends the run, and nobody is enrolled by half', async () => {
    const damaged = await run(['1.jpg', '2.jpg'], desk(), {
      read: (name) => (name === '1.jpg' ? err({ code: 'photo-damaged' }) : undefined),
    });
    expect(damaged).toMatchObject({ error: null, progress: { taken: 1, refused: [{ name: '1.jpg' }] } });
    const d = desk();
    const closed = await run(['1.jpg', '2-1.jpg', '2.jpg', '3.jpg'], d, {
      read: (name) => (name === '2.jpg' ? err({ code: 'photos-closed' }) : undefined),
    });
    expect(closed).toMatchObject({ error: { code: 'photos-closed' }, progress: { enrolled: 1, refused: [] } });
    expect(d.calls.at(-1)).toBe('enrol.cancel 2');
  });
});

describe('what is here already', () => {
  const files = (names: readonly string[]) =>
    names.map((name, i) => ({
      name,
      path: name,
      personId: i + 1,
      read: (): Promise<Result<Blob>> => Promise.resolve(ok(new Blob([name]))),
    }));
  const known = async (...photos: readonly [personId: number, contents: string][]) => {
    const value = await Promise.all(
      photos.map(async ([personId, contents]) => {
        const hash = await hashOf(new Blob([contents]));
        return { personId, sha256: hash.ok ? hash.value : '' };
      }),
    );
    const asked: number[] = [];
    const ask = ((_name: CallName, { people }: Input<'dataImports.photosOf'>) => {
      asked.push(...people);
      return Promise.resolve(ok(value.filter(({ personId }) => people.includes(personId))));
    }) as unknown as typeof call;
    return { ask, asked };
  };

  test('by the file and whose it is: of another person, or another file of the same, it is not; whoever came by the camera is not even read', async () => {
    const { ask, asked } = await known([1, 'a'], [2, 'x'], [3, 'b']);
    const given = files(['a', 'b', 'c', 'd']);
    given[3]!.read = () => Promise.reject(new Error('read for nothing'));
    const here = await hereAlready(given, ask, new AbortController().signal, () => undefined);
    expect([[...here].map((f) => f.name), asked]).toEqual([['a'], [1, 2, 3, 4]]);
  });

  test('a folder in the place of a file, and an entry that is damaged, are not here', async () => {
    const { ask } = await known([1, 'a'], [2, 'b']);
    const given = files(['a', 'b']);
    given[0]!.read = () => Promise.resolve(err({ code: 'photo-damaged' }));
    given[1]!.read = () => Promise.resolve(ok({ arrayBuffer: () => Promise.reject(new Error('a folder')) } as unknown as Blob));
    expect(await hereAlready(given, ask, new AbortController().signal, () => undefined)).toEqual(new Set());
  });

  test('stopped: nothing more is read', async () => {
    const { ask } = await known([1, 'a'], [2, 'b']);
    const stop = new AbortController();
    const given = files(['a', 'b']);
    const { read } = given[0]!;
    given[0]!.read = () => {
      stop.abort();
      return read();
    };
    given[1]!.read = () => Promise.reject(new Error('read after the stop'));
    expect([...(await hereAlready(given, ask, stop.signal, () => undefined))].map((f) => f.name)).toEqual(['a']);
  });
});

test('an archive: names without their folders, and one file asked for at a time', async () => {
  const asked: unknown[] = [];
  const ask = ((name: CallName, input: unknown) => {
    asked.push([name, input]);
    return Promise.resolve(ok(new Uint8Array([1, 2])));
  }) as unknown as typeof call;
  const list = {
    ...{ entries: 3, files: [{ entry: 2, path: 'a/b/1.jpg' }] },
    leftOut: [
      { path: 'a/b/', why: 'folder' as const },
      { path: '../x.jpg', why: 'name' as const },
    ],
  };
  const { pictures, unfit, archive } = ofArchive({ archive: 4, name: 'photos.zip', list }, ask);
  expect([archive, unfit.map((u) => u.name), pictures.map(({ name, path }) => [name, path]), asked]).toEqual([
    ...['photos.zip', ['b', 'x.jpg'], [['1.jpg', 'a/b/1.jpg']], []],
  ]);
  const photo = await pictures[0]!.read();
  expect(photo.ok && photo.value.size).toBe(2);
  expect(asked).toEqual([['dataImports.readPhoto', { archive: 4, entry: 2 }]]);
});

test('every file is in one list, once, whatever it is called', () => {
  const people = ['1', '2', '1-2', '伟'].map((n, i) => person(i + 1, n, i % 2));
  const part = fc.constantFrom('1', '2', '-', ' ', '伟', '.jpg', '.png', '.txt', '.', '_', 'Thumbs.db', '__MACOSX/', '/');
  const name = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
  const unfit = fc.array(fc.record({ name, path: name, why: fc.constantFrom(...UNOPENED) }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 30 }), unfit, (names, some) => {
      const photos = sortPhotos(named(...names), people, some);
      const counts = photoCounts(photos, Math.floor(photos.enrolled.length / 2), null);
      expect(counts.rows).toBe(names.length + some.length);
      expect(counts.added + counts.known + counts.leftOut + counts.waiting).toBe(counts.rows);
      const all = [
        ...photos.of.flatMap((o) => o.files),
        ...photos.nobody,
        ...photos.enrolled,
        ...photos.beyond,
        ...photos.passedOver,
      ];
      expect(all.map((f) => f.path).toSorted()).toEqual(names.toSorted());
    }),
  );
});
