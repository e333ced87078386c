/** A day and each of its punches in words. */
import type { TFunction } from 'i18next';
import { isoDay } from '../../../domain/hours/days.ts';
import { zoneDays } from '../../../domain/hours/zone-days.ts';
import type { DayDetail, DetailPunch } from '../../../shared/hours-detail.ts';
import type { Format } from '../../base/format.ts';
import { hoursText, signedHours } from '../hours.ts';
import { changesOf, rangeOf, type ClockChange } from './geometry.ts';

export type DayWords = {
  /** 08:57; of another local day with that day's name before it. */
  readonly time: (minute: number) => string;
  /** 08:57, whatever day. */
  readonly clock: (minute: number) => string;
  readonly span: (span: { readonly from: number; readonly to: number }) => string;
  /** Why the punch stands where it does, a sentence a code. */
  readonly punch: (punch: DetailPunch) => readonly string[];
  /** 08:57 IN */
  readonly name: (punch: DetailPunch) => string;
  /** Shift, window and version: what the plan is, and why. */
  readonly plan: () => readonly string[];
  /** What the clocks do then, and which hour is left out, or comes twice. */
  readonly change: (change: ClockChange) => string;
  /** The day in a sentence or three, for whoever does not see the picture. */
  readonly summary: () => string;
};

type T = TFunction<['hoursDay', 'common']>;

export function dayWords(t: T, format: Format, detail: DayDetail): DayWords {
  const zone = zoneDays(detail.zone);
  const time = (minute: number): string => {
    const wall = zone.wallOf(minute);
    const clock = clockOf(wall.minute);
    if (wall.day === detail.day) return clock;
    return wall.day === detail.day + 1 && wall.minute === 0
      ? '24:00'
      : t('hoursDay:onDay', { day: format.dayOf(isoDay(wall.day)), time: clock });
  };
  const span = ({ from, to }: { from: number; to: number }): string => t('hoursDay:fromTo', { from: time(from), to: time(to) });
  const name = ({ minute, direction }: DetailPunch): string =>
    t(direction === null ? 'hoursDay:punch.neither' : `hoursDay:punch.${direction}`, { time: time(minute) });
  const words = { time, span, name, clock: (minute: number): string => clockOf(zone.wallOf(minute).minute) };
  return {
    ...words,
    punch: ({ codes }) => codes.map((code) => codeText(t, format, detail, code, words)),
    plan: () => planText(t, format, detail, span),
    change: (of) => changeText(t, of),
    summary: () => summaryOf(t, detail, words),
  };
}

/** @param minute since midnight */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

type Said = Pick<DayWords, 'time' | 'span' | 'name'>;

function codeText(t: T, format: Format, detail: DayDetail, code: DetailPunch['codes'][number], { time, span }: Said): string {
  const { window } = detail.plan;
  switch (code.code) {
    case 'in-window':
      return window ? t('hoursDay:code.in-window', { window: span(window) }) : t('hoursDay:code.given');
    case 'moved-by-parity':
      return t('hoursDay:code.moved-by-parity', { day: format.dayOf(isoDay(code.from)) });
    case 'runs-across':
      return t('hoursDay:code.runs-across', { time: time(code.at) });
    case 'repeat-of': {
      const of = detail.punches.find((p) => p.punch.key === code.key);
      return of ? t('hoursDay:code.repeat-of', { time: time(of.minute) }) : t('hoursDay:code.repeat');
    }
    case 'rival':
      return t('hoursDay:code.rival', { day: format.dayOf(isoDay(code.day)), window: span(code.window) });
    case 'direction-from':
      return t(`hoursDay:code.direction-from.${code.by}`);
    case 'rounded':
      return t('hoursDay:code.rounded', { from: time(code.from), to: time(code.to) });
    case 'early-not-counted':
      return t('hoursDay:code.early-not-counted', { minutes: hoursText(code.minutes) });
    case 'ambiguous-hour':
      return t(`hoursDay:code.ambiguous-hour.${code.pass}`);
    case 'other-zone':
      return t('hoursDay:code.other-zone', { zone: code.zone });
    case 'imported':
      return t('hoursDay:code.imported', { line: code.key.slice(1) });
    default:
      return t(`hoursDay:code.${code.code}`);
  }
}

function planText(t: T, format: Format, { plan, origin, planned }: DayDetail, span: Said['span']): readonly string[] {
  const out: string[] = [];
  if (plan.shift) {
    out.push(t('hoursDay:plan.shift', { shift: plan.shift.name, times: plan.segments.map(span).join(', ') }));
    out.push(t('hoursDay:plan.planned', { hours: hoursText(planned) }));
  } else out.push(t(`hoursDay:plan.none.${plan.employed ? plan.kind : 'not-employed'}`));
  if (plan.half) out.push(t('hoursDay:plan.half'));
  if (plan.window) out.push(t('hoursDay:plan.window', { window: span(plan.window) }));
  for (const b of plan.breaks) out.push(t(b.paid ? 'hoursDay:plan.paidBreak' : 'hoursDay:plan.break', { times: span(b) }));
  out.push(
    origin.pattern === null
      ? t(`hoursDay:plan.by.${origin.by}`)
      : t('hoursDay:plan.byPattern', { by: t(`hoursDay:plan.by.${origin.by}`), pattern: origin.pattern }),
  );
  if (origin.holiday) out.push(t(`hoursDay:plan.holiday.${origin.holiday.kind}`, { name: origin.holiday.name }));
  const since = (day: number): string => format.dayOf(isoDay(day));
  const date = (day: number): string => (day > 0 ? isoDay(day) : '');
  if (origin.shiftFrom !== null && origin.shiftFrom > 0)
    out.push(t('hoursDay:plan.shiftVersion', { day: `${since(origin.shiftFrom)} (${date(origin.shiftFrom)})` }));
  out.push(
    origin.ruleFrom > 0
      ? t('hoursDay:plan.ruleVersion', { day: `${since(origin.ruleFrom)} (${date(origin.ruleFrom)})` })
      : t('hoursDay:plan.ruleFirst'),
  );
  return out;
}

/** Days that a zone leaves out or has twice are more than an hour's name says. */
function changeText(t: T, { by, wall }: ClockChange): string {
  const how = by > 0 ? 'forward' : 'back';
  return Math.abs(by) < 1440 && wall.from >= 0
    ? t(`hoursDay:change.${how}`, { from: clockOf(wall.from), to: clockOf(wall.to) })
    : t(`hoursDay:change.${how}By`, { by: signedHours(by) });
}

function summaryOf(t: T, detail: DayDetail, { span, name }: Said): string {
  const { plan, pairs, punches, bounds } = detail;
  const list = (all: readonly string[]): string => all.join(', ');
  const hours = (bounds.to - bounds.from) / 60;
  return [
    plan.segments.length > 0
      ? t('hoursDay:summary.planned', { times: list(plan.segments.map(span)) })
      : t(`hoursDay:plan.none.${plan.employed ? plan.kind : 'not-employed'}`),
    pairs.length > 0
      ? t('hoursDay:summary.present', { times: list(pairs.map((p) => span({ from: p.in, to: p.out }))) })
      : t('hoursDay:summary.notPresent'),
    punches.length > 0 ? t('hoursDay:summary.punches', { punches: list(punches.map(name)) }) : t('hoursDay:summary.noPunch'),
    ...(hours === 24 ? [] : [t('hoursDay:summary.hours', { count: hours })]),
    ...changesOf(detail.zone, rangeOf(detail)).map((change) => t('hoursDay:summary.change', { change: changeText(t, change) })),
  ].join(' ');
}
