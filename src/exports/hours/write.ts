/** One file of hours, whatever its format: rows as they come, bytes as they go, and what came of it. */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { FileFormat, LeftOut } from '../../shared/exports.ts';
import { attlogChunks } from './attlog.ts';
import { headText, rowText } from './delimited.ts';
import { BOM, encode, lacking } from './encode.ts';
import { icalendarChunks } from './icalendar.ts';
import { jsonChunks } from './json-lines.ts';
import { placed, rowsOf } from './rows.ts';
import { sheetChunks } from './sheet.ts';
import type { Blocks, ExportContext, People, PersonBlock, Tally } from './source.ts';

export type FormatWriter = (context: ExportContext, people: People, tally: Tally) => AsyncGenerator<Uint8Array>;

export type Written = {
  readonly rows: number;
  readonly people: number;
  readonly leftOut: readonly LeftOut[];
  readonly bytes: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
};

const WRITERS: Readonly<Record<FileFormat, FormatWriter>> = {
  delimited: (context, people, tally) => delimitedChunks(context, people(), tally),
  xlsx: sheetChunks,
  attlog: (context, people, tally) => attlogChunks(context, people(), tally),
  'json-lines': (context, people, tally) => jsonChunks(context, people(), tally),
  icalendar: (context, people, tally) => icalendarChunks(context, people(), tally),
  // Main shows previews by the writers above; the fonts and the drawing are the exporter's alone.
  async *pdf(context, people, tally) {
    yield* (await import('./pdf.ts')).pdfChunks(context, people(), tally);
  },
};

const NAMED = 20;

/** @param take is given every piece of the file in order; what it throws ends the writing */
export async function writeHours(
  context: ExportContext,
  read: People,
  take: (bytes: Uint8Array) => Promise<void> | void,
): Promise<Written> {
  let [rows, people, bytes, passes] = [0, 0, 0, 0];
  const left = new Map<LeftOut['why'], { count: number; of: Set<string> }>();
  const tally: Tally = {
    row(count = 1) {
      rows += count;
    },
    leaveOut(why, of, count = 1) {
      const so = left.get(why) ?? { count: 0, of: new Set() };
      so.count += count;
      if (so.of.size < NAMED) so.of.add(of);
      left.set(why, so);
    },
  };
  async function* counted(): AsyncGenerator<PersonBlock> {
    const isFirst = passes++ === 0;
    for await (const block of read()) {
      if (isFirst) people++;
      yield block;
    }
  }
  const hash = createHash('sha256');
  for await (const chunk of WRITERS[context.template.format](context, counted, tally)) {
    hash.update(chunk);
    bytes += chunk.length;
    await take(chunk);
  }
  const leftOut = [...left].map(([why, { count, of }]) => ({ why, count, of: [...of] }));
  return { rows, people, leftOut, bytes, hash: hash.digest('hex') };
}

const ROWS_AT_ONCE = 500;

async function* delimitedChunks(context: ExportContext, blocks: Blocks, tally: Tally): AsyncGenerator<Uint8Array> {
  const { template } = context;
  const columns = placed(context);
  if (template.encoding === 'utf-8-bom') yield BOM;
  let waiting = headText(columns, context);
  let held = 0;
  for await (const block of blocks) {
    for (const row of rowsOf(block, template, tally.leaveOut)) {
      const text = rowText(row, columns, context);
      const letters = lacking(text, template.encoding);
      if (letters.length > 0) {
        tally.leaveOut('no-letters', `${block.person.name} (${letters.join('')})`);
        continue;
      }
      tally.row();
      waiting += text;
      if (++held < ROWS_AT_ONCE) continue;
      yield encode(waiting, template.encoding);
      [waiting, held] = ['', 0];
      await setImmediate();
    }
  }
  yield encode(waiting, template.encoding);
}
