/** Rows of a file, by its grain, and what each of their columns holds. Text comes later (`cells.ts`). */
import { isoDay, minuteAt, weekdayOfDay, type Day } from '../../domain/hours/days.ts';
import type { ExportField } from '../../domain/hours/export-fields.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import type { Language } from '../../domain/language.ts';
import type { ExportColumn, ExportTemplate } from '../../shared/exports.ts';
import { wordsOf } from '../../words/index.ts';
import { codesOf, type CodeMinutes, type Uncoded } from './codes.ts';
import { figureOf, isFigure, TIMES } from './figures.ts';
import { filled } from './fill.ts';
import type { ExportContext, ExportPair, ExportPunch, LeaveOut, PersonBlock } from './source.ts';

/** null = there is none. An instant is ms since the epoch, on the wall of its zone. */
export type Value =
  /** `word`: what it is called in the language of the site, where a column asks for that. */
  | { readonly kind: 'text'; readonly text: string; readonly word?: string }
  | { readonly kind: 'number'; readonly n: number }
  | { readonly kind: 'minutes'; readonly n: number }
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'instant'; readonly at: number; readonly zone: string }
  | null;

export type Row = {
  readonly block: PersonBlock;
  /** Those that it adds up; of a day its own. */
  readonly days: readonly HourDay[];
  readonly punch?: ExportPunch;
  readonly pair?: ExportPair;
  readonly code?: CodeMinutes;
  /** Codes beside each other. */
  readonly spread?: readonly CodeMinutes[];
  /** It only brings codes that had no place in the row before: what is in that one is not said twice. */
  readonly more?: boolean;
};

/** How many codes stand beside each other in a row. */
const SPREAD = 2;

/** Whoever has no id is left out by name, and with them all of theirs. */
export function* rowsOf(block: PersonBlock, template: ExportTemplate, leaveOut: LeaveOut): Generator<Row, void, undefined> {
  const { person, days } = block;
  if (block.ignored > 0) leaveOut('ignored', person.name, block.ignored);
  if (block.unreadable > 0) leaveOut('unreadable', person.name, block.unreadable);
  if (template.ids !== '' && person.targetId === null) {
    leaveOut('no-id', person.name);
    return;
  }
  switch (template.grain) {
    case 'punch':
      for (const punch of block.punches) yield { block, days: [], punch };
      return;
    case 'pair':
      for (const pair of block.pairs) {
        if (pair.out === null) leaveOut('open-pair', `${person.name}, ${isoDay(pair.day)}`);
        yield { block, days: [], pair };
      }
      return;
    case 'day':
      for (const day of days) if (day.verdict !== 'not-employed') yield { block, days: [day] };
      return;
    case 'period':
      yield* periodRows(block, template, leaveOut);
      return;
    case 'day-code':
      for (const day of days) yield* codeRows(block, [day], template, leaveOut);
      return;
    case 'period-code':
      yield* codeRows(block, days, template, leaveOut);
  }
}

function* codeRows(
  block: PersonBlock,
  days: readonly HourDay[],
  template: ExportTemplate,
  leaveOut: LeaveOut,
): Generator<Row, void, undefined> {
  const { codes, uncoded } = codesOf(days, template.codes);
  tell(uncoded, block, leaveOut);
  for (const code of codes) {
    if (template.most !== null && code.minutes > template.most) leaveOut('too-long', `${block.person.name}, ${code.code}`);
    else yield { block, days, code };
  }
}

function* periodRows(block: PersonBlock, template: ExportTemplate, leaveOut: LeaveOut): Generator<Row, void, undefined> {
  const { days } = block;
  if (days.length > 0 && days.every((d) => d.verdict === 'not-employed')) return;
  if (!template.columns.some(({ field }) => field === 'code1')) {
    yield { block, days };
    return;
  }
  const { codes, uncoded } = codesOf(days, template.codes);
  const own = (field: ExportField): boolean => template.columns.some((c) => c.field === field);
  const said = {
    regular: own('regular'),
    overtime: own('overtime'),
    leave: own('leave'),
    'time-off': own('timeOff'),
    night: true,
  };
  tell(
    uncoded.filter(({ kind }) => !said[kind]),
    block,
    leaveOut,
  );
  for (let at = 0; at === 0 || at < codes.length; at += SPREAD)
    yield { block, days, spread: codes.slice(at, at + SPREAD), more: at > 0 };
}

function tell(uncoded: readonly Uncoded[], block: PersonBlock, leaveOut: LeaveOut): void {
  for (const { what } of uncoded) leaveOut('no-code', `${what}: ${block.person.name}`);
}

const text = (value: string) => ({ kind: 'text', text: value }) as const;
const count = (n: number): Value => ({ kind: 'number', n });
const minutes = (n: number): Value => ({ kind: 'minutes', n });

/** Columns as they stand in the file: one for each day where that is asked for. */
export type PlacedColumn = { readonly column: ExportColumn; readonly day: Day | null };

export function placed({ template, period }: Pick<ExportContext, 'template' | 'period'>): readonly PlacedColumn[] {
  return template.columns.flatMap((column): PlacedColumn[] =>
    column.eachDay
      ? Array.from({ length: period.to - period.from + 1 }, (_, i) => ({ column, day: period.from + i }))
      : [{ column, day: null }],
  );
}

export function valueOf(row: Row, { column, day }: PlacedColumn, context: ExportContext): Value {
  const { field } = column;
  if (day !== null) {
    const own = row.days.filter((d) => d.day === day);
    return own.length === 0 ? null : dayValue(own, field, context);
  }
  if (field === 'text') return text(filled(column.text, context));
  if (row.more && isFigure(field)) return null;
  return (
    personValue(row, field, context) ??
    punchValue(row, field, context) ??
    codeValue(row, field) ??
    (row.days.length > 0 ? dayValue(row.days, field, context) : null)
  );
}

function personValue({ block: { person } }: Row, field: ExportField, { period, zone, template }: ExportContext): Value {
  switch (field) {
    case 'personId':
      return count(person.id);
    case 'employeeNumber':
      return text(person.employeeNumber);
    case 'targetId':
      return text((template.ids === '' ? person.employeeNumber : person.targetId) ?? '');
    case 'name':
      return text(person.name);
    case 'firstName':
      return text(partsOfName(person.name).first);
    case 'lastName':
      return text(partsOfName(person.name).last);
    case 'department':
      return text(person.department);
    case 'from':
      return { kind: 'day', day: period.from };
    case 'to':
      return { kind: 'day', day: period.to };
    case 'month':
      return text(isoDay(period.from).slice(0, 7));
    case 'zone':
      return text(zone);
    default:
      return null;
  }
}

/** Lintel keeps one name. The last word is taken for the family's, unless the name is written in Han: then its first letter is. */
function partsOfName(name: string): { readonly first: string; readonly last: string } {
  const words = name.trim().split(/\s+/);
  const [, family, given] = /^(\p{Script=Han})(\p{Script=Han}{1,3})$/u.exec(name.trim()) ?? [];
  if (family !== undefined && given !== undefined) return { last: family, first: given };
  return { first: words.slice(0, -1).join(' '), last: words.at(-1)! };
}

function punchValue({ block, punch, pair }: Row, field: ExportField, { zone, language, siteId }: ExportContext): Value {
  const words = wordsOf(language).hoursFile;
  if (punch)
    switch (field) {
      case 'at':
        return { kind: 'instant', at: punch.at, zone: punch.zone };
      case 'direction':
        return punch.direction && { ...text(punch.direction.toUpperCase()), word: words.directions[punch.direction] };
      case 'punchZone':
        return text(punch.zone);
      case 'door':
        return punch.door === null ? null : count(punch.door);
      case 'punchKey':
        return text(`lintel_${siteId}_${punch.key}`);
      case 'source':
        return text(words.sources[punch.key.startsWith('c') ? 'correction' : punch.key.startsWith('i') ? 'imported' : 'event']);
      case 'doubled':
        return isDoubled(punch.at, punch.zone) ? text(words.doubled) : null;
      case 'shiftDay':
        return { kind: 'day', day: punch.shiftDay };
      default:
        return judgedValue(punch, block, field, language);
    }
  if (pair) return pairValue(pair, field, zone, siteId, words.doubled);
  return null;
}

/**
 * What the day says of a punch: its first one in is due when the plan begins, its last one out when it ends; of those between nothing is due. A day that is
 * not over yet has no last one.
 */
function judgedValue(punch: ExportPunch, { days }: PersonBlock, field: ExportField, language: Language): Value {
  const words = wordsOf(language).hoursFile;
  const duty = punch.direction;
  if (field === 'punchType') return duty && text(words.duties[duty]);
  if (field !== 'dueAt' && field !== 'punchResult') return null;
  const day = days.find((d) => d.day === punch.shiftDay);
  const minute = minuteAt(punch.at);
  const isFirst = duty === 'in' && day?.firstIn === minute;
  const isLast = duty === 'out' && day?.lastOut === minute;
  if (!day || !(isFirst || isLast)) return null;
  const due = isFirst ? day.startsAt : day.endsAt;
  if (field === 'dueAt') return due === null ? null : { kind: 'instant', at: due * 60_000, zone: punch.zone };
  // Nothing can be late that was not due.
  if (day.verdict === 'open' || due === null) return text(words.verdicts[day.verdict]);
  const late = isFirst ? day.late : 0;
  const early = isLast ? day.early : 0;
  return text(late > 0 ? words.late(late) : early > 0 ? words.early(early) : words.verdicts.present);
}

function pairValue(
  { key, in: begin, out, day }: ExportPair,
  field: ExportField,
  zone: string,
  siteId: string,
  doubled: string,
): Value {
  switch (field) {
    case 'pairKey':
      return text(`lintel_${siteId}_${key}`);
    case 'pairIn':
      return { kind: 'instant', at: begin * 60_000, zone };
    case 'pairOut':
      return out === null ? null : { kind: 'instant', at: out * 60_000, zone };
    case 'pairLength':
      return out === null ? null : minutes(out - begin);
    case 'pairDay':
      return { kind: 'day', day };
    case 'pairDoubled':
      return [begin, out].some((at) => at !== null && isDoubled(at * 60_000, zone)) ? text(doubled) : null;
    default:
      return null;
  }
}

/** The wall clock says this time twice that day, so that a file without offsets cannot say which one it was. */
export function isDoubled(at: number, zone: string): boolean {
  const table = zoneDays(zone);
  const minute = Math.floor(at / 60_000);
  const wall = minute + table.offsetAt(minute);
  // An hour is what clocks are set by almost everywhere; half an hour on Lord Howe.
  return [-120, -60, -30, 30, 60, 120].some((by) => minute + by + table.offsetAt(minute + by) === wall);
}

function codeValue({ code, spread }: Row, field: ExportField): Value {
  switch (field) {
    case 'code':
      return code ? text(code.code) : null;
    case 'codeTime':
      return code ? minutes(code.minutes) : null;
    case 'code1':
    case 'code2': {
      const own = spread?.[field === 'code1' ? 0 : 1];
      return own ? text(own.code) : null;
    }
    case 'time1':
    case 'time2': {
      const own = spread?.[field === 'time1' ? 0 : 1];
      return own ? minutes(own.minutes) : null;
    }
    default:
      return null;
  }
}

function dayValue(days: readonly HourDay[], field: ExportField, { language, zone }: ExportContext): Value {
  if (isFigure(field)) return TIMES.has(field) ? minutes(figureOf(field, days)) : count(figureOf(field, days));
  const [day] = days;
  if (!day || days.length > 1) return null;
  const words = wordsOf(language).hoursFile;
  const instant = (at: number | null): Value => (at === null ? null : { kind: 'instant', at: at * 60_000, zone });
  switch (field) {
    case 'date':
      return { kind: 'day', day: day.day };
    case 'weekday':
      return text(words.weekdays[weekdayOfDay(day.day) - 1]!);
    case 'kind':
      return text(words.dayKinds[day.kind]);
    case 'verdict':
      return text(verdictOf(day, words));
    case 'shift':
      return day.shift && text(day.shift.name);
    case 'planStart':
      return instant(day.startsAt);
    case 'planEnd':
      return instant(day.endsAt);
    case 'firstIn':
      return instant(day.firstIn);
    case 'lastOut':
      return instant(day.lastOut);
    case 'flags':
      return text(day.flags.map((flag) => words.flags[flag]).join('; '));
    default:
      return null;
  }
}

/** The verdict, and of somebody who was there what was not as planned. */
function verdictOf(day: HourDay, words: ReturnType<typeof wordsOf>['hoursFile']): string {
  if (day.verdict !== 'present') return words.verdicts[day.verdict];
  const also = [day.late > 0 ? words.late(day.late) : '', day.early > 0 ? words.early(day.early) : ''].filter((w) => w !== '');
  return also.length > 0 ? also.join(', ') : words.verdicts.present;
}
