/** What a chart is made of, however it is drawn. */
export type ChartSeries = { readonly name: string; readonly label: string; readonly kind: 'bar' | 'mark' };
export type ChartRow = { readonly key: number; readonly label: string; readonly note?: string } & Readonly<
  Record<string, number | string>
>;

export type ChartProps = {
  readonly title: string;
  /** What is to be seen, in a sentence; '' = there is nothing. */
  readonly says: string;
  /** Columns along time; or bars one below the other, which leave names their room. */
  readonly as: 'columns' | 'ranked';
  /** What a row is. */
  readonly of: string;
  readonly series: readonly ChartSeries[];
  readonly rows: readonly ChartRow[];
  readonly show: (value: number) => string;
  /** What a whole one of the axis is: 60 where values are minutes, and hours are what is read. */
  readonly unit: number;
  /** The days behind a row. */
  readonly onOpen: (key: number) => void;
  readonly wide?: boolean;
};

const STEPS = [1, 2, 5];
/** So many lines a chart has at most, above its ground. */
const LINES = 5;

/** Where an axis has its lines: whole ones of the unit, in steps of 1, 2 or 5 times a power of ten, the last above everything. */
export function ticksOf(most: number, unit: number): readonly number[] {
  let power = 1;
  for (;;) {
    for (const step of STEPS) {
      const by = step * power * unit;
      const lines = Math.max(1, Math.ceil(most / by));
      if (lines <= LINES) return Array.from({ length: lines + 1 }, (_, i) => i * by);
    }
    power *= 10;
  }
}
