import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLOCK_TOLERANCE_MS } from './instants.ts';
import {
  APP_LIFE_MS,
  clockState,
  flagged,
  look,
  OFF_MAX_MS,
  SETTLE_MS,
  type Boot,
  type Look,
  type Reading,
} from './timekeeping.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 24, 8);
const BUILT = Date.UTC(2026, 0, 1);

type Op = { readonly kind: 'passes' | 'set' | 'reboots'; readonly ms: number };

/** A machine whose true time is known, and what Lintel keeps of its clocks: each look is a row that is written. */
function machine(knowsBoots = true) {
  let time = 0;
  let ahead = 0;
  let bootedAt = -MINUTE;
  let boots = 1;
  let kept: Boot | null = null;
  const read = (): Reading => ({
    wall: START + time + ahead,
    uptime: time - bootedAt,
    boot: knowsBoots ? `boot-${boots}` : null,
  });
  return {
    passes: (ms: number) => void (time += ms),
    set: (ms: number) => void (ahead += ms),
    reboots(off: number) {
      time += off;
      bootedAt = time;
      boots++;
      time += MINUTE;
    },
    look: () => look(kept, read()),
    row(): Look {
      const seen = look(kept, read());
      kept = flagged(seen);
      return seen;
    },
    time: () => time,
    kept: () => kept,
  };
}

describe('steps of the wall clock', () => {
  const cases: [string, readonly Op[], number | null][] = [
    ['none', [{ kind: 'passes', ms: DAY }], null],
    ['a little drift', [{ kind: 'set', ms: 1_900 }], null],
    ['set forward', [{ kind: 'set', ms: HOUR }], HOUR],
    ['set back', [{ kind: 'set', ms: -HOUR }], -HOUR],
    [
      'in a boot in which the app was down meanwhile',
      [
        { kind: 'passes', ms: MINUTE },
        { kind: 'set', ms: 89 * MINUTE },
      ],
      89 * MINUTE,
    ],
    ['a reboot', [{ kind: 'reboots', ms: 9 * HOUR }], null],
    [
      'a reboot, and set forward: nobody can know',
      [
        { kind: 'reboots', ms: HOUR },
        { kind: 'set', ms: DAY },
      ],
      null,
    ],
    [
      'a reboot, and set back to before the last row',
      [
        { kind: 'reboots', ms: HOUR },
        { kind: 'set', ms: -3 * HOUR },
      ],
      -2 * HOUR,
    ],
    [
      'a reboot, and set back to within the time off',
      [
        { kind: 'reboots', ms: HOUR },
        { kind: 'set', ms: MINUTE - HOUR },
      ],
      null,
    ],
  ];
  test.each(cases)('%s', (_name, ops, expected) => {
    const m = machine();
    m.row();
    for (const { kind, ms } of ops) m[kind](ms);
    expect(m.look().step).toBe(expected);
  });

  test('small ones add up, each below the tolerance', () => {
    const m = machine();
    m.row();
    const steps = Array.from({ length: 10 }, () => {
      m.passes(MINUTE);
      m.set(1_900);
      return m.row().step;
    });
    expect(steps).toEqual([null, 3_800, null, 3_800, null, 3_800, null, 3_800, null, 3_800]);
  });

  test('is said until a row says it, and by that row alone', () => {
    const m = machine();
    m.row();
    m.set(HOUR);
    expect([m.look().step, m.look().step, m.row().step, m.look().step]).toEqual([HOUR, HOUR, HOUR, null]);
  });

  test('an honest drift of the uptime, where there is one, is no step', () => {
    const reading = (days: number, parted: number): Reading => ({
      wall: START + days * DAY + parted,
      uptime: days * DAY,
      boot: null,
    });
    const first = look(null, reading(0, 0), 100).boot;
    expect(look(first, reading(30, 130 * SECOND), 100).step).toBeNull();
    expect(look(first, reading(30, 262 * SECOND), 100).step).toBe(262 * SECOND);
    expect(look(first, reading(30, 130 * SECOND)).step).toBe(130 * SECOND);
  });

  test('where the system names no boot, an uptime that went back is another, and a moment is none', () => {
    const first = look(null, { wall: START, uptime: DAY, boot: null }).boot;
    expect(look(first, { wall: START + HOUR, uptime: MINUTE, boot: null })).toMatchObject({
      isNew: true,
      step: null,
      powered: 0,
    });
    expect(look(first, { wall: START, uptime: DAY - SECOND, boot: null })).toMatchObject({ isNew: false, powered: 0 });
  });
});

describe('state', () => {
  const at = (wall: number) => clockState(look(null, { wall, uptime: 5, boot: 'a' }), BUILT);
  test.each([
    ['empty battery', 0, 'wrong'],
    ['a second before the app was built', BUILT - 1, 'wrong'],
    ['now', START, 'good'],
    ['a generation after', BUILT + APP_LIFE_MS + 1, 'wrong'],
    ['2400', Date.UTC(2400, 0, 1), 'wrong'],
    ['no number at all', Number.NaN, 'wrong'],
  ])('%s', (_name, wall, expected) => {
    expect(at(wall)).toBe(expected);
  });

  test('stepped from the step on, until the clock has stood for an hour', () => {
    const m = machine();
    m.row();
    m.set(HOUR);
    expect(clockState(m.look(), BUILT)).toBe('stepped');
    m.row();
    m.passes(SETTLE_MS - 1);
    expect(clockState(m.row(), BUILT)).toBe('stepped');
    m.passes(1);
    expect(clockState(m.row(), BUILT)).toBe('good');
  });
});

describe('time that passed', () => {
  test('a night without power counts once the clock has stood for an hour', () => {
    const m = machine();
    m.row();
    m.passes(8 * HOUR);
    m.row();
    m.reboots(16 * HOUR);
    expect(m.row()).toMatchObject({ powered: 8 * HOUR + MINUTE, elapsed: 8 * HOUR + MINUTE });
    m.passes(SETTLE_MS);
    expect(m.row()).toMatchObject({ powered: 9 * HOUR + MINUTE, elapsed: 25 * HOUR + MINUTE });
  });

  test('a clock that starts a thousand days ahead and is put right within the minute ages nothing', () => {
    const m = machine();
    m.row();
    m.reboots(HOUR);
    m.set(1000 * DAY);
    m.row();
    m.passes(31 * SECOND);
    m.set(-1000 * DAY);
    m.row();
    m.passes(2 * SETTLE_MS);
    expect(m.row().elapsed).toBe(m.time());
  });

  test('one that stays ahead is believed for a month at most', () => {
    const m = machine();
    m.row();
    m.reboots(HOUR);
    m.set(1000 * DAY);
    m.row();
    m.passes(SETTLE_MS);
    expect(m.row()).toMatchObject({ elapsed: SETTLE_MS + MINUTE + OFF_MAX_MS });
  });

  test('a board without a battery: the network brings the night after the start', () => {
    const m = machine();
    m.row();
    m.reboots(16 * HOUR);
    m.set(-16 * HOUR);
    m.row();
    m.set(16 * HOUR);
    m.row();
    m.passes(SETTLE_MS);
    expect(m.row().elapsed).toBe(m.time());
  });

  test('a step within a boot never counts, once its first hour is over', () => {
    const m = machine();
    m.row();
    m.reboots(HOUR);
    m.row();
    m.passes(SETTLE_MS);
    m.row();
    m.set(30 * DAY);
    m.row();
    m.passes(DAY);
    expect(m.row().elapsed).toBe(m.time());
  });
});

const op: fc.Arbitrary<Op> = fc.oneof(
  fc.record({ kind: fc.constant('passes' as const), ms: fc.integer({ min: 0, max: 3 * DAY }) }),
  fc.record({
    kind: fc.constant('set' as const),
    ms: fc.oneof(fc.integer({ min: -5 * SECOND, max: 5 * SECOND }), fc.integer({ min: -2000 * DAY, max: 2000 * DAY })),
  }),
  fc.record({ kind: fc.constant('reboots' as const), ms: fc.integer({ min: 0, max: 20 * DAY }) }),
);

test('whatever is done to the wall clock, `powered` goes as it would without; it never runs ahead of what passed, nor back', () => {
  fc.assert(
    fc.property(fc.array(op, { maxLength: 30 }), fc.boolean(), (ops, knowsBoots) => {
      const [m, untouched] = [machine(knowsBoots), machine(knowsBoots)];
      m.row();
      untouched.row();
      let before = 0;
      for (const { kind, ms } of ops) {
        m[kind](ms);
        if (kind !== 'set') untouched[kind](ms);
        const { powered, elapsed } = m.row();
        expect(powered).toBe(untouched.row().powered);
        expect(powered).toBeLessThanOrEqual(m.time());
        expect(powered).toBeGreaterThanOrEqual(before);
        expect(elapsed).toBeGreaterThanOrEqual(powered);
        before = powered;
      }
    }),
  );
});

test('while nobody touches the clock nothing is flagged, and an hour after the last start `elapsed` is what passed', () => {
  fc.assert(
    fc.property(fc.array(op, { maxLength: 30 }), (ops) => {
      const m = machine();
      m.row();
      for (const { kind, ms } of ops.filter((o) => o.kind !== 'set')) {
        // Less than a month without power at a time, all in all.
        m[kind](ms % DAY);
        const { step, elapsed } = m.row();
        expect(step).toBeNull();
        expect(elapsed).toBeLessThanOrEqual(m.time());
      }
      m.passes(SETTLE_MS);
      expect(m.row().elapsed).toBe(m.time());
    }),
  );
});

test('within a boot no row lies more than the tolerance from the one before it without being flagged', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: DAY }), fc.integer({ min: -3 * SECOND, max: 3 * SECOND })), { maxLength: 40 }),
      (rows) => {
        const m = machine();
        m.row();
        let parted = 0;
        for (const [passes, set] of rows) {
          m.passes(passes);
          m.set(set);
          parted += set;
          const { step } = m.row();
          expect(step).toBe(Math.abs(parted) > CLOCK_TOLERANCE_MS ? parted : null);
          if (step !== null) parted = 0;
        }
      },
    ),
  );
});
