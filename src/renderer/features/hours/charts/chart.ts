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
  /** The days behind a row. */
  readonly onOpen: (key: number) => void;
  readonly wide?: boolean;
};
