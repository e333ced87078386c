/**
 * How long does it take to reckon hours?
 *
 *     npm run bench:hours [-- --people 1000] [-- --kept 5000] [-- --years 3] [-- --json]
 *
 * A year of made-up people who work days (09–18 with a break), nights (22–06) or a rotation of 24 hours; one punch in twenty is forgotten, one in
 * twenty is a repeat. `seconds`: all of them, month by month as the app reckons them, overtime included. `day_ms`: one month of one person, which
 * is what a single punch costs. One process, no database.
 *
 * Then a database of so many people and years (hours-kept.ts): `recompute_s`, `slice_ms`, `punch_ms`, `import_ms` and `p95_ms` by screen.
 */
import { DEFAULT_OVERTIME, DEFAULT_RULE, type DayPlan, type Punch, type Rule, type Shift } from '../src/domain/hours/model.ts';
import { CONTEXT_DAYS, reckonDays } from '../src/domain/hours/day.ts';
import { dayNumber, type Day } from '../src/domain/hours/days.ts';
import { firstOfMonth } from '../src/domain/hours/balance.ts';
import { bookOvertime } from '../src/domain/hours/overtime.ts';
import { zoneDays } from '../src/domain/hours/zone-days.ts';
import { finish, machine, option, p50, p95, round, say, table } from '../tools/figures.ts';
import { seeded } from '../tools/random.ts';
import { keptFigures } from './hours-kept.ts';

const people = option('people', 1000);
const [kept, years] = [option('kept', 5000), option('years', 3)];
const ZONE = zoneDays('Europe/Berlin');
const YEAR = 2026;
const next = seeded(7);

const shift = (id: number, start: number, end: number, breaks: Shift['breaks']): Shift => ({
  id,
  name: String(id),
  segments: [{ start, end }],
  before: 120,
  after: 360,
  breaks,
  flex: null,
  halfDayAt: 'without-break',
  needIn: true,
  needOut: true,
});
const SHIFTS = [
  shift(1, 540, 1080, [{ when: { at: 720 }, length: 60, clocked: false, min: 0, max: null, paid: false }]),
  shift(2, 1320, 1800, []),
  shift(3, 480, 1920, []),
];
const RULE: Rule = {
  ...DEFAULT_RULE,
  graceIn: { minutes: 5, counted: false },
  nightBonus: { from: 1320, to: 360 },
  overtime: [
    { ...DEFAULT_OVERTIME, id: 1, name: 'day', measure: { over: 480 }, on: 'any' },
    { ...DEFAULT_OVERTIME, id: 2, name: 'week', measure: { over: 2400 }, on: 'any', per: { week: 1 } },
  ],
};

/** Five days of seven; the duty of 24 hours every third day. */
function works(person: number, day: Day): Shift | null {
  const kind = person % 3;
  if (kind === 2) return (day + person) % 3 === 0 ? SHIFTS[2]! : null;
  return (day + person) % 7 < 5 ? SHIFTS[kind]! : null;
}

function punchesOf(person: number, from: Day, to: Day): Punch[] {
  const out: Punch[] = [];
  for (let day = from; day <= to; day++) {
    const own = works(person, day);
    if (!own) continue;
    for (const wall of [
      own.segments[0]!.start - 20 + Math.floor(next() * 30),
      own.segments[0]!.end - 5 + Math.floor(next() * 60),
    ]) {
      const chance = next();
      if (chance < 0.05) continue;
      const at = ZONE.reached(day, wall) * 60_000 + Math.floor(next() * 60_000);
      const punch = { at, direction: null, directionBy: null, zone: ZONE.name, doubts: [], clockStep: 0, givenTo: null };
      out.push({ ...punch, key: `e${out.length}` });
      if (chance > 0.95) out.push({ ...punch, key: `e${out.length}`, at: at + 20_000 });
    }
  }
  return out;
}

const planOf = (person: number, day: Day): DayPlan => {
  const own = works(person, day);
  return { day, zone: ZONE, kind: own ? 'workday' : 'rest', rule: RULE, shift: own, half: false, credit: 0, employed: true };
};

say(machine());
const year = [dayNumber(`${YEAR}-01-01`) - CONTEXT_DAYS, dayNumber(`${YEAR}-12-31`) + CONTEXT_DAYS] as const;
const monthMs: number[] = [];
let [days, punches, buckets, ms] = [0, 0, 0, 0];
for (let person = 0; person < people; person++) {
  const all = punchesOf(person, ...year);
  punches += all.length;
  const started = performance.now();
  for (let month = 0; month < 12; month++) {
    const begun = performance.now();
    const [from, to] = [firstOfMonth(YEAR, month) - CONTEXT_DAYS, firstOfMonth(YEAR, month + 1) - 1 + CONTEXT_DAYS];
    const [start, end] = [ZONE.bounds(from).from * 60_000, ZONE.bounds(to).to * 60_000];
    const plans = Array.from({ length: to - from + 1 }, (_, i) => planOf(person, from + i));
    const records = reckonDays({ plans, punches: all.filter((p) => p.at >= start && p.at < end), leaves: [], now: Infinity });
    buckets += bookOvertime(records, []).length;
    days += records.length - 2 * CONTEXT_DAYS;
    monthMs.push(performance.now() - begun);
  }
  ms += performance.now() - started;
}
const result = {
  people,
  days,
  punches,
  buckets,
  seconds: round(ms / 1000),
  day_ms: { p50: round(p50(monthMs)), p95: round(p95(monthMs)) },
  kept: keptFigures(kept, years),
};
finish(
  result,
  table(
    ['what', 'figure'],
    [
      ['people', people],
      ['days', days],
      ['punches', punches],
      ['all of them, s', result.seconds],
      ["one person's month, ms p50", result.day_ms.p50],
      ["one person's month, ms p95", result.day_ms.p95],
      ...Object.entries(result.kept.p95_ms).map(
        ([name, ms]) => [`${name}, ms p95 (of the processor)`, `${ms} (${result.kept.p95_cpu_ms[name]})`] as const,
      ),
      [`days of ${kept} people and ${years} years, rows`, result.kept.rows],
      ['their file, MiB', result.kept.megabytes],
      ['from nothing, s', result.kept.first_s],
      ['again, s', result.kept.recompute_s],
      ['of the processor, s', result.kept.recompute_cpu_s],
      ['held at once, ms p95', result.kept.slice_ms.p95],
      ['after a punch, ms p95', result.kept.punch_ms],
      ['100,000 old punches stored, ms (of the processor)', `${result.kept.import_ms.ms} (${result.kept.import_ms.cpu})`],
    ],
  ),
);
