/** Floods that somebody before the kiosk, or at a broker, can make: few rows, exact sums, and nothing hidden that a person needs. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { err } from '../../domain/result.ts';
import { EVERY_EVENT, iterateEvents, listEvents } from '../../storage/log/events.ts';
import { csvChunks } from '../../exports/csv.ts';
import { logTable } from '../../exports/log-table.ts';
import { wordsOf } from '../../words/index.ts';
import type { LogRow } from '../../shared/schemas.ts';
import type { Site } from './site.ts';

const open: TestApp[] = [];
afterEach(() => {
  open.splice(0).forEach((t) => t.close());
  vi.useRealTimers();
});

async function kiosk() {
  const t = await startTestApp();
  open.push(t);
  value(await t.call('setup.complete', SETUP));
  t.app.setRole('kiosk');
  const site = (): Site => value(t.app.site());
  const rows = (reason: string): LogRow[] =>
    listEvents(site().own, EVERY_EVENT, null, 5000).rows.filter((r) => r.reason === reason);
  return {
    ...t,
    site,
    rows,
    /** What the log says happened, rows and sums together. */
    total: (reason: string) => rows(reason).reduce((sum, r) => sum + (r.more ?? 1), 0),
    /** Time passes, and the flood goes on or not. */
    pass: (ms: number) => {
      t.clock.monotonic += ms;
      t.clock.at += ms;
    },
  };
}
const token = (n: number): string => `0${String(n).padStart(69, '7')}`;

test('two forged badges in turn for 200 seconds: a few rows, and an exact sum', async () => {
  const t = await kiosk();
  for (let i = 0; i < 1000; i++) {
    t.pass(200);
    expect(await t.call('credentials.badge', { token: token(i % 2), waitedMs: 0 })).toMatchObject({
      ok: true,
      value: { decision: { state: 'refused', reason: 'badge-unknown' } },
    });
  }
  t.site().sumUp();
  expect(t.rows('badge-unknown').length).toBeLessThanOrEqual(12);
  expect(t.total('badge-unknown')).toBe(1000);
});

test.each([
  [
    'two thousand forged badges, each another',
    (t: TestApp, i: number) => t.call('credentials.badge', { token: token(i), waitedMs: 0 }),
    ['badge-unknown'],
    2000,
  ],
  ['a lens that is covered', (t: TestApp) => t.call('recognition.fault', { code: 'camera-black' }), ['camera-black'], 500],
  [
    'a light that is switched',
    (t: TestApp, i: number) => t.call('kiosk.light', { light: i % 2 ? 'good' : 'dark' }),
    ['light-dark', 'light-good'],
    500,
  ],
  ['a keypad', (t: TestApp) => t.call('credentials.pin', { code: '12', waitedMs: 0 }), ['pin-wrong', 'locked-out'], 90],
] as const)('%s', async (_name, act, reasons, times) => {
  const t = await kiosk();
  for (let i = 0; i < times; i++) {
    t.pass(200);
    await act(t, i);
  }
  t.site().sumUp();
  const rows = reasons.flatMap((reason) => t.rows(reason));
  const minutes = Math.ceil((times * 200) / 60_000);
  expect(rows.length).toBeLessThanOrEqual(reasons.length * (6 + minutes + 1));
  expect(reasons.reduce((sum, reason) => sum + t.total(reason), 0)).toBe(times);
});

test('in the middle of a flood everybody who is let in has their row, at once, and their door its own', async () => {
  const t = await kiosk();
  t.app.setRole('admin');
  for (const who of [1, 2, 3]) {
    const begun = value(await t.call('enrol.begin', { personId: null }));
    value(await t.call('enrol.sample', { enrolmentId: begun.enrolmentId, face: fakeFace([who, 9, 9]) }));
    value(
      await t.call('enrol.commit', {
        enrolmentId: begun.enrolmentId,
        person: { employeeNumber: String(who), name: `P${who}`, department: '' },
      }),
    );
  }
  const badges = value(await t.call('credentials.print', { personIds: [1, 2, 3], renew: false }));
  t.app.setRole('kiosk');
  let welcomes = 0;
  for (let i = 0; i < 600; i++) {
    t.pass(1000);
    await t.call('credentials.badge', { token: token(i), waitedMs: 0 });
    if (i % 20 !== 0) continue;
    const answer = value(await t.call('credentials.badge', { token: badges[i % 3]!.token, waitedMs: 0 }));
    if (answer.decision.state !== 'welcome') continue;
    welcomes += 1;
    expect(listEvents(t.site().own, { ...EVERY_EVENT, kinds: ['recognised'] }, null, 1).rows[0]?.id).toBe(
      answer.decision.eventId,
    );
  }
  expect(welcomes).toBeGreaterThan(10);
  expect(listEvents(t.site().own, { ...EVERY_EVENT, kinds: ['recognised'] }, null, 5000).total).toBe(welcomes);
});

test('what one badge does hides no other: a revoked one is a row in the middle of forged ones', async () => {
  const t = await kiosk();
  t.app.setRole('admin');
  value(await t.call('credentials.addWithoutFace', { employeeNumber: '1', name: 'Ana', department: '' }));
  const [badge] = value(await t.call('credentials.print', { personIds: [1], renew: false }));
  value(await t.call('credentials.endBadge', { personId: 1 }));
  t.app.setRole('kiosk');
  for (let i = 0; i < 50; i++) await t.call('credentials.badge', { token: token(i), waitedMs: 0 });
  await t.call('credentials.badge', { token: badge!.token, waitedMs: 0 });
  expect(t.rows('badge-revoked')).toMatchObject([{ name: 'Ana', more: null }]);
});

describe('the sum', () => {
  test('comes by itself when the flood has ended', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const t = await kiosk();
    for (let i = 0; i < 20; i++) await t.call('recognition.fault', { code: 'camera-black' });
    expect(t.total('camera-black')).toBe(6);
    t.pass(60_000);
    vi.advanceTimersByTime(60_000);
    expect(t.total('camera-black')).toBe(20);
    expect(t.rows('camera-black')[0]).toMatchObject({ kind: 'fault', more: 14, about: t.rows('camera-black')[1]!.id });
    expect(t.emitted.at(-1)).toMatchObject({ name: 'log.appended', payload: { more: 14 } });
    // A flood that goes on is one row a minute.
    for (let i = 0; i < 5; i++) await t.call('recognition.fault', { code: 'camera-black' });
    t.pass(60_000);
    vi.advanceTimersByTime(60_000);
    expect(t.rows('camera-black').map((r) => r.more)).toEqual([5, 14, null, null, null, null, null, null]);
    // After a quiet minute each is a row again.
    t.pass(120_000);
    await t.call('recognition.fault', { code: 'camera-black' });
    expect(t.rows('camera-black')[0]?.more).toBeNull();
  });

  test('is written before the app ends', async () => {
    const t = await kiosk();
    for (let i = 0; i < 9; i++) await t.call('recognition.fault', { code: 'camera-lost' });
    const { userData } = t;
    void t.app.stop();
    const again = await startTestApp({ userData });
    open.push(again);
    const { rows } = listEvents(value(again.app.site()).db, EVERY_EVENT, null, 20);
    expect(rows.map((r) => [r.reason, r.more]).slice(0, 3)).toEqual([
      ['started', null],
      ['stopped', null],
      ['camera-lost', 3],
    ]);
  });

  test('waits for a disk that takes no rows, and loses nothing', async () => {
    const t = await kiosk();
    const { site } = t;
    for (let i = 0; i < 10; i++) await t.call('recognition.fault', { code: 'camera-lost' });
    // As a full or read-only disk.
    site().own.run('PRAGMA query_only = 1');
    t.pass(61_000);
    expect(await t.call('recognition.fault', { code: 'camera-lost' })).toMatchObject({ ok: true });
    site().sumUp();
    expect(t.total('camera-lost')).toBe(6);
    site().own.run('PRAGMA query_only = 0');
    site().sumUp();
    expect(t.total('camera-lost')).toBe(11);
  });

  test('counts nothing of a transaction that was rolled back', async () => {
    const t = await kiosk();
    const site = t.site();
    const many = (n: number) => {
      for (let i = 0; i < n; i++) value(site.record({ kind: 'refused', reason: 'badge-unknown' }));
    };
    many(3);
    expect(site.together(() => (many(8), err({ code: 'internal' }))).ok).toBe(false);
    expect(() =>
      site.together(() => {
        many(8);
        throw new Error('a bug');
      }),
    ).toThrow('a bug');
    many(5);
    site.sumUp();
    expect(t.rows('badge-unknown').map((r) => r.more)).toEqual([2, null, null, null, null, null, null]);
    expect(t.total('badge-unknown')).toBe(8);
  });

  test.each([
    ['en', 'So many more', 'A badge that is not of this site'],
    ['zh-CN', '另有次数', '不是本单位的工牌'],
  ] as const)('stands in the CSV file, in %s', async (language, column, reason) => {
    const t = await kiosk();
    for (let i = 0; i < 418; i++) await t.call('credentials.badge', { token: token(i), waitedMs: 0 });
    t.site().sumUp();
    const lines = [...csvChunks(logTable(iterateEvents(t.site().own, EVERY_EVENT), wordsOf(language)))]
      .join('')
      .trim()
      .split('\r\n');
    expect(lines[0]).toContain(column);
    expect(lines.at(-1)).toMatch(new RegExp(`${reason}.*412`));
  });
});
