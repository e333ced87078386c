/** The parts of a workbook that are the same in all of them (ECMA-376, part 1, 18.2 and 18.8), and how a cell is written. */
import type { ColumnKind } from './table.ts';

/** By their numbers where Excel knows them. In brackets, so that LibreOffice keeps 24 hours where its user's clock has 12. */
const FORMATS: Readonly<Record<ColumnKind, number | string>> = {
  text: 49,
  number: 0,
  date: 'yyyy-mm-dd',
  time: '[hh]:mm:ss',
  moment: 'yyyy-mm-dd hh:mm',
  length: '[h]:mm',
  hours: 2,
};
const KINDS = Object.keys(FORMATS) as readonly ColumnKind[];
/** The first number of a format that is a file's own. */
const OWN_FORMAT = 164;

/** The number of a kind's style; 0 is that of a cell without any. */
export const STYLES = Object.fromEntries(KINDS.map((kind, i) => [kind, i + 1])) as Readonly<Record<ColumnKind, number>>;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const SHEET_HEAD = `${XML}<worksheet xmlns="${MAIN}">`;

export const sheetPath = (number: number): string => `xl/worksheets/sheet${number}.xml`;

/** Of text, and of an attribute between double quotes. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** 0 → A, 26 → AA. */
export function columnName(at: number): string {
  const rest = Math.floor(at / 26);
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (at % 26));
}

/** Blanks at the ends and breaks of lines are kept only where a text says so. */
export function textCell(ref: string, style: number, text: string): string {
  const kept = /^\s|\s$|[\n\t]/.test(text) ? ' xml:space="preserve"' : '';
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t${kept}>${escaped(text)}</t></is></c>`;
}

export const numberCell = (ref: string, style: number, n: number): string => `<c r="${ref}" s="${style}"><v>${n}</v></c>`;

/** Every part but the sheets, by its path. */
export function bookParts(sheets: readonly string[]): readonly (readonly [string, string])[] {
  const numbers = sheets.map((_, i) => i + 1);
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (of: string): string => `${XML}<Relationships xmlns="${PACKAGE}/relationships">${of}</Relationships>`;
  const override = (path: string, type: string): string => `<Override PartName="/${path}" ContentType="${TYPE}.${type}+xml"/>`;
  return [
    ['xl/styles.xml', styles()],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
        .map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        numbers.map((n) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`)).join('') +
          relation(`rId${numbers.length + 1}`, 'styles', 'styles.xml'),
      ),
    ],
    ['_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${
        override('xl/workbook.xml', 'sheet.main') + override('xl/styles.xml', 'styles')
      }${numbers.map((n) => override(sheetPath(n), 'worksheet')).join('')}</Types>`,
    ],
  ];
}

function styles(): string {
  const own = KINDS.map((kind) => FORMATS[kind]).filter((format) => typeof format === 'string');
  const idOf = (format: number | string): number => (typeof format === 'number' ? format : OWN_FORMAT + own.indexOf(format));
  const formats = own.map((code) => `<numFmt numFmtId="${idOf(code)}" formatCode="${escaped(code)}"/>`).join('');
  const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"';
  const kinds = KINDS.map(
    (kind) => `<xf numFmtId="${idOf(FORMATS[kind])}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  ).join('');
  // Excel has the first two fills for itself.
  const fills = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>';
  return (
    `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${own.length}">${formats}</numFmts>` +
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>' +
    `<fills count="2">${fills}</fills>` +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    `<cellStyleXfs count="1">${plain}/></cellStyleXfs>` +
    `<cellXfs count="${KINDS.length + 1}">${plain} xfId="0"/>${kinds}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
