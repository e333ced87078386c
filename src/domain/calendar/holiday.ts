/** Days that are not what their weekday says. */
import type { Weekday } from './weekday.ts';

/**
 * off: a holiday. statutory: one on which work is paid otherwise by law; at a door it is a day off. working-day: a Saturday or Sunday that is worked, as
 * in the Chinese calendar. half: only its first half is worked; at a door it is a day like any other. One a date.
 */
export const HOLIDAY_KINDS = ['off', 'statutory', 'working-day', 'half'] as const;
export type Holiday = {
  /** ISO day. */
  readonly date: string;
  readonly name: string;
  readonly kind: (typeof HOLIDAY_KINDS)[number];
  /** Of a working day: the weekday whose hours hold; null = that of `makeUpDayAs`. */
  readonly asWeekday: Weekday | null;
};

/** Whether the calendar says that nobody works. */
export const isDayOff = (kind: Holiday['kind']): boolean => kind === 'off' || kind === 'statutory';
