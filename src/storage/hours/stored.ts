/** Days as they were last reckoned, in small numbers: a name of an enumeration is its place in it, flags are bits. HOURS_ENGINE rises with their order too. */
import { z } from 'zod';
import type { Day } from '../../domain/hours/days.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import { DAY_KINDS, FLAGS, STEP_KINDS, VERDICTS } from '../../domain/hours/model.ts';
import { versionAt } from '../../domain/hours/plan.ts';
import { DayOvertime, HourDay as HourDaySchema } from '../../shared/hours-days.ts';
import { parseJson } from '../../shared/parse.ts';
import type { ReadableDb, SqlValue, WritableDb } from '../file/db.ts';
import type { ReadBook } from './plan.ts';

/** Columns that hold the figure of that name. */
const FIGURES = {
  planned: 'planned',
  inPlan: 'in_plan',
  late: 'late',
  early: 'early',
  away: 'away',
  tolerated: 'tolerated',
  leave: 'leave',
  missing: 'missing',
  extra: 'extra',
  breakDeducted: 'break_deducted',
  graceCounted: 'grace_counted',
  rounding: 'rounding',
  paid: 'paid',
  nightBonus: 'night_bonus',
  credit: 'credit',
  firstIn: 'first_in',
  lastOut: 'last_out',
  startsAt: 'starts_at',
  endsAt: 'ends_at',
  closesAt: 'closes_at',
} as const satisfies Partial<Record<keyof HourDay, string>>;

/** Every other column, and what it holds of a day. */
const CODED: Readonly<Record<string, (day: HourDay) => SqlValue>> = {
  person_id: (d) => d.personId,
  day: (d) => d.day,
  verdict: (d) => VERDICTS.indexOf(d.verdict),
  kind: (d) => DAY_KINDS.indexOf(d.kind),
  shift_id: (d) => d.shift?.id ?? null,
  late_as: (d) => d.lateAs && STEP_KINDS.indexOf(d.lateAs),
  early_as: (d) => d.earlyAs && STEP_KINDS.indexOf(d.earlyAs),
  flags: (d) => d.flags.reduce((bits, flag) => bits | (1 << FLAGS.indexOf(flag)), 0),
  overtime: (d) => (d.overtime.length === 0 ? null : JSON.stringify(d.overtime)),
  leaves: (d) => (d.leaves.length === 0 ? null : JSON.stringify(d.leaves)),
};

const NAMES = Object.entries(FIGURES) as [keyof typeof FIGURES, string][];
const COLUMNS = [...Object.keys(CODED), ...NAMES.map(([, column]) => column)];
const INSERT = `INSERT OR REPLACE INTO day_records (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((c) => `:${c}`).join(', ')})`;

type Row = Readonly<Record<string, SqlValue>>;

function toRow(day: HourDay): Row {
  return Object.fromEntries([
    ...Object.entries(CODED).map(([column, of]) => [column, of(day)]),
    ...NAMES.map(([name, column]) => [column, day[name]]),
  ]) as Row;
}

const Overtime = z.array(DayOvertime);
const Leaves = HourDaySchema.shape.leaves;

/** As it is read: its figures under their names. */
type Read = Pick<HourDay, keyof typeof FIGURES | 'personId' | 'day'> & {
  readonly verdictAt: number;
  readonly kindAt: number;
  readonly shiftId: number | null;
  readonly lateAt: number | null;
  readonly earlyAt: number | null;
  readonly bits: number;
  readonly overtimeText: string | null;
  readonly leavesText: string | null;
};
const READ = [
  'r.person_id AS personId, r.day, r.verdict AS verdictAt, r.kind AS kindAt, r.shift_id AS shiftId, r.late_as AS lateAt, r.early_as AS earlyAt',
  'r.flags AS bits, r.overtime AS overtimeText, r.leaves AS leavesText',
  ...NAMES.map(([name, column]) => `r.${column} AS ${name}`),
].join(', ');

/** null = nothing that this version has written. */
function fromRow(row: Read, { book }: ReadBook): HourDay | null {
  const { verdictAt, kindAt, shiftId, lateAt, earlyAt, bits, overtimeText, leavesText, ...figures } = row;
  const [verdict, kind] = [VERDICTS[verdictAt], DAY_KINDS[kindAt]];
  const overtime = overtimeText === null ? [] : listOf(Overtime, overtimeText);
  const leaves = leavesText === null ? [] : listOf(Leaves, leavesText);
  const versions = shiftId === null ? undefined : book.shifts.get(shiftId);
  const name = versions && versionAt(versions, figures.day)?.name;
  if (!verdict || !kind || !overtime || !leaves || (shiftId !== null && name === undefined)) return null;
  return {
    ...figures,
    verdict,
    kind,
    shift: shiftId === null ? null : { id: shiftId, name: name! },
    lateAs: lateAt === null ? null : STEP_KINDS[lateAt]!,
    earlyAs: earlyAt === null ? null : STEP_KINDS[earlyAt]!,
    overtime,
    leaves,
    flags: bits === 0 ? [] : FLAGS.filter((_, i) => (bits & (1 << i)) !== 0),
    closed: false,
  };
}

function listOf<T>(schema: z.ZodType<T>, text: string): T | null {
  const parsed = parseJson(schema, text);
  return parsed.ok ? parsed.value : null;
}

/** What is kept of the people's days, by person. Driven from the list of people: a range of people would read all of their days. */
export function storedDays(
  db: ReadableDb,
  read: ReadBook,
  people: readonly number[],
  from: Day,
  to: Day,
): ReadonlyMap<number, readonly HourDay[]> {
  const rows = db.all<Read>(
    `SELECT ${READ} FROM json_each(:people) p CROSS JOIN day_records r ON r.person_id = p.value AND r.day BETWEEN :from AND :to
     ORDER BY r.person_id, r.day`,
    { people: JSON.stringify(people), from, to },
  );
  const out = new Map<number, HourDay[]>();
  for (const row of rows) {
    const day = fromRow(row, read);
    if (!day) continue;
    const own = out.get(day.personId);
    if (own) own.push(day);
    else out.set(day.personId, [day]);
  }
  return out;
}

/** Keeps a person's days where they differ from what is kept. @returns how many did */
export function keepDays(db: WritableDb, days: readonly HourDay[]): number {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return 0;
  const range = { id: first.personId, from: first.day, to: last.day };
  const kept = new Map(
    db
      .all<Row>('SELECT * FROM day_records WHERE person_id = :id AND day BETWEEN :from AND :to', range)
      .map((row) => [Number(row['day']), row]),
  );
  let written = 0;
  for (const day of days) {
    const row = toRow(day);
    const old = kept.get(day.day);
    if (old && COLUMNS.every((c) => old[c] === row[c])) continue;
    db.run(INSERT, row);
    written++;
  }
  return written;
}
