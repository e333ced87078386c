/** Calendars for tests: texts to days, the short way. */
import type { EncodingName, FileDay, HolidayFile } from '../../src/shared/imported.ts';
import { readHolidayFile } from '../../src/imports/holiday-file.ts';
import type { Site } from '../../src/imports/text/decode.ts';

export const FROM = '2026-01-01';
export const CHINA: Site = { language: 'zh-CN', timeZone: 'Asia/Shanghai' };
export const BERLIN: Site = { language: 'en', timeZone: 'Europe/Berlin' };

/** Each event's lines, parted by \n. */
export const ics = (...events: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.map((e) => `BEGIN:VEVENT\n${e}\nEND:VEVENT`), 'END:VCALENDAR', '']
    .join('\n')
    .replace(/\r?\n/g, '\r\n');

export function read(
  file: string | Uint8Array,
  { site = CHINA, from = FROM, encoding = null }: { site?: Site; from?: string; encoding?: EncodingName | null } = {},
): HolidayFile {
  const answer = readHolidayFile(typeof file === 'string' ? Buffer.from(file) : file, { from, site, encoding });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

/** '2026-10-01 working-day', and '?' behind what is not ticked. */
export const told = ({ days }: HolidayFile): string[] => days.map(({ date, sort, tick }) => `${date} ${sort}${tick ? '' : '?'}`);
/** 'line 4 past'. */
export const left = ({ leftOut }: HolidayFile): string[] => leftOut.map(({ at, reason }) => `line ${at} ${reason}`);

export function readTitle(title: string): FileDay | undefined {
  return read(ics(`UID:1\nDTSTART;VALUE=DATE:20260307\nSUMMARY:${title}`), { site: BERLIN }).days[0];
}
