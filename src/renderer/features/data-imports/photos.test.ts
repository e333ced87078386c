import { describe, expect, test } from 'vitest';
import { fakeFace } from '../../../../test/fakes/app.ts';
import type { CallName } from '../../../shared/contract.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { Person } from '../../../shared/schemas.ts';
import type { call } from '../../base/api.ts';
import { sortPhotos, type Named } from './photo-names.ts';
import { importPhotos, type PhotoProgress } from './photo-run.ts';

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
  const ask = ((name: CallName, input: { readonly personId?: number; readonly enrolmentId?: number } | null) => {
    calls.push(`${name} ${input?.personId ?? input?.enrolmentId ?? ''}`);
    const usual = name === 'enrol.begin' ? ok({ enrolmentId: input?.personId ?? 0, needed: 5 }) : ok(null);
    return Promise.resolve(answers[`${name} ${input?.enrolmentId ?? ''}`] ?? usual);
  }) as unknown as typeof call;
  return { calls, ask };
}

describe('enrolled from them', () => {
  const FACE = fakeFace([200, 10, 30]);
  const people = [person(1, '1'), person(2, '2'), person(3, '3')];
  const run = async (
    files: readonly string[],
    { ask }: Pick<ReturnType<typeof desk>, 'ask'>,
    more: { readonly bad?: readonly string[]; readonly onProgress?: (p: PhotoProgress, stop: () => void) => void } = {},
  ) => {
    const stop = new AbortController();
    let flying = 0;
    let most = 0;
    const ended = await importPhotos(sortPhotos(named(...files), people), {
      ask,
      signal: stop.signal,
      onProgress: (p) => more.onProgress?.(p, () => stop.abort()),
      readPhoto: async (file) => {
        most = Math.max(most, ++flying);
        await new Promise((done) => setImmediate(done));
        flying--;
        return more.bad?.includes(file.name) ? err({ code: 'face-none' }) : ok([FACE]);
      },
    });
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
    const { progress } = await run(['1.jpg', '2.jpg', '2-2.jpg', '3.jpg'], d, {
      onProgress: (p, stop) => p.done === 2 && stop(),
    });
    expect(progress).toMatchObject({ done: 2, enrolled: 1 });
    expect(d.calls.at(-1)).toBe('enrol.cancel 2');
  });

  test('a full disk ends it, and says so', async () => {
    const d = desk({ 'enrol.commit 1': err({ code: 'database-full' }) });
    expect(await run(['1.jpg', '2.jpg'], d)).toMatchObject({ error: { code: 'database-full' }, progress: { enrolled: 0 } });
    expect(d.calls).not.toContain('enrol.begin 2');
  });
});
