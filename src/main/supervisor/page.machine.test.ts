/** One step of the page's supervisor: what is done, in which order. What comes of many steps is in page.test.ts. */
import { expect, test } from 'vitest';
import { LIMITS, newPage, step, type Page, type PageInput } from './page.machine.ts';

const there: Page = { ...newPage(0, LIMITS), phase: 'there', answered: true, livedMs: 10_000 };
const done = (page: Page, input: PageInput): string[] =>
  step(page, input, LIMITS).effects.map((e) =>
    [e.do, 'fault' in e ? e.fault : '', 'then' in e ? e.then : ''].filter(Boolean).join(' '),
  );

test('one that answers no more is booked, and told to end; only then it is waited for', () => {
  const late = { ...there, silent: LIMITS.silentMs };
  expect(done(late, { kind: 'beat', now: LIMITS.beatMs })).toEqual([
    'book page-frozen',
    'clear',
    'clear',
    'set not-ended',
    'crash',
  ]);
  expect(done({ ...late, answered: false }, { kind: 'beat', now: 1 })[0]).toBe('book page-white');
  expect(done({ ...late, printing: true }, { kind: 'beat', now: 1 })).toEqual(['ask']);
});

test('its end is booked once: by whoever found it, and not again where it was told to end', () => {
  const gone: PageInput = { kind: 'gone', reason: 'killed', exitCode: 9 };
  expect(done(there, gone)).toEqual(['book page-died', 'clear', 'clear', 'set pause-over']);
  expect(done({ ...there, phase: 'ending' }, gone)).toEqual(['clear', 'clear', 'set pause-over']);
  expect(done({ ...there, phase: 'waiting' }, gone)).toEqual([]);
});

test('each load in a row waits twice as long, up to a minute; a page that has lived begins anew', () => {
  let page = there;
  const pauses: number[] = [];
  for (let i = 0; i < 8; i++) {
    const next = step({ ...page, phase: 'there' }, { kind: 'gone', reason: 'killed', exitCode: 9 }, LIMITS);
    ({ page } = next);
    for (const effect of next.effects) if (effect.do === 'set') pauses.push(effect.ms);
  }
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  const well: Page = { ...page, phase: 'there', answered: true, livedMs: LIMITS.calmMs };
  expect(step(well, { kind: 'beat', now: 1 }, LIMITS).page.pause).toBe(LIMITS.firstPauseMs);
});

test('a machine that slept counts as one beat', () => {
  expect(step(there, { kind: 'beat', now: 3_600_000 }, LIMITS).page).toMatchObject({
    silent: LIMITS.beatMs,
    lastBeat: 3_600_000,
  });
});

test('once it is stopped nothing is done, whatever comes', () => {
  const { page } = step(there, { kind: 'stop' }, LIMITS);
  const inputs: PageInput[] = [
    { kind: 'beat', now: 1 },
    { kind: 'gone', reason: 'killed', exitCode: 9 },
    { kind: 'alive', printing: false },
    { kind: 'not-ended' },
    { kind: 'pause-over' },
  ];
  for (const input of inputs) expect(step(page, input, LIMITS)).toEqual({ page, effects: [] });
});
