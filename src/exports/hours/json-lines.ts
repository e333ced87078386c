/** A record a line, for programs: minutes as integers, instants as ISO 8601 with their offset. */
import { isoDay, type Minute } from '../../domain/hours/days.ts';
import { offsetText } from './fill.ts';
import type { Blocks, ExportContext, PersonBlock, Tally } from './source.ts';

/** Of the records below; a field that changes its meaning, or goes, raises it. */
export const JSON_SCHEMA = 1;

export async function* jsonChunks(context: ExportContext, blocks: Blocks, tally: Tally): AsyncGenerator<Uint8Array> {
  for await (const block of blocks) {
    const { person, ignored, unreadable } = block;
    if (ignored > 0) tally.leaveOut('ignored', person.name, ignored);
    if (unreadable > 0) tally.leaveOut('unreadable', person.name, unreadable);
    const records = context.template.grain === 'punch' ? punchesOf(block) : daysOf(block, context.zone);
    tally.row(records.length);
    if (records.length > 0) yield Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  }
}

/** @param at ms since the epoch */
function isoAt(at: number, zone: string): string {
  const offset = offsetText(at, zone);
  const minutes = (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)));
  return (
    new Date(at + minutes * 60_000)
      .toISOString()
      .replace('.000Z', '')
      .replace(/\.\d+Z$/, '') + offset
  );
}

function whoOf({ person: { id, employeeNumber, name, department } }: PersonBlock): object {
  return { schema: JSON_SCHEMA, person: { id, employeeNumber, name, department } };
}

function daysOf(block: PersonBlock, zone: string): readonly object[] {
  const instant = (minute: Minute | null): string | null => (minute === null ? null : isoAt(minute * 60_000, zone));
  return block.days
    .filter((day) => day.verdict !== 'not-employed')
    .map((day) => ({
      ...whoOf(block),
      ...day,
      ...{ personId: undefined, closesAt: undefined, zone, day: isoDay(day.day) },
      firstIn: instant(day.firstIn),
      lastOut: instant(day.lastOut),
      startsAt: instant(day.startsAt),
      endsAt: instant(day.endsAt),
    }));
}

function punchesOf(block: PersonBlock): readonly object[] {
  return block.punches.map(({ key, at, zone, direction, door, shiftDay }) => ({
    ...whoOf(block),
    key,
    at: isoAt(at, zone),
    zone,
    direction,
    door,
    day: isoDay(shiftDay),
  }));
}
