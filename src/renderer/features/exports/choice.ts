import type { TFunction } from 'i18next';
import { dayNumber, isoDay, minuteAt } from '../../../domain/hours/days.ts';
import { firstDayOf, lastDayOf, monthOf } from '../../../domain/hours/balance.ts';
import { zoneDays } from '../../../domain/hours/zone-days.ts';
import type { KeyedTemplate } from '../../../shared/calls/exports.ts';
import type { ExportPeriod } from '../../../shared/exports.ts';

/** What is to be made: which template, of which days (ISO), of whom. */
export type Choice = {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** null = everybody. */
  readonly department: string | null;
};

/** The calendar month before the one that it is at the site. */
export function lastMonth(timeZone: string, now = Date.now()): Pick<Choice, 'from' | 'to'> {
  const month = monthOf(zoneDays(timeZone).wallOf(minuteAt(now)).day) - 1;
  return { from: isoDay(firstDayOf(month)), to: isoDay(lastDayOf(month)) };
}

export function thisMonth(timeZone: string, now = Date.now()): Pick<Choice, 'from' | 'to'> {
  const { day } = zoneDays(timeZone).wallOf(minuteAt(now));
  return { from: isoDay(firstDayOf(monthOf(day))), to: isoDay(lastDayOf(monthOf(day))) };
}

export const periodOf = ({ from, to }: Choice): ExportPeriod => ({ from: dayNumber(from), to: dayNumber(to) });

/** Templates that Lintel brings have names in both languages where they are not a program's own. */
export function nameOf({ key, template }: KeyedTemplate, t: TFunction<'exports'>): string {
  const own = t('names', { returnObjects: true }) as unknown as Readonly<Record<string, string>>;
  return own[key] ?? template.name;
}

/** What is to be known of it before its file is taken anywhere. */
export function noteOf({ key, template }: KeyedTemplate, t: TFunction<'exports'>, zone: string): string {
  const notes = t('notes', { returnObjects: true }) as unknown as Readonly<Record<string, string>>;
  return (template.note || (notes[key] ?? '')).replaceAll('{zone}', zone);
}
