/** Placeholders of a template's own texts, and days and times as it writes them. */
import { DAY_MINUTES, isoDay, weekdayOfDay, type Day } from '../../domain/hours/days.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { wordsOf } from '../../words/index.ts';
import type { ExportTemplate } from '../../shared/exports.ts';
import type { ExportContext } from './source.ts';

type Written = Pick<ExportContext, 'template' | 'language'>;

export function dayText(day: Day, { template, language }: Written, pattern = template.date): string {
  const [year = '', month = '', date = ''] = isoDay(day).split('-');
  const parts: Readonly<Record<string, string>> = {
    YYYY: year,
    YY: year.slice(2),
    MM: month,
    M: String(Number(month)),
    DD: date,
    D: String(Number(date)),
    ddd: wordsOf(language).hoursFile.weekdays[weekdayOfDay(day) - 1]!,
  };
  return pattern.replace(/YYYY|YY|MM|M|DD|D|ddd/g, (token) => parts[token]!);
}

/** @param seconds since midnight of the wall clock */
export function timeText(seconds: number, { template }: { readonly template: Pick<ExportTemplate, 'time'> }): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  const parts: Readonly<Record<string, string>> = {
    HH: two(h),
    H: String(h),
    hh: two(h % 12 || 12),
    h: String(h % 12 || 12),
    mm: two(m),
    ss: two(s),
    A: h < 12 ? 'AM' : 'PM',
  };
  return template.time.replace(/HH|H|hh|h|mm|ss|A/g, (token) => parts[token]!);
}

/** @param at ms since the epoch */
export function wallOf(at: number, zone: string): { readonly day: Day; readonly seconds: number } {
  const table = zoneDays(zone);
  const { day, minute } = table.wallOf(Math.floor(at / 60_000));
  return { day, seconds: (minute % DAY_MINUTES) * 60 + Math.floor((at % 60_000) / 1000) };
}

/** 'Asia/Shanghai' → 'UTC+08:00' at that instant. */
export function offsetText(at: number, zone: string): string {
  const minutes = zoneDays(zone).offsetAt(Math.floor(at / 60_000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const length = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(length / 60))}:${two(length % 60)}`;
}

/** `{from}` and its like put in; a name that nobody knows stays as it stands. */
export function filled(text: string, context: ExportContext, inName = false, values = context.template.values): string {
  const { period, zone, site, siteId, now } = context;
  const date = (day: Day): string => (inName ? isoDay(day) : dayText(day, context));
  const nowOn = wallOf(now, zone);
  return text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => {
    switch (name) {
      case 'from':
        return date(period.from);
      case 'to':
        return date(period.to);
      case 'month':
        return isoDay(period.from).slice(0, 7);
      case 'zone':
        return zone;
      case 'offset':
        return `UTC${offsetText(now, zone)}`;
      case 'site':
        return site;
      case 'siteId':
        return siteId;
      case 'now':
        return `${date(nowOn.day)} ${timeText(nowOn.seconds, context)}`;
      default:
        // A value may hold placeholders of its own, but no other value.
        return values.length === 0 ? whole : filled(values.find((v) => v.name === name)?.value ?? whole, context, inName, []);
    }
  });
}

const ENDINGS = { delimited: 'csv', xlsx: 'xlsx', attlog: 'dat', 'json-lines': 'jsonl', icalendar: 'ics', pdf: 'pdf' } as const;

/** The file's name: a name of any system, whatever stands in the template. */
export function fileNameOf(context: ExportContext): string {
  const { fileName, format } = context.template;
  const name = filled(fileName, context, true)
    .replace(/[/\\:*?"<>|\u0000-\u001f]+/g, '-')
    .replace(/^[. ]+|[. ]+$/g, '');
  return /\.[a-zA-Z]{2,5}$/.test(name) ? name : `${name || 'lintel'}.${ENDINGS[format]}`;
}
