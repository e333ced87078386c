/** Punches as ZKTeco's terminals write them: number, time, device, state, verification, work code; tabs, CRLF, no BOM. */
import { timeText, wallOf } from './fill.ts';
import { isoDay } from '../../domain/hours/days.ts';
import type { Blocks, ExportContext, ExportPunch, Tally } from './source.ts';

/** By face. */
const VERIFY = 15;
/** Of a punch that says neither, and of none of our doors. */
const UNKNOWN = 255;
const NO_DOOR = 1;
/** What such a file, and the programs that read it, take for a number. */
const NUMBER = /^[\p{L}\p{N}_.-]{1,24}$/u;

export async function* attlogChunks(context: ExportContext, blocks: Blocks, tally: Tally): AsyncGenerator<Uint8Array> {
  const { template } = context;
  for await (const { person, punches, ignored } of blocks) {
    if (ignored > 0) tally.leaveOut('ignored', person.name, ignored);
    const number = template.ids === '' ? person.employeeNumber : person.targetId;
    if (number === null || !NUMBER.test(number)) {
      if (punches.length > 0) tally.leaveOut('no-id', person.name);
      continue;
    }
    tally.row(punches.length);
    if (punches.length > 0) yield Buffer.from(punches.map((punch) => lineOf(number, punch, context)).join(''));
  }
}

function lineOf(number: string, { at, zone, direction, door }: ExportPunch, context: ExportContext): string {
  const { day, seconds } = wallOf(at, zone);
  const time = timeText(seconds, { template: { ...context.template, time: 'HH:mm:ss' } });
  const state = direction === null ? UNKNOWN : direction === 'in' ? 0 : 1;
  return `${[number, `${isoDay(day)} ${time}`, door ?? NO_DOOR, state, VERIFY, 0].join('\t')}\r\n`;
}
