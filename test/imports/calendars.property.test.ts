/**
 * Calendars by chance: days, kinds and faults that are known, written in every way that programs write them. What is read is what was meant;
 * what is left out is named by its line; and both together are all of it.
 */
import fc from 'fast-check';
import ical from 'node-ical';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { DaySort, EncodingName, LeftOutReason } from '../../src/shared/imported.ts';
import { createEncoder } from './encode.ts';
import { CHINA, FROM, read } from './read.ts';

/** What an entry means, and how it is written. */
type Meant = {
  readonly first: Temporal.PlainDate;
  readonly days: number;
  readonly title: string;
  readonly sort: DaySort;
  readonly lines: readonly string[];
  /** It is to be left out. */
  readonly fault: LeftOutReason | null;
};

const TITLES: readonly (readonly [string, DaySort])[] = [
  ['春节', 'unsure'],
  ['国庆节', 'unsure'],
  ['元旦放假', 'off'],
  ['春节补班', 'working-day'],
  ['国庆节（班）', 'working-day'],
  ['调休上班', 'working-day'],
  ['国庆节调休', 'unsure'],
  ['情人节', 'unsure'],
  ['半天', 'half'],
  ['法定节假日', 'statutory'],
  ['Special Non-Working Day', 'off'],
  ['Make-up workday', 'working-day'],
  ['Labour Day', 'unsure'],
];
/** No word of these says what the day is: beside a working day they speak against it, as a day off does. */
const UNTOLD = ['春节', '国庆节', 'Labour Day'];
const compact = (d: Temporal.PlainDate): string => d.toString().replaceAll('-', '');
const utc = (d: Temporal.PlainDate, zone: string): string =>
  `${d.toZonedDateTime(zone).withTimeZone('UTC').toPlainDateTime().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}Z`;

/** Ways in which programs write whole days. */
const WAYS: readonly ((first: Temporal.PlainDate, end: Temporal.PlainDate) => readonly string[])[] = [
  (first, end) => [`DTSTART;VALUE=DATE:${compact(first)}`, `DTEND;VALUE=DATE:${compact(end)}`],
  (first, end) => [`DTSTART:${compact(first)}`, `DTEND:${compact(end)}`],
  (first, end) => [`dtstart;value=date;x-a="b:c;d":${compact(first)}`, `dtend;value=date:${compact(end)}`],
  (first, end) => [`DTSTART;VALUE=DATE:${compact(first)}`, `DURATION:P${first.until(end).days}D`],
  (first, end) => [`DTSTART:${compact(first)}T000000`, `DTEND:${compact(end)}T000000`],
  (first, end) => [
    `DTSTART;TZID=China Standard Time:${compact(first)}T000000`,
    `DTEND;TZID=China Standard Time:${compact(end)}T000000`,
  ],
  (first, end) => [`DTSTART:${compact(first)}T000000`, `DTEND:${compact(end.subtract({ days: 1 }))}T235959`],
  (first, end) => [`DTSTART:${utc(first, 'Asia/Shanghai')}`, `DTEND:${utc(end, 'Asia/Shanghai')}`],
  (first, end) => [
    `DTSTART:${utc(first, 'Europe/Berlin')}`,
    `DTEND:${utc(end, 'Europe/Berlin')}`,
    'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
  ],
];
const FAULTS: readonly (readonly [LeftOutReason, readonly string[]])[] = [
  ['cancelled', ['STATUS:CANCELLED']],
  ['rule-unreadable', ['RRULE:FREQ=SOMETIMES']],
  ['rule-endless', ['RRULE:FREQ=DAILY']],
  ['two-starts', ['DTSTART;VALUE=DATE:20300303']],
  ['bad-date', ['RDATE;VALUE=DATE:20261399']],
];
const NOISE: readonly (readonly string[])[] = [
  [],
  ['TRANSP:TRANSPARENT', 'CLASS:PUBLIC'],
  ['BEGIN:VALARM', 'DTSTART:nonsense', 'TRIGGER:-PT60M', 'END:VALARM'],
  ['LOCATION', 'x', ';;;', 'X-UNKNOWN;A=1:\\n\\,'],
  ['SEQUENCE:0', 'RRULE:'],
];

const entry: fc.Arbitrary<Meant> = fc
  .record({
    offset: fc.integer({ min: 0, max: 1000 }),
    days: fc.integer({ min: 1, max: 9 }),
    title: fc.constantFrom(...TITLES),
    way: fc.constantFrom(...WAYS),
    fault: fc.option(fc.constantFrom(...FAULTS), { freq: 4 }),
    noise: fc.constantFrom(...NOISE),
    uid: fc.constantFrom('a', 'b', 'c'),
  })
  .map(({ offset, days, title: [title, sort], way, fault, noise, uid }) => {
    const first = Temporal.PlainDate.from(FROM).add({ days: offset });
    const lines = [
      `UID:${uid}`,
      ...way(first, first.add({ days })),
      ...noise,
      `SUMMARY;LANGUAGE=zh-CN:${title}`,
      ...(fault?.[1] ?? []),
    ];
    return { first, days, title, sort, lines, fault: fault?.[0] ?? null };
  });

type Written = {
  readonly encoding: EncodingName;
  readonly mark: boolean;
  readonly end: string;
  /** After how many bytes lines are folded; 0 = never. */
  readonly fold: number;
  readonly split: boolean;
};
const written: fc.Arbitrary<Written> = fc.record({
  encoding: fc.constantFrom('utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'gb18030'),
  mark: fc.boolean(),
  end: fc.constantFrom('\r\n', '\n', '\r'),
  fold: fc.constantFrom(0, 0, 20, 21, 22, 75),
  split: fc.boolean(),
});

/** The bytes, and the line of the file that each entry begins on. */
function write(entries: readonly Meant[], how: Written): { readonly bytes: Uint8Array; readonly at: readonly number[] } {
  const wide = how.encoding.startsWith('utf-16');
  const encode = createEncoder(how.encoding);
  const unit = wide ? 2 : 1;
  const chunks: Uint8Array[] = how.mark && how.encoding !== 'gb18030' ? [encode('\uFEFF')] : [];
  let line = 0;
  const put = (text: string): number => {
    const begun = (line += 1);
    let rest = encode(text);
    while (how.fold > 0 && rest.length > how.fold * unit) {
      chunks.push(rest.slice(0, how.fold * unit), encode(`${how.end} `));
      rest = rest.slice(how.fold * unit);
      line += 1;
    }
    chunks.push(rest, encode(how.end));
    return begun;
  };
  const at: number[] = [];
  put('BEGIN:VCALENDAR');
  put('VERSION:2.0');
  entries.forEach(({ lines }, i) => {
    if (how.split && i > 0 && i % 2 === 0) ['END:VCALENDAR', 'BEGIN:VCALENDAR', 'PRODID:-//another//'].forEach(put);
    at.push(put('BEGIN:VEVENT'));
    lines.forEach(put);
    put('END:VEVENT');
  });
  put('END:VCALENDAR');
  return { bytes: new Uint8Array(Buffer.concat(chunks)), at };
}

test('what is read is what was meant, in whatever way it is written; the rest is named', () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 12 }), written, (entries, how) => {
      const { bytes, at } = write(entries, how);
      const file = read(bytes);
      expect(file.text.unreadable).toBe(0);
      expect(file.entries).toBe(entries.length);
      expect(file.entries).toBe(file.taken + file.leftOut.length);
      const faults = entries.flatMap((one, i) => (one.fault ? [[at[i], one.title, one.fault]] : []));
      expect(file.leftOut.map((l) => [l.at, l.name, l.reason])).toEqual(faults);

      const meant = new Map<string, Meant[]>();
      for (const one of entries.filter((e) => e.fault === null))
        for (let i = 0; i < one.days; i++) {
          const date = one.first.add({ days: i }).toString();
          meant.set(date, [...(meant.get(date) ?? []), one]);
        }
      expect(file.days.map((d) => d.date)).toEqual([...meant.keys()].sort());
      for (const day of file.days) {
        const sorts = new Set(meant.get(day.date)?.map((one) => one.sort));
        if (sorts.size === 1) expect([day.date, day.sort]).toEqual([day.date, [...sorts][0]]);
        expect(day.tick).toBe(day.sort !== 'unsure' && day.sort !== 'half');
        // Two that differ never come out as a working day that is ticked.
        const off = sorts.has('off') || meant.get(day.date)?.some((one) => UNTOLD.includes(one.title));
        if (sorts.size > 1 && off) expect(day.sort === 'working-day').toBe(false);
      }
    }),
    { numRuns: 150 },
  );
}, 120_000);

test('of honest calendars node-ical finds the same days', () => {
  const plain = entry.map((one) => ({
    ...one,
    lines: [...(WAYS[0]?.(one.first, one.first.add({ days: one.days })) ?? []), `SUMMARY:${one.title}`],
  }));
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 12 }), (entries) => {
      const text = [
        'BEGIN:VCALENDAR',
        ...entries.flatMap((e, i) => ['BEGIN:VEVENT', `UID:${i}`, ...e.lines, 'END:VEVENT']),
        'END:VCALENDAR',
      ].join('\r\n');
      const theirs = new Set<string>();
      for (const one of Object.values(ical.sync.parseICS(text))) {
        if (one?.type !== 'VEVENT' || !(one.start instanceof Date) || !(one.end instanceof Date)) continue;
        const iso = (d: Date) => new Temporal.PlainDate(d.getFullYear(), d.getMonth() + 1, d.getDate());
        for (let day = iso(one.start); Temporal.PlainDate.compare(day, iso(one.end)) < 0; day = day.add({ days: 1 }))
          theirs.add(day.toString());
      }
      expect(read(text, { site: CHINA }).days.map((d) => d.date)).toEqual([...theirs].sort());
    }),
  );
}, 60_000);
