/** The importer process as main sees it: real processes, hostile calendars, and readers that misbehave (test/fakes/bad-importer.mjs). */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { forkImporter } from '../../../test/fakes/imports.ts';
import { utilityProcess } from '../../../stand-in/processes.ts';
import type { ChildProcess } from '../base/child-process.ts';
import { createImports, type LIMITS } from './import-process.ts';

const badImporter = fileURLToPath(new URL('../../../test/fakes/bad-importer.mjs', import.meta.url));
const ics = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.map((e) => `BEGIN:VEVENT\r\n${e}\r\nEND:VEVENT`), 'END:VCALENDAR'].join('\r\n');
const FROM = '2026-01-01';
const SITE = { language: 'zh-CN', timeZone: 'Asia/Shanghai' };
const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

function imports(fork: () => ChildProcess = forkImporter, limits: Partial<typeof LIMITS> = {}) {
  const lines: string[] = [];
  const children: ChildProcess[] = [];
  const say = (_facts: unknown, message?: string): void => void lines.push(message ?? '');
  const made = createImports({
    fork: () => {
      const child = fork();
      children.push(child);
      return child;
    },
    log: { info: say, warn: say, error: say },
    limits,
  });
  /** The pids, once their processes are there. */
  const read = (text: string) =>
    made.read('holidays', { bytes: new TextEncoder().encode(text), from: FROM, site: SITE, encoding: null });
  return { ...made, readText: read, lines, children };
}
/** A process that behaves as its argument says. */
const bad = (how: string) => (): ChildProcess => utilityProcess.fork(badImporter, [how]);

const error = (code: string, more: object = {}) => ({ ok: false, error: { code, ...more } });

describe('one file, one process', () => {
  test('an honest calendar is read, and its process is gone afterwards', async () => {
    const { readText, children, lines } = imports();
    let pid: number | undefined;
    const answer = readText(ics('UID:1\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas'));
    children[0]!.on('message', () => (pid ??= children[0]!.pid));
    const gone = new Promise<void>((resolve) => void children[0]!.on('exit', () => resolve()));
    expect(await answer).toMatchObject({
      ok: true,
      value: { days: [{ date: '2026-12-25', name: 'Christmas', kind: 'off' }], leftOut: [] },
    });
    await gone;
    expect(alive(pid!)).toBe(false);
    expect(lines).toEqual([]);
  });

  test('what its reader refuses is refused', async () => {
    const { readText } = imports();
    expect(await readText('no')).toEqual(error('holiday-file-unreadable'));
    expect(
      await readText(ics('UID:1\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;BYSECOND=1,2\r\nSUMMARY:x')),
    ).toMatchObject({
      value: { days: [], leftOut: [{ at: 3, reason: 'rule-refused', detail: 'BYSECOND' }] },
    });
  });

  test('what is too long is refused before there is a process', async () => {
    const { readText, children } = imports();
    expect(await readText('x'.repeat(3_000_001))).toEqual(error('bad-input', { field: 'bytes' }));
    expect(children).toHaveLength(0);
  });

  test('cancelled: told so at once, and the process ends', async () => {
    const { readText, cancel, children } = imports(bad('spin'));
    const answer = readText('x');
    await new Promise<void>((resolve) => void children[0]!.on('message', () => resolve()));
    const { pid } = children[0]!;
    const gone = new Promise<void>((resolve) => void children[0]!.on('exit', () => resolve()));
    cancel();
    expect(await answer).toEqual(error('import-cancelled'));
    await gone;
    expect(alive(pid!)).toBe(false);
  });

  test('another file takes the place of the one before', async () => {
    const { readText } = imports();
    const [first, second] = await Promise.all([
      readText('no'),
      readText(ics('UID:1\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:x')),
    ]);
    expect(first).toEqual(error('import-cancelled'));
    expect(second).toMatchObject({ ok: true });
  });
});

/** What trust in a calendar cost before: minutes, and a gigabyte of main's memory. */
const hostile: Record<string, () => string> = {
  'the same day a thousand ways': () =>
    ics(
      ...Array.from(
        { length: 1000 },
        (_, i) => `UID:${i}\r\nDTSTART;VALUE=DATE:19700101\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29\r\nSUMMARY:old`,
      ),
    ),
  'twenty thousand days that never come': () =>
    ics(
      ...Array.from(
        { length: 20_000 },
        (_, i) => `UID:${i}\r\nDTSTART;VALUE=DATE:20240101\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\r\nSUMMARY:x`,
      ),
    ).slice(0, 2_999_000),
  'two megabytes of one folded line': () => `BEGIN:VCALENDAR\r\nX:${'\r\n a'.repeat(700_000)}\r\nEND:VCALENDAR`,
  'six hundred thousand parameters': () => `BEGIN:VCALENDAR\r\nX${';A=B'.repeat(600_000)}\r\nEND:VCALENDAR`,
  'quotes that never end': () => `BEGIN:VCALENDAR\r\nX${';A="'.repeat(600_000)}\r\nEND:VCALENDAR`,
  'two hundred thousand beginnings': () => `BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\n'.repeat(180_000)}END:VCALENDAR`,
  'three hundred thousand exceptions': () =>
    ics(`UID:1\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:${'20270101,'.repeat(300_000)}20270102`),
  'thirty thousand versions of one': () =>
    ics(
      ...Array.from(
        { length: 30_000 },
        (_, i) => `UID:1\r\nDTSTART;VALUE=DATE:20260101\r\nRECURRENCE-ID;VALUE=DATE:20260101\r\nSEQUENCE:${i}\r\nSUMMARY:x`,
      ),
    ).slice(0, 2_999_000),
  'a million brackets': () => '['.repeat(1_000_000),
  'a zone with a name of a megabyte': () =>
    ics(`UID:1\r\nDTSTART;TZID=${'A'.repeat(1_000_000)};VALUE=DATE:20260101\r\nSUMMARY:x`),
};

describe('hostile calendars end, and main goes on meanwhile', () => {
  test.each(Object.keys(hostile))('%s', async (name) => {
    const { readText } = imports();
    let beats = 0;
    const heart = setInterval(() => (beats += 1), 5);
    const answer = await readText(hostile[name]!());
    clearInterval(heart);
    expect(beats).toBeGreaterThan(2);
    if (!answer.ok) expect(['holiday-file-unreadable', 'import-too-much']).toContain(answer.error.code);
  });
});

describe('a process that does not do as it should', () => {
  test.each([
    ['spins for ever', 'spin', 'import-too-much'],
    ['ends in the middle', 'exit', 'import-too-much'],
    ['dies before it reads', 'exit-first', 'import-failed'],
    ['talks nonsense', 'nonsense', 'import-failed'],
    ['answers what it may not', 'lie', 'import-failed'],
  ])('%s', async (_name, how, code) => {
    const { readText, lines } = imports(bad(how), { readMs: 300 });
    expect(await readText('x')).toEqual(error(code));
    expect(lines).toHaveLength(1);
  });

  test('cannot be started', async () => {
    const { readText } = imports(() => {
      throw new Error('no more processes');
    });
    expect(await readText('x')).toEqual(error('import-failed'));
  });
});

describe('the ceiling of the process itself', () => {
  test.each([
    ['time', 'spin'],
    ['memory, little by little', 'grow'],
    ['memory, in one step', 'grow-at-once'],
    ['memory outside of the heap', 'grow-buffers'],
  ])('%s', async (_name, how) => {
    // The real entry, with a reader of the test's own in the place of the calendar's.
    const { readText, lines } = imports(() => {
      return utilityProcess.fork(fileURLToPath(new URL('../../imports/entry.ts', import.meta.url)), [], {
        execArgv: ['--import', fileURLToPath(new URL('../../../test/fakes/bad-reader.mjs', import.meta.url))],
        env: { ...process.env, BAD_READER: how },
      });
    });
    expect(await readText('x')).toEqual(error('import-too-much'));
    expect(lines).toEqual(['a file that was to be imported asks for too much']);
  });
});
