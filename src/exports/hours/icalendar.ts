/** What people have to work, for their calendars (RFC 5545): times in UTC, a shift's UID the same in each file. */
import { isoDay, type Day, type Minute } from '../../domain/hours/days.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import { wordsOf } from '../../words/index.ts';
import type { Blocks, ExportContext, ExportPerson, Tally } from './source.ts';

/** Octets of a line, its break not counted. */
const LONGEST = 75;

export async function* icalendarChunks(context: ExportContext, blocks: Blocks, tally: Tally): AsyncGenerator<Uint8Array> {
  yield lines('BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Lintel//Hours//EN', 'CALSCALE:GREGORIAN');
  for await (const { person, days } of blocks) {
    for (const day of days) {
      const event = eventOf(person, day, context);
      if (event === null) continue;
      tally.row();
      yield lines('BEGIN:VEVENT', ...event, 'END:VEVENT');
    }
  }
  yield lines('END:VCALENDAR');
}

function eventOf(person: ExportPerson, day: HourDay, { siteId, now, language }: ExportContext): readonly string[] | null {
  const off = day.verdict === 'leave';
  if (!off && (day.startsAt === null || day.endsAt === null)) return null;
  const words = wordsOf(language).hoursFile;
  return [
    `UID:${siteId}-${person.id}-${day.day}@lintel`,
    `DTSTAMP:${utc(Math.floor(now / 60_000))}`,
    ...(off
      ? [`DTSTART;VALUE=DATE:${date(day.day)}`, `DTEND;VALUE=DATE:${date(day.day + 1)}`]
      : [`DTSTART:${utc(day.startsAt!)}`, `DTEND:${utc(day.endsAt!)}`]),
    `SUMMARY:${escaped(`${off ? words.verdicts.leave : (day.shift?.name ?? '')} · ${person.name}`)}`,
  ];
}

const date = (day: Day): string => isoDay(day).replaceAll('-', '');
const utc = (minute: Minute): string => new Date(minute * 60_000).toISOString().replace(/[-:]|\.\d+/g, '');

/** TEXT of RFC 5545, 3.3.11. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');

const lines = (...all: readonly string[]): Uint8Array => Buffer.from(all.map((line) => `${folded(line)}\r\n`).join(''));

/** Folded between letters, so that no octet of one stands in the next line (3.1). */
export function folded(line: string): string {
  let out = '';
  let octets = 0;
  for (const letter of line) {
    const more = Buffer.byteLength(letter);
    if (octets + more > LONGEST) {
      out += '\r\n ';
      octets = 1;
    }
    out += letter;
    octets += more;
  }
  return out;
}
