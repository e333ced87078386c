/** A table that somebody takes away: typed columns and rows, whatever file it becomes. */

/**
 * text: an identifier or words, and never a number, whatever it looks like. date: ISO day. time: HH:MM:SS. moment: YYYY-MM-DD HH:MM:SS. These are the site's
 * wall. length: minutes, more than a day of them too. hours: minutes, shown as decimal hours.
 */
export type ColumnKind = 'text' | 'number' | 'date' | 'time' | 'moment' | 'length' | 'hours';
export type Column = {
  readonly title: string;
  readonly kind: ColumnKind;
  /** In characters, where columns have a width. */ readonly width: number;
};
export type Cell = string | number | null;

export type Table = {
  /** Of the sheet. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: Iterable<readonly Cell[]>;
};

export const FORMATS = ['xlsx', 'csv'] as const;
export type Format = (typeof FORMATS)[number];
