/** Days as they were last reckoned, in small numbers: a name of an enumeration is its place in it, flags are bits. HOURS_ENGINE rises with their order too. */
import { z } from 'zod';
import type { Day, Minute } from '../../domain/hours/days.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import { DAY_KINDS, FLAGS, STEP_KINDS, VERDICTS, type Flag, type StepKind } from '../../domain/hours/model.ts';
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

/** As it is read: its figures under their names, everything else as it is stored under the name that it will have. */
type Read = Pick<HourDay, keyof typeof FIGURES | 'personId' | 'day'> &
  Readonly<{
    verdict: number;
    kind: number;
    shift: number | null;
    lateAs: number | null;
    earlyAs: number | null;
    flags: number;
    overtime: string | null;
    leaves: string | null;
    closed: number;
  }>;
const READ = [
  'r.person_id AS personId, r.day, r.verdict, r.kind, r.shift_id AS shift, r.late_as AS lateAs, r.early_as AS earlyAs',
  'r.flags, r.overtime, r.leaves, 0 AS closed',
  ...NAMES.map(([name, column]) => `r.${column} AS ${name}`),
].join(', ');

/** Of a hundred thousand rows a copy each is what takes the time: the row itself becomes the day. null = nothing that this version has written. */
function fromRow(row: Read, { book }: ReadBook): HourDay | null {
  const [verdict, kind] = [VERDICTS[row.verdict], DAY_KINDS[row.kind]];
  const overtime = row.overtime === null ? [] : listOf(Overtime, row.overtime);
  const leaves = leavesOf(row.leaves);
  const shift = shiftOf(book, row.shift, row.day);
  if (!verdict || !kind || !overtime || !leaves || shift === undefined) return null;
  const decoded: Omit<HourDay, keyof typeof FIGURES | 'personId' | 'day'> = {
    ...{ verdict, kind, shift, overtime, leaves, closed: false },
    lateAs: stepOf(row.lateAs),
    earlyAs: stepOf(row.earlyAs),
    flags: flagsOf(row.flags),
  };
  return Object.assign(row as Pick<Read, keyof typeof FIGURES | 'personId' | 'day'>, decoded);
}

/** undefined = there is no such shift. */
function shiftOf(book: ReadBook['book'], id: number | null, day: Day): HourDay['shift'] | undefined {
  if (id === null) return null;
  const versions = book.shifts.get(id);
  const version = versions && versionAt(versions, day);
  return version && { id, name: version.name };
}

const leavesOf = (text: string | null): HourDay['leaves'] | null => (text === null ? [] : listOf(Leaves, text));
const stepOf = (at: number | null): StepKind | null => (at === null ? null : STEP_KINDS[at]!);
const flagsOf = (bits: number): readonly Flag[] => (bits === 0 ? [] : FLAGS.filter((_, i) => (bits & (1 << i)) !== 0));

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

/** What is told of a day while it runs. */
export type NowDay = Pick<
  HourDay,
  | 'personId'
  | 'day'
  | 'verdict'
  | 'shift'
  | 'lateAs'
  | 'flags'
  | 'leaves'
  | 'planned'
  | 'leave'
  | 'late'
  | 'firstIn'
  | 'lastOut'
  | 'startsAt'
  | 'endsAt'
>;

/** Whether a row's day waited when it was kept as it waits now. */
const AS_OF = '(r.verdict = 0) = (r.closes_at IS NOT NULL AND :minute < r.closes_at)';

/** One day of many people, as far as it is told while it runs. Who is not among them has no row of then. */
export function nowDays(
  db: ReadableDb,
  { book }: ReadBook,
  people: readonly number[],
  day: Day,
  minute: Minute,
): ReadonlyMap<number, NowDay> {
  const rows = db.all<Pick<Read, keyof NowDay>>(
    `SELECT r.person_id AS personId, r.day, r.verdict, r.shift_id AS shift, r.late_as AS lateAs, r.flags, r.leaves, r.planned, r.leave, r.late,
       r.first_in AS firstIn, r.last_out AS lastOut, r.starts_at AS startsAt, r.ends_at AS endsAt
     FROM json_each(:people) p CROSS JOIN day_records r ON r.person_id = p.value AND r.day = :day WHERE ${AS_OF}`,
    { people: JSON.stringify(people), day, minute },
  );
  const out = new Map<number, NowDay>();
  for (const row of rows) {
    const [verdict, shift] = [VERDICTS[row.verdict], shiftOf(book, row.shift, day)];
    const leaves = leavesOf(row.leaves);
    if (!verdict || !leaves || shift === undefined) continue;
    const decoded = { verdict, shift, leaves, lateAs: stepOf(row.lateAs), flags: flagsOf(row.flags) };
    out.set(row.personId, Object.assign(row as Omit<typeof row, keyof typeof decoded>, decoded));
  }
  return out;
}

/** Whose shift of that day still runs by what is kept, and of whom nothing of then is kept. */
export function maybeRunning(db: ReadableDb, people: readonly number[], day: Day, minute: Minute): ReadonlySet<number> {
  const rows = db.all<{ id: number }>(
    `SELECT p.value AS id FROM json_each(:people) p LEFT JOIN day_records r ON r.person_id = p.value AND r.day = :day
     WHERE r.person_id IS NULL OR NOT (${AS_OF}) OR (r.verdict = 0 AND r.ends_at > :minute)`,
    { people: JSON.stringify(people), day, minute },
  );
  return new Set(rows.map(({ id }) => id));
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
