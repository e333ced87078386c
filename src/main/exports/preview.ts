/** The first rows of a file as they will be written, while somebody changes its template. */
import { textOf } from '../../exports/hours/cells.ts';
import { fileNameOf } from '../../exports/hours/fill.ts';
import { placed, rowsOf, valueOf } from '../../exports/hours/rows.ts';
import { passesOf, type Pass } from '../../exports/hours/passes.ts';
import { headLines, sheetName } from '../../exports/hours/sheet.ts';
import type { ExportTemplate } from '../../shared/exports.ts';
import type { ExportContext, ExportPerson, PersonBlock } from '../../exports/hours/source.ts';
import { timesheetOf } from '../../exports/hours/timesheet.ts';

const ROWS = 5;
/** People looked at for rows: of a month in which nobody was there, the preview is empty, and not late. */
const PEOPLE = 20;
const COLUMNS = 40;
const TEXT = 1500;

export type Preview = {
  readonly fileName: string;
  readonly lines: string[][];
  readonly rows: string[][];
  readonly text: string | null;
  /** The tables on the sheets after the first. */
  readonly further: TablePreview[];
};
export type TablePreview = { readonly sheet: string; readonly lines: string[][]; readonly rows: string[][] };
type Read = (person: ExportPerson, template: ExportTemplate) => PersonBlock;

export async function previewOf(context: ExportContext, people: readonly ExportPerson[], read: Read): Promise<Preview> {
  const { format } = context.template;
  if (format === 'delimited' || format === 'xlsx') return tableOf(context, people, read);
  if (format === 'pdf') return timesheetLines(context, people, read);
  // Loaded here: it brings the tables of all encodings, which nothing else in main needs.
  const { writeHours } = await import('../../exports/hours/write.ts');
  let text = '';
  const decoder = new TextDecoder();
  await writeHours(
    context,
    () => people.slice(0, 2).map((person) => read(person, context.template)),
    (bytes) => {
      if (text.length < TEXT) text += decoder.decode(bytes);
    },
  );
  return { fileName: fileNameOf(context), lines: [], rows: [], text: text.slice(0, TEXT), further: [] };
}

/** The first days of the first person's sheet; its pages are drawn by the exporter alone. */
function timesheetLines(context: ExportContext, people: readonly ExportPerson[], read: Read): Preview {
  const fileName = fileNameOf(context);
  for (const person of people.slice(0, PEOPLE)) {
    const sheet = timesheetOf(read(person, context.template), context);
    if (!sheet) continue;
    const facts = sheet.facts.map(([label, value]) => [`${label}: ${value}`]);
    const rows = sheet.days.rows.slice(0, ROWS).map((row) => [...row]);
    return { fileName, lines: [[sheet.title], ...facts, [...sheet.days.header]], rows, text: null, further: [] };
  }
  return { fileName, lines: [], rows: [], text: null, further: [] };
}

/** Of a format with columns: each of its tables, over all of its days. */
export function tableOf(context: ExportContext, people: readonly ExportPerson[], read: Read): Preview {
  const whole = { ...context.template, sheets: 'one' as const };
  const [first, ...further] = passesOf({ ...context, template: whole }).map((pass) => tablePreview(context, pass, people, read));
  const { lines, rows } = first!;
  return { fileName: fileNameOf(context), lines, rows, text: null, further };
}

function tablePreview(
  context: ExportContext,
  { template, isTall }: Pass,
  people: readonly ExportPerson[],
  read: Read,
): TablePreview {
  const own = { ...context, template };
  const places = placed(own).slice(0, COLUMNS);
  const rows: string[][] = [];
  for (const person of people.slice(0, PEOPLE)) {
    // The id that is missing is not what a preview is about.
    const block = read({ ...person, targetId: person.targetId ?? '?' }, template);
    for (const row of rowsOf(block, template, () => undefined)) {
      if (rows.length >= ROWS) break;
      rows.push(places.map((place) => textOf(valueOf(row, place, own), place, own)));
    }
    if (rows.length >= ROWS) break;
  }
  return { sheet: sheetName(own), lines: headLines(places, own, isTall).map((line) => [...line]), rows };
}
