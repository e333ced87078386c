/** Timesheets as PDF: pages of A4 for each person, with lines to sign. Text is text, in Chinese as well: it can be selected, searched and copied. */
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { loadFonts, type Fonts, type Weight } from './fonts.ts';
import type { Blocks, ExportContext, Tally } from './source.ts';
import { timesheetOf, type TableOf, type Timesheet } from './timesheet.ts';

/** Points. */
const PAGE = { width: 595.28, height: 841.89, side: 36, top: 36, bottom: 48 };
const WIDTH = PAGE.width - 2 * PAGE.side;
const SIZE = 8;
const LINE = 10;
const PAD = 1.5;
const GAP = 8;
/** Shares of the width. */
const DAY_COLUMNS = [20, 15, 8.5, 8.5, 8, 7, 7.5, 8, 17.5];
const CORRECTION_COLUMNS = [13, 37, 28, 22];
const INK = '#1a1a1a';
const DIM = '#666666';
const RULE = '#b0b0b0';

type Doc = InstanceType<typeof PDFDocument>;
/** What is drawn at one height of a page, and never across two. `again`: drawn anew at the top of the next page. */
type Strip = { readonly height: number; readonly draw: (y: number) => void; readonly again?: Strip };

export async function* pdfChunks(context: ExportContext, blocks: Blocks, tally: Tally): AsyncGenerator<Uint8Array> {
  const fonts = await loadFonts();
  const doc = openDocument(context, fonts);
  let people = 0;
  for await (const block of blocks) {
    const { person, unreadable } = block;
    if (unreadable > 0) tally.leaveOut('unreadable', person.name, unreadable);
    const sheet = timesheetOf(block, context);
    if (sheet === null) continue;
    people++;
    const pen = penOf(doc, fonts, (letter) => tally.leaveOut('no-glyph', `${person.name}: ${codeOf(letter)} ${letter}`));
    drawPerson(doc, pen, sheet);
    tally.row(sheet.days.rows.length);
    const bytes = doc.read() as Uint8Array | null;
    if (bytes !== null) yield bytes;
    await setImmediate();
  }
  // A file without a page is none that a reader opens.
  if (people === 0) doc.addPage();
  doc.end();
  for (;;) {
    const bytes = doc.read() as Uint8Array | null;
    if (bytes !== null) yield bytes;
    else if (doc.readableEnded) return;
    else await Promise.race([once(doc, 'readable'), once(doc, 'end')]);
  }
}

function openDocument({ language, site, period, now, template }: ExportContext, fonts: Fonts): Doc {
  const doc = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    lang: language,
    pdfVersion: '1.7',
    info: {
      Title: `${template.name} ${site} ${period.from}-${period.to}`,
      Producer: 'Lintel',
      Creator: 'Lintel',
      CreationDate: new Date(now),
    },
  });
  for (const [name, file] of fonts.files) doc.registerFont(name, file);
  return doc;
}

/** 'U+20BB7'. */
const codeOf = (letter: string): string => `U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

type Style = { readonly weight?: Weight; readonly size?: number; readonly color?: string };
type Pen = {
  /** The lines that a text comes to in a width. */
  lines(text: string, width: number, style?: Style): readonly string[];
  put(text: string, x: number, y: number, style?: Style): void;
};

/** @param lacks is told each letter that no font has, once; its code stands in its place */
function penOf(doc: Doc, fonts: Fonts, lacks: (letter: string) => void): Pen {
  const told = new Set<string>();
  function shown(text: string): string {
    return Array.from(text.toWellFormed().replace(/[\p{White_Space}\p{Cc}]+/gu, ' '))
      .map((letter) => {
        if (fonts.has(letter)) return letter;
        if (!told.has(letter)) lacks(letter);
        told.add(letter);
        return `[${codeOf(letter)}]`;
      })
      .join('');
  }
  function widthOf(text: string, { weight = 'normal', size = SIZE }: Style): number {
    return fonts.runs(text, weight).reduce((all, run) => all + doc.font(run.font, size).widthOfString(run.text), 0);
  }
  return {
    lines(raw, width, style = {}) {
      const lines = [''];
      // Between words, and between any two letters where there are none: Chinese.
      for (const piece of shown(raw).match(/[\u0021-\u1fff]+ ?|./gsu) ?? [])
        for (const part of widthOf(piece, style) > width ? Array.from(piece) : [piece]) {
          const longer = lines.at(-1)! + part;
          if (lines.at(-1) === '' || widthOf(longer.trimEnd(), style) <= width) lines[lines.length - 1] = longer;
          else lines.push(part);
        }
      return lines.map((line) => line.trim());
    },
    put(raw, x, y, style = {}) {
      const { weight = 'normal', size = SIZE, color = INK } = style;
      let at = x;
      for (const { font, text } of fonts.runs(shown(raw), weight)) {
        doc.font(font, size).fillColor(color).text(text, at, y, { lineBreak: false, baseline: 'alphabetic' });
        at += doc.widthOfString(text);
      }
    },
  };
}

function drawPerson(doc: Doc, pen: Pen, sheet: Timesheet): void {
  const pages = pagesOf(stripsOf(doc, pen, sheet));
  pages.forEach((strips, i) => {
    doc.addPage();
    if (i === 0) doc.outline.addItem(sheet.person);
    let y = PAGE.top;
    for (const { draw, height } of strips) {
      draw(y);
      y += height;
    }
    const foot = PAGE.height - 28;
    pen.put(`${sheet.person} · ${sheet.made}`, PAGE.side, foot, { color: DIM, size: 7 });
    pen.put(sheet.page(i + 1, pages.length), PAGE.width - PAGE.side - 70, foot, { color: DIM, size: 7 });
  });
}

function pagesOf(strips: readonly Strip[]): readonly (readonly Strip[])[] {
  const room = PAGE.height - PAGE.top - PAGE.bottom;
  const pages: Strip[][] = [[]];
  let left = room;
  for (const strip of strips) {
    if (strip.height > left) {
      pages.push(strip.again ? [strip.again] : []);
      left = room - (strip.again?.height ?? 0);
    }
    pages.at(-1)!.push(strip);
    left -= strip.height;
  }
  return pages;
}

function stripsOf(doc: Doc, pen: Pen, sheet: Timesheet): readonly Strip[] {
  const { title, facts, days, sums, totals, corrections, correctionsTitle } = sheet;
  return [
    textStrip(pen, title, { weight: 'bold', size: 15 }, 24),
    ...pairsStrips(pen, facts),
    gap,
    ...tableStrips(doc, pen, days, DAY_COLUMNS),
    rowStrip(doc, pen, sums, DAY_COLUMNS, 'bold'),
    gap,
    ...pairsStrips(pen, totals),
    ...(corrections === null
      ? []
      : [
          gap,
          textStrip(pen, correctionsTitle, { weight: 'bold', size: 10 }, 16),
          ...tableStrips(doc, pen, corrections, CORRECTION_COLUMNS),
        ]),
    signStrip(doc, pen, sheet),
  ];
}

const gap: Strip = { height: GAP, draw: () => undefined };

const textStrip = (pen: Pen, text: string, style: Style, height: number): Strip => ({
  height,
  draw: (y) => pen.put(text, PAGE.side, y + (style.size ?? SIZE), style),
});

/** Labels with their values, three beside each other. */
function pairsStrips(pen: Pen, pairs: readonly (readonly [string, string])[]): readonly Strip[] {
  const [across, own] = [3, WIDTH / 3];
  return Array.from({ length: Math.ceil(pairs.length / across) }, (_, row): Strip => {
    const cells = pairs.slice(row * across, (row + 1) * across).map(([label, value]) => ({
      label: pen.lines(label, own * 0.34),
      value: pen.lines(value, own * 0.62, { weight: 'bold' }),
    }));
    const height = Math.max(...cells.map(({ label, value }) => Math.max(label.length, value.length))) * LINE + PAD;
    return {
      height,
      draw: (y) =>
        cells.forEach(({ label, value }, i) => {
          const x = PAGE.side + i * own;
          putLines(pen, label, x, y, { color: DIM });
          putLines(pen, value, x + own * 0.36, y, { weight: 'bold' });
        }),
    };
  });
}

const putLines = (pen: Pen, lines: readonly string[], x: number, y: number, style: Style): void =>
  lines.forEach((line, i) => pen.put(line, x, y + i * LINE + SIZE, style));

function tableStrips(doc: Doc, pen: Pen, { header, rows }: TableOf, shares: readonly number[]): readonly Strip[] {
  const head = rowStrip(doc, pen, header, shares, 'bold');
  return [head, ...rows.map((row): Strip => ({ ...rowStrip(doc, pen, row, shares, 'normal'), again: head }))];
}

/** As high as its longest cell needs, with a line beneath. */
function rowStrip(doc: Doc, pen: Pen, cells: readonly string[], shares: readonly number[], weight: Weight): Strip {
  const widths = shares.map((share) => (share * WIDTH) / 100);
  const lines = cells.map((cell, i) => pen.lines(cell, widths[i]! - 2 * PAD, { weight }));
  const height = Math.max(...lines.map((own) => own.length)) * LINE + 2 * PAD;
  return {
    height,
    draw(y) {
      let x = PAGE.side;
      lines.forEach((own, i) => {
        putLines(pen, own, x + PAD, y + PAD, { weight });
        x += widths[i]!;
      });
      doc
        .moveTo(PAGE.side, y + height)
        .lineTo(PAGE.side + WIDTH, y + height)
        .lineWidth(0.4)
        .strokeColor(RULE)
        .stroke();
    },
  };
}

/** Two lines to sign, each with its day. */
function signStrip(doc: Doc, pen: Pen, { signatures, signedOn }: Timesheet): Strip {
  const own = WIDTH / 2;
  return {
    height: 64,
    draw: (y) =>
      signatures.forEach((who, i) => {
        const x = PAGE.side + i * own;
        doc
          .moveTo(x, y + 46)
          .lineTo(x + own - 24, y + 46)
          .lineWidth(0.8)
          .strokeColor(INK)
          .stroke();
        pen.put(who, x, y + 57);
        pen.put(signedOn, x + own * 0.62, y + 57);
      }),
  };
}
