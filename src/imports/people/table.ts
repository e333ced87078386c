import type { FoundEncoding } from '../../shared/imported.ts';
import type { SEPARATORS } from '../../shared/people-file.ts';

export type CellMark = 'number' | 'digits-lost' | 'error-value';
export type TableRow = {
  readonly line: number;
  readonly cells: readonly string[];
  /** What is to be said of a cell, by its column. */
  readonly marks: ReadonlyMap<number, CellMark>;
};
export type Separator = (typeof SEPARATORS)[number];
export type Cells = {
  readonly text: FoundEncoding | null;
  readonly separator: Separator | null;
  readonly sheets: readonly string[];
  readonly sheet: number;
  /** Those with something in them. */
  readonly rows: readonly TableRow[];
};
