/** Wall minutes of a shift as people write them: 06:00 of the next day is 30:00 of the shift's. */

/** Minutes from 00:00 of the shift's day; null = no time. "9", "0930", "9:30" and "26:00" are read. */
export function parseWall(text: string): number | null {
  const match = /^(\d{1,2})(?:[:.：]?(\d{2}))?$/.exec(text.normalize('NFKC').trim());
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  const at = hour * 60 + minute;
  return minute < 60 && at <= 2880 ? at : null;
}

/** The first time of that clock that is not before `after`: whoever types 06:00 for the end of a night means the next morning. */
export function notBefore(at: number, after: number): number {
  let later = at;
  while (later < after && later + 1440 <= 2880) later += 1440;
  return later;
}

/** 'HH:MM' of the clock on the wall. */
export function clockOf(at: number): string {
  const minute = ((at % 1440) + 1440) % 1440;
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** How many days after the shift's own. */
export const daysOn = (at: number): number => Math.floor(at / 1440);

/** '22:00–06:00 +1' */
export function spanText(start: number, end: number): string {
  const on = (at: number): string => (daysOn(at) > 0 ? ` +${daysOn(at)}` : '');
  return `${clockOf(start)}${daysOn(start) > 0 ? on(start) : ''}–${clockOf(end)}${on(end)}`;
}

/** '7:30' of so many minutes. */
export function lengthText(minutes: number): string {
  const sign = minutes < 0 ? '-' : '';
  const all = Math.abs(minutes);
  return `${sign}${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}`;
}
