/**
 * [Note: wall clock] Holds while the clock on the site's wall reads from `from` (inclusive) to `to` (exclusive). 'HH:MM', 00:00 to 24:00.
 * `from` later than `to` goes on past midnight and belongs to the day on which it begins (24:00 to 06:00: to the day before that night); equal = never. So in the doubled hour of autumn
 * it holds twice, and what lies in the missing hour of spring does not happen.
 */
export type Interval = { readonly from: string; readonly to: string };
