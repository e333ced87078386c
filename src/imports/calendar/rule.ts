/**
 * The days of a rule (RFC 5545, 3.3.10), in a window. rrule-temporal works them out; here a rule is read, held to what holidays do, and a
 * part that would multiply days by thousands refused by its name before anything is worked out.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Unreadable } from './event.ts';
import { dayBounds } from '../../domain/time/instants.ts';
import { addDays } from '../../domain/time/wall-clock.ts';
import { momentOf, wallOf, type Zones } from './moment.ts';

export type Window = { readonly from: string; readonly to: string };

const KNOWN = [
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'WKST',
  'BYMONTH',
  'BYMONTHDAY',
  'BYDAY',
  'BYYEARDAY',
  'BYWEEKNO',
  'BYSETPOS',
];
/** Parts of a rule that no holiday has. One value each changes no day. */
const TIMES_OF_DAY = ['BYHOUR', 'BYMINUTE', 'BYSECOND'];
const MOST_TIMES = 400;
const LONGEST_INTERVAL = 100;
/** What comes more often in some years is an appointment. */
const MOST_DAYS = 250;
const STEPS = 5_000;
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  BYMONTH: [1, 12],
  BYMONTHDAY: [-31, 31],
  BYYEARDAY: [-366, 366],
  BYWEEKNO: [-53, 53],
  BYSETPOS: [-366, 366],
};

const unreadable = (detail: string): Unreadable => ({ reason: 'rule-unreadable', detail: detail.slice(0, 60) });

/**
 * ISO days in order; the first day itself only where the rule has it.
 * @param start its first day
 */
export function daysOfRule(rule: string, start: string, window: Window, zones: Zones): readonly string[] | Unreadable {
  const parts = partsOf(rule);
  if (!(parts instanceof Map)) return parts;
  const refused = refusedPart(parts);
  if (refused) return { reason: 'rule-refused', detail: refused };
  const frequency = parts.get('FREQ') ?? '';
  if (/^(DAILY|WEEKLY)$/.test(frequency) && !parts.has('COUNT') && !parts.has('UNTIL'))
    return { reason: 'rule-endless', detail: frequency };
  const until = parts.get('UNTIL');
  if (until !== undefined) {
    const day = untilDay(until, zones);
    if (day === null) return unreadable(`UNTIL=${until}`);
    parts.set('UNTIL', day.replaceAll('-', ''));
  }
  try {
    const days = [...new Set(split(parts).flatMap((one) => expand(one, start, window)))].sort();
    return days.length > MOST_DAYS ? { reason: 'rule-endless', detail: frequency } : days;
  } catch {
    return unreadable(rule);
  }
}

function partsOf(rule: string): Map<string, string> | Unreadable {
  const parts = new Map<string, string>();
  for (const part of rule.split(';')) {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
    const key = name.toUpperCase();
    if (part.trim() === '' || key.startsWith('X-')) continue;
    if (parts.has(key) || !(KNOWN.includes(key) || TIMES_OF_DAY.includes(key))) return unreadable(key === '' ? rule : part);
    parts.set(key, value.toUpperCase());
  }
  if (!/^(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY|SECONDLY)$/.test(parts.get('FREQ') ?? '')) return unreadable(rule);
  for (const [key, [least, most]] of Object.entries(RANGES)) {
    const value = parts.get(key);
    if (value === undefined) continue;
    const fits = value
      .split(',')
      .every((n) => /^[+-]?\d{1,3}$/.test(n) && Number(n) !== 0 && Number(n) >= least && Number(n) <= most);
    if (!fits) return unreadable(`${key}=${value}`);
  }
  const days = parts.get('BYDAY');
  if (days !== undefined) {
    // "4TH" is Thursday; "+1MO" is legal.
    if (!days.split(',').every((day) => /^([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)$/.test(day))) return unreadable(`BYDAY=${days}`);
    parts.set('BYDAY', days.replaceAll('+', ''));
  }
  for (const key of ['COUNT', 'INTERVAL']) {
    const value = parts.get(key);
    if (value !== undefined && !(/^\d{1,12}$/.test(value) && Number(value) > 0)) return unreadable(`${key}=${value}`);
  }
  return parts;
}

/** The part of a rule for which it is not worked out at all; null = an honest one. Takes out what changes nothing. */
function refusedPart(parts: Map<string, string>): string | null {
  if (/^(HOURLY|MINUTELY|SECONDLY)$/.test(parts.get('FREQ') ?? '')) return 'FREQ';
  for (const name of TIMES_OF_DAY) {
    if (parts.get(name)?.includes(',')) return name;
    parts.delete(name);
  }
  if (Number(parts.get('COUNT') ?? 0) > MOST_TIMES) return 'COUNT';
  return Number(parts.get('INTERVAL') ?? 1) > LONGEST_INTERVAL ? 'INTERVAL' : null;
}

/** The last day. Midnight and the last second of a day are written for that day, in whatever zone; other times are the zone's. */
function untilDay(until: string, zones: Zones): string | null {
  const moment = momentOf(until);
  if (!moment) return null;
  return moment.seconds === null || moment.seconds === 0 || moment.seconds >= 86_340 ? moment.date : wallOf(moment, zones).date;
}

/**
 * "Mondays and the last Friday" as two rules: rrule-temporal drops the plain ones beside numbered ones. Where something counts across both
 * that cannot be done.
 */
function split(parts: ReadonlyMap<string, string>): readonly ReadonlyMap<string, string>[] {
  const days = (parts.get('BYDAY') ?? '').split(',');
  const [numbered, plain] = [days.filter((day) => day.length > 2), days.filter((day) => day.length === 2)];
  if (numbered.length === 0 || plain.length === 0) return [parts];
  if (parts.has('COUNT') || parts.has('BYSETPOS')) throw new Error('both kinds of days, counted');
  return [numbered, plain].map((some) => new Map([...parts, ['BYDAY', some.join(',')]]));
}

function expand(parts: ReadonlyMap<string, string>, start: string, { from, to }: Window): string[] {
  const text = [...parts].map(([name, value]) => `${name}=${value}`).join(';');
  const rule = new RRuleTemporal({
    rruleString: `DTSTART;VALUE=DATE:${start.replaceAll('-', '')}\nRRULE:${text}`,
    maxIterations: STEPS,
    maxCandidateEvaluations: STEPS * 10,
    temporal: Temporal,
    cache: false,
  });
  const at = (day: string) => new Date(dayBounds(day, 'UTC').from);
  return rule
    .between(at(from < start ? start : from), at(addDays(to, 1)), true)
    .map((one) => one.toString().slice(0, 10))
    .filter((day) => day <= to);
}
