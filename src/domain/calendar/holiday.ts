/** Days that are not what their weekday says. */

/** off: a holiday; working-day: a Saturday or Sunday that is worked, as in the Chinese calendar. One a date. */
export const HOLIDAY_KINDS = ['off', 'working-day'] as const;

export type Holiday = {
  /** ISO day. */
  readonly date: string;
  readonly name: string;
  readonly kind: (typeof HOLIDAY_KINDS)[number];
};
