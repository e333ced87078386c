/** A person's timesheet as texts, before anybody draws it: what stands where is said here, and what it looks like in `pdf.ts`. */
import { isoDay, type Day, type Minute } from '../../domain/hours/days.ts';
import type { CountedField } from '../../domain/hours/export-fields.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import type { HoursFileWords } from '../../words/words.ts';
import { wordsOf } from '../../words/index.ts';
import { lengthText } from './cells.ts';
import { dayText, timeText, wallOf } from './fill.ts';
import { figureOf, TIMES } from './figures.ts';
import type { ExportContext, ExportCorrection, PersonBlock } from './source.ts';

export type TableOf = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

export type Timesheet = {
  readonly title: string;
  readonly person: string;
  /** Label and value; labels are not repeated. */
  readonly facts: readonly (readonly [string, string])[];
  readonly days: TableOf;
  /** Beneath the columns of `days`. */
  readonly sums: readonly string[];
  readonly totals: readonly (readonly [string, string])[];
  /** null = nothing was corrected. */
  readonly corrections: TableOf | null;
  readonly correctionsTitle: string;
  /** Who signs. */
  readonly signatures: readonly [string, string];
  readonly signedOn: string;
  /** When and where it was made. */
  readonly made: string;
  readonly page: (page: number, of: number) => string;
};

const SUMMED = ['worked', 'late', 'early', 'overtime'] as const satisfies readonly CountedField[];
const TOTALS = [
  ...['plannedDays', 'presentDays', 'absentDays', 'leaveDays', 'doubtfulDays', 'openDays', 'planned', 'paid'],
  ...['regular', 'overtime', 'overtimeOpen', 'timeOff', 'nightBonus', 'leavePaid', 'leaveUnpaid', 'missing'],
] as const satisfies readonly CountedField[];

/** null = there is nothing to sign: the person was employed on none of these days. */
export function timesheetOf({ person, days: all, corrections }: PersonBlock, context: ExportContext): Timesheet | null {
  const { language, period, zone, site, now } = context;
  const words = wordsOf(language).hoursFile;
  const own = words.timesheet;
  const days = all.filter((day) => day.verdict !== 'not-employed');
  if (days.length === 0) return null;
  const date = (day: Day): string => dayText(day, context);
  const sums = SUMMED.map((field) => length(figureOf(field, days), context));
  const madeOn = wallOf(now, zone);
  return {
    title: own.title,
    person: `${person.employeeNumber} ${person.name}`,
    facts: [
      [words.fields.name, person.name],
      [words.fields.employeeNumber, person.employeeNumber],
      [words.fields.department, person.department || '–'],
      [own.period, `${date(period.from)} – ${date(period.to)}`],
      [own.site, site || '–'],
      [words.fields.zone, zone],
      [own.rule, ruleText(context, own)],
      [words.fields.shift, [...new Set(days.flatMap((d) => (d.shift ? [d.shift.name] : [])))].join(', ') || '–'],
      [own.state, stateOf(days, own)],
    ],
    days: { header: own.columns, rows: days.map((day) => dayRow(day, context, words)) },
    sums: [own.sum, '', '', '', ...sums, ''],
    totals: TOTALS.map((field): [string, string] => {
      const n = figureOf(field, days);
      return [words.fields[field], TIMES.has(field) ? lengthText(n, 'h:mm', context) : String(n)];
    }).filter(([, value], i) => i < 2 || (value !== '0' && value !== '0:00')),
    correctionsTitle: own.corrections,
    corrections:
      corrections.length === 0
        ? null
        : { header: own.correctionColumns, rows: corrections.map((c) => correctionRow(c, context, own)) },
    signatures: own.signatures,
    signedOn: own.signedOn,
    made: own.made(`${date(madeOn.day)} ${timeText(madeOn.seconds, context)}`, zone),
    page: own.page,
  };
}

const length = (minutes: number, context: ExportContext): string => (minutes === 0 ? '' : lengthText(minutes, 'h:mm', context));

/** Time of the wall at the site; of another day than the row's, with how many days later. */
function clock(minute: Minute | null, day: Day, context: ExportContext): string {
  if (minute === null) return '';
  const wall = wallOf(minute * 60_000, context.zone);
  const by = wall.day - day;
  return timeText(wall.seconds, context) + (by === 0 ? '' : ` ${by > 0 ? '+' : '-'}${Math.abs(by)}`);
}

function dayRow(day: HourDay, context: ExportContext, words: HoursFileWords): readonly string[] {
  const plan = [clock(day.startsAt, day.day, context), clock(day.endsAt, day.day, context)];
  const isExpected = day.planned > 0 && day.verdict !== 'open';
  return [
    dayText(day.day, context, `${context.template.date} ddd`),
    day.startsAt === null ? '' : plan.join(' – '),
    clock(day.firstIn, day.day, context),
    clock(day.lastOut, day.day, context),
    ...SUMMED.map((field) => {
      const minutes = figureOf(field, [day]);
      // Nothing is said by a blank, and of a day on which somebody was expected it is said.
      return field === 'worked' && isExpected ? lengthText(minutes, 'h:mm', context) : length(minutes, context);
    }),
    notesOf(day, context, words).join('; '),
  ];
}

function notesOf(day: HourDay, context: ExportContext, words: HoursFileWords): readonly string[] {
  const said = (['leavePaid', 'leaveUnpaid', 'overtimeOpen'] as const).flatMap((field) => {
    const minutes = figureOf(field, [day]);
    return minutes === 0 ? [] : [`${words.fields[field]} ${lengthText(minutes, 'h:mm', context)}`];
  });
  const all = [
    ...(day.kind === 'workday' || day.kind === 'rest' ? [] : [words.dayKinds[day.kind]]),
    ...(day.verdict === 'present' ? [] : [words.verdicts[day.verdict]]),
    ...said,
    ...day.flags.map((flag) => words.flags[flag]),
  ];
  return [...new Set(all)];
}

/** Rules have no name but the day on which they begin. */
function ruleText({ rules }: ExportContext, own: HoursFileWords['timesheet']): string {
  const one = rules.map(({ from, overtime }) => {
    const name = from <= 0 ? own.usualRules : own.rulesFrom(isoDay(from));
    return overtime.length === 0 ? name : `${name} (${overtime.join(', ')})`;
  });
  return one.join('; ') || own.usualRules;
}

function stateOf(days: readonly HourDay[], own: HoursFileWords['timesheet']): string {
  const closed = days.filter((day) => day.closed).length;
  return closed === days.length ? own.states.closed : closed === 0 ? own.states.open : own.states.partly;
}

function correctionRow(
  { day, kind, at, until, toDay, direction, reason, by, self }: ExportCorrection,
  context: ExportContext,
  own: HoursFileWords['timesheet'],
): readonly string[] {
  const time = (ms: number | null): string => (ms === null ? '' : clock(Math.floor(ms / 60_000), day, context));
  const span = until === null ? time(at) : `${time(at)} – ${time(until)}`;
  const more = [
    direction === null ? '' : wordsOf(context.language).hoursFile.directions[direction],
    span,
    toDay === null ? '' : `(${dayText(toDay, context)})`,
  ];
  return [
    dayText(day, context),
    [own.kinds[kind], ...more].filter((word) => word !== '').join(' '),
    reason || '–',
    (own.who[by] ?? by) + (self ? ` (${own.self})` : ''),
  ];
}
