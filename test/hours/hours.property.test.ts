/** What must always hold of a day record (invariants), on made-up people, and that a second, slow reckoning comes to the same. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONTEXT_DAYS, reckonDays } from '../../src/domain/hours/day.ts';
import { dayNumber, isoDay, type Day } from '../../src/domain/hours/days.ts';
import { breakAfter, breakAt, D, F, N, shift, TWENTY_ZONES } from './fixtures.ts';
import {
  DEFAULT_RULE,
  type DayPlan,
  type DayRecord,
  type Leave,
  type Punch,
  type Rule,
  type Shift,
  DEFAULT_OVERTIME,
  type OvertimeRule,
} from '../../src/domain/hours/model.ts';
import { bookOvertime, countedOf } from '../../src/domain/hours/overtime.ts';
import { inOrder, repeats } from '../../src/domain/hours/repeats.ts';
import { common, lengthOf, united } from '../../src/domain/hours/spans.ts';
import { presenceOf } from '../../src/domain/hours/worked.ts';
import { zoneDays } from '../../src/domain/hours/zone-days.ts';
import { nextClockChange } from '../../src/domain/time/wall-clock.ts';
import { twinDays } from './twin.ts';

const FIXED: readonly Shift[] = [
  D,
  N,
  F,
  shift('18:00-07:00'),
  shift('14:00-20:00'),
  shift('06:00-10:00 16:00-20:00'),
  shift('08:00-08:00'),
  shift('00:00-04:00'),
  shift('20:00-24:00'),
  shift('09:00-12:00', { before: 0, after: 0 }),
  shift('22:00-06:00', { breaks: [breakAt('26:00', 45)], before: 30, after: 200 }),
];
const LOOSE: readonly Shift[] = [
  ...FIXED,
  shift('09:00-18:00', { breaks: [breakAt('12:00', 60, { clocked: true, max: 60 })] }),
  shift('09:00-18:00', { breaks: [breakAt('12:00', 60)], flex: { kind: 'slide', early: 30, late: 60 } }),
  shift('06:00-22:00', { flex: { kind: 'core', core: [{ start: 600, end: 960 }], required: 480 } }),
  shift('05:00-22:00', { breaks: [breakAfter(360, 30, 15), breakAfter(540, 45, 15)] }),
  shift('09:00-18:00', { breaks: [breakAt('12:00', 60, { paid: true })], needOut: false }),
];

/** The next change of the clocks after 2026 began, or any day: a week is drawn around it. */
const near = (zone: string): Day => {
  const change = nextClockChange(Date.UTC(2026, 0, 1), zone);
  return change === null ? dayNumber('2026-11-02') : Math.floor(change / 86_400_000);
};

type Person = { readonly plans: readonly DayPlan[]; readonly punches: readonly Punch[]; readonly leaves: readonly Leave[] };

const rounding = fc.constantFrom(null, { step: 15, cut: 8 }, { step: 10, cut: 5 }, { step: 15, cut: 1 }, { step: 30, cut: 30 });
const overtime: fc.Arbitrary<OvertimeRule[]> = fc
  .array(
    fc.record({
      on: fc.constantFrom('any' as const, 'workday' as const, 'rest' as const, 'statutory' as const),
      measure: fc.constantFrom(
        'after-end' as const,
        'before-start' as const,
        'over-planned' as const,
        { over: 480 },
        { over: 600 },
      ),
      per: fc.constantFrom('day' as const, { week: 1 }, 'period' as const, { streak: 3 }),
      beginAfter: fc.constantFrom(0, 30),
      least: fc.constantFrom(0, 30),
      most: fc.constantFrom(null, 120),
    }),
    { maxLength: 4 },
  )
  .map((all) => all.map((o, i) => ({ ...DEFAULT_OVERTIME, ...o, id: i, name: String(i) })));

const looseRule: fc.Arbitrary<Rule> = fc
  .record({
    pairing: fc.constantFrom('alternate' as const, 'marked' as const, 'first-last' as const, 'per-segment' as const),
    repeatSeconds: fc.constantFrom(0, 120),
    graceIn: fc.record({ minutes: fc.constantFrom(0, 10), counted: fc.boolean() }),
    graceOut: fc.record({ minutes: fc.constantFrom(0, 10), counted: fc.boolean() }),
    round: fc.record({ in: rounding, out: rounding, total: rounding }),
    countBefore: fc.boolean(),
    onMissing: fc.constantFrom('nothing' as const, 'as-planned' as const),
    dayOf: fc.constantFrom('start' as const, 'end' as const, 'most' as const, 'split' as const),
    holidayBy: fc.constantFrom('shift' as const, 'minute' as const),
    judge: fc.constantFrom(true, true, true, false),
    overtime,
  })
  .map((r) => ({ ...DEFAULT_RULE, ...r, nightBonus: { from: 1320, to: 360 } }));
const plainRule: fc.Arbitrary<Rule> = fc
  .constantFrom('alternate' as const, 'marked' as const, 'first-last' as const)
  .map((pairing) => ({ ...DEFAULT_RULE, pairing }));

function people(shifts: readonly Shift[], rules: fc.Arbitrary<Rule>, length = 7): fc.Arbitrary<Person> {
  return fc
    .record({
      zoneName: fc.constantFrom(...TWENTY_ZONES),
      days: fc.array(
        fc.record({ shift: fc.option(fc.constantFrom(...shifts)), kind: fc.constantFrom('off', 'statutory', null) }),
        {
          minLength: 7,
          maxLength: 7,
        },
      ),
      rule: rules,
      offset: fc.integer({ min: -Math.ceil(length / 2), max: 0 }),
      punches: fc.array(
        fc.record({
          minute: fc.integer({ min: 0, max: length * 1440 }),
          second: fc.integer({ min: 0, max: 59 }),
          direction: fc.constantFrom('in' as const, 'out' as const, null, null),
        }),
        { maxLength: 2 * length },
      ),
      // Punches near the edges of plans find more than such anywhere.
      near: fc.array(
        fc.record({ day: fc.integer({ min: 0, max: length - 1 }), edge: fc.boolean(), by: fc.integer({ min: -200, max: 200 }) }),
        { maxLength: 2 * length },
      ),
      leave: fc.option(
        fc.record({ day: fc.integer({ min: 0, max: 6 }), half: fc.constantFrom('first' as const, 'second' as const) }),
      ),
    })
    .map(({ zoneName, days, rule, offset, punches, near: atEdges, leave }): Person => {
      const zone = zoneDays(zoneName);
      const first = near(zoneName) + offset;
      const plans = days.map(({ shift: own, kind }, i): DayPlan => ({
        day: first + i,
        zone,
        kind: kind ?? (own ? 'workday' : 'rest'),
        rule,
        shift: own,
        half: false,
        credit: 0,
        employed: true,
      }));
      const start = zone.bounds(first).from;
      const made = punches.map(({ minute, second, direction }) => ({ at: (start + minute) * 60_000 + second * 1000, direction }));
      for (const { day, edge, by } of atEdges) {
        const segments = days[day]!.shift?.segments;
        if (segments?.length)
          made.push({
            at: (zone.reached(first + day, edge ? segments[0]!.start : segments.at(-1)!.end) + by) * 60_000,
            direction: null,
          });
      }
      return {
        plans,
        punches: made.map((p, i): Punch => ({
          key: `e${i}`,
          ...p,
          directionBy: p.direction && 'button',
          zone: zoneName,
          doubts: [],
          clockStep: 0,
          givenTo: null,
        })),
        leaves: leave ? [{ kind: 'annual', paid: true, unit: 'half', day: first + leave.day, half: leave.half }] : [],
      };
    });
}

const run = ({ plans, punches, leaves }: Person, now = Infinity): readonly DayRecord[] =>
  reckonDays({ plans, punches, leaves, now });
/** All that can be compared: without the objects that say the same. */
const plain = (records: readonly DayRecord[]) => records.map(({ plan, ...rest }) => ({ ...rest, day: isoDay(plan.day) }));
const anybody = people(LOOSE, looseRule);

/** Four weeks of one shift, each punch near its edge or forgotten. */
const planned: fc.Arbitrary<Person> = fc
  .record({
    zoneName: fc.constantFrom(...TWENTY_ZONES),
    shift: fc.constantFrom(D, N, F, FIXED[3]!, FIXED[4]!, FIXED[6]!),
    rule: plainRule,
    days: fc.array(
      fc.record({
        works: fc.boolean(),
        forgets: fc.nat(9),
        by: fc.array(fc.integer({ min: -110, max: 110 }), { minLength: 2, maxLength: 2 }),
      }),
      {
        minLength: 4 * CONTEXT_DAYS + 1,
        maxLength: 4 * CONTEXT_DAYS + 1,
      },
    ),
  })
  .map(({ zoneName, shift: own, rule, days }): Person => {
    const zone = zoneDays(zoneName);
    const first = near(zoneName) - 2 * CONTEXT_DAYS;
    const edges = [own.segments[0]!.start, own.segments.at(-1)!.end];
    return {
      plans: days.map(({ works }, i): DayPlan => ({
        day: first + i,
        zone,
        kind: works ? 'workday' : 'rest',
        rule,
        shift: works ? own : null,
        half: false,
        credit: 0,
        employed: true,
      })),
      punches: days.flatMap(({ works, forgets, by }, i) =>
        edges.flatMap((edge, k): Punch[] =>
          !works || forgets === k
            ? []
            : [
                {
                  key: `e${i}-${k}`,
                  at: (zone.reached(first + i, edge) + by[k]!) * 60_000,
                  direction: rule.pairing === 'marked' ? (k === 0 ? 'in' : 'out') : null,
                  directionBy: rule.pairing === 'marked' ? 'button' : null,
                  zone: zoneName,
                  doubts: [],
                  clockStep: 0,
                  givenTo: null,
                },
              ],
        ),
      ),
      leaves: [],
    };
  });

describe('of any person', () => {
  test('the planned minutes are the sum of what became of them', () => {
    fc.assert(
      fc.property(anybody, (person) => {
        for (const r of run(person)) {
          expect(r.inPlan + r.late + r.early + r.away + r.tolerated + r.leave + r.missing).toBe(r.planned);
          expect(r.paid).toBe(r.inPlan - r.breakDeducted + r.graceCounted + r.rounding);
        }
      }),
    );
  });

  test('no value is negative or longer than the days that it spans, and each is whole', () => {
    fc.assert(
      fc.property(anybody, (person) => {
        for (const r of run(person)) {
          const values = [r.planned, r.inPlan, r.late, r.early, r.away, r.tolerated, r.leave, r.missing, r.extra];
          values.push(r.breakDeducted, r.graceCounted, r.paid, r.nightBonus, r.core.late, r.core.early, r.core.away);
          for (const value of values) expect(Number.isInteger(value) && value >= 0 && value <= 3 * 1500).toBe(true);
          expect(r.nightBonus).toBeLessThanOrEqual(r.inPlan + r.extra);
        }
      }),
    );
  });

  test('the order of the input says nothing, and reckoning twice changes nothing', () => {
    fc.assert(
      fc.property(anybody, fc.infiniteStream(fc.nat()), (person, numbers) => {
        const shuffled = person.punches
          .map((p) => [numbers.next().value, p] as const)
          .toSorted((a, b) => a[0] - b[0])
          .map(([, p]) => p);
        expect(plain(run({ ...person, punches: shuffled }))).toEqual(plain(run(person)));
      }),
    );
  });

  test('no minute is in two days, and none in two buckets', () => {
    fc.assert(
      fc.property(anybody, (person) => {
        const records = run(person);
        const counted = records.map((r) => united(countedOf(r), r.minutes.before));
        counted.forEach((a, i) => counted.slice(i + 1).forEach((b) => expect(lengthOf(common(a, b))).toBe(0)));
        const buckets = bookOvertime(records, []);
        buckets.forEach((a, i) => buckets.slice(i + 1).forEach((b) => expect(lengthOf(common(a.spans, b.spans))).toBe(0)));
      }),
    );
  });

  test('overtime is presence: its minutes were extra, or in the plan over a threshold', () => {
    fc.assert(
      fc.property(anybody, (person) => {
        const records = run(person);
        const there = united(...records.flatMap((r) => [countedOf(r), r.minutes.before]));
        const buckets = bookOvertime(records, []);
        for (const b of buckets) expect(lengthOf(common(b.spans, there))).toBe(b.minutes);
        const extra = records.reduce((sum, r) => sum + r.extra, 0);
        const thresholds = records.some((r) =>
          r.plan.rule.overtime.some((o) => typeof o.measure === 'object' || o.measure === 'over-planned'),
        );
        if (!thresholds) expect(buckets.reduce((sum, b) => sum + b.minutes, 0)).toBeLessThanOrEqual(extra);
      }),
    );
  });

  test('a month begins where its first days are what they are from further back, for whoever works by a plan and forgets one punch in five', () => {
    fc.assert(
      fc.property(planned, (person) => {
        const all = run(person);
        const plans = person.plans.slice(CONTEXT_DAYS, 3 * CONTEXT_DAYS + 1);
        const { zone } = plans[0]!;
        const [start, end] = [zone.bounds(plans[0]!.day).from, zone.bounds(plans.at(-1)!.day).to];
        const punches = person.punches.filter((p) => p.at >= start * 60_000 && p.at < end * 60_000);
        expect(plain(run({ ...person, plans, punches }))[CONTEXT_DAYS]).toEqual(plain(all)[2 * CONTEXT_DAYS]);
      }),
    );
  });

  test('nothing is judged before its window has closed', () => {
    fc.assert(
      fc.property(anybody, fc.integer({ min: 0, max: 7 * 1440 }), (person, minutes) => {
        const now = person.plans[0]!.zone.bounds(person.plans[0]!.day).from + minutes;
        for (const r of run(person, now)) {
          const end = r.plan.shift?.segments.at(-1)?.end;
          if (end !== undefined && r.planned > 0 && now < r.plan.zone.reached(r.day, end)) expect(r.verdict).toBe('open');
        }
      }),
    );
  });

  test('in a zone without changes, all moved by whole weeks gives the same, moved', () => {
    fc.assert(
      fc.property(anybody, fc.integer({ min: -60, max: 60 }), (person, weeks) => {
        const zone = zoneDays('Asia/Shanghai');
        const here = { ...person, plans: person.plans.map((p) => ({ ...p, zone })) };
        const by = weeks * 7;
        const moved: Person = {
          plans: here.plans.map((p) => ({ ...p, day: p.day + by })),
          punches: here.punches.map((p) => ({ ...p, at: p.at + by * 86_400_000 })),
          leaves: here.leaves.map((l) => (l.unit === 'half' ? { ...l, day: l.day + by } : l)),
        };
        const numbers = (r: DayRecord) => [
          r.planned,
          r.inPlan,
          r.late,
          r.early,
          r.away,
          r.extra,
          r.paid,
          r.nightBonus,
          r.verdict,
          r.flags,
        ];
        expect(run(moved).map(numbers)).toEqual(run(here).map(numbers));
      }),
    );
  });

  test('a pair inside a pair adds no presence', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 600 }),
        fc.nat(600),
        fc.nat(600),
        (from, length, a, b) => {
          const outer = { in: from, out: from + length };
          const inner = { in: from + Math.min(a, b, length), out: from + Math.min(Math.max(a, b), length) };
          expect(presenceOf([outer, inner])).toEqual(presenceOf([outer]));
        },
      ),
    );
  });
});

test('a slow reckoning, minute by minute, comes to the same', () => {
  fc.assert(
    fc.property(people(FIXED, plainRule), (person) => {
      const ordered = inOrder(person.punches);
      const again = repeats(ordered, () => DEFAULT_RULE.repeatSeconds);
      const slow = twinDays(
        person.plans,
        ordered.filter((p) => !again.has(p)),
      );
      const fast = run({ ...person, leaves: [] });
      const seen = new Set<number>();
      fast.forEach((r, i) => {
        const s = slow[i]!;
        // A minute that two days' pairs hold belongs to the first; the twin does not know that.
        const twice = s.present.some((m) => seen.has(m));
        s.present.forEach((m) => seen.add(m));
        if (twice) return;
        const { planned, inPlan, extra, late, early, away, missing } = r;
        expect({ day: r.day, planned, inPlan, extra, late, early, away, missing }).toEqual({
          day: s.day,
          planned: s.planned,
          inPlan: s.inPlan,
          extra: s.extra,
          late: s.late,
          early: s.early,
          away: s.away,
          missing: s.missing,
        });
      });
    }),
    { numRuns: Number(process.env['TWIN_RUNS'] ?? 200) },
  );
});
