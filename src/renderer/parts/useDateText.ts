import { isoDay, type Day } from '../../domain/hours/days.ts';
import { dayBounds } from '../../domain/time/instants.ts';
import { useFormat } from '../base/format.ts';
import { useSettings } from '../base/session.ts';

/** Days that a calendar has. */
const SHOWN = 100_000;

/** A day by its number in words, with its year; one that no calendar has is a dash. */
export function useDateText(): (day: Day) => string {
  const format = useFormat();
  const { timeZone } = useSettings().site;
  return (day) => (Math.abs(day) <= SHOWN ? format.date(dayBounds(isoDay(day), timeZone).from) : '–');
}
