import { UnstyledButton } from '@mantine/core';
import type { ChartProps } from './chart.ts';
import classes from './charts.module.css';

/** A bar a name, one below the other: each is a button with its words, so that no table is needed beside it to be read or to be reached by key. */
export function RankedBars({ title, series, rows, show, onOpen }: ChartProps) {
  const { name } = series[0]!;
  const of = (row: (typeof rows)[number]): number => Number(row[name]);
  const most = Math.max(...rows.map(of));
  return (
    <ul className={classes.ranked} aria-label={title}>
      {rows
        .toSorted((a, b) => of(b) - of(a))
        .map((row) => (
          <li key={row.key}>
            <UnstyledButton
              className={classes.bar ?? ''}
              title={[row.label, show(of(row)), row.note].filter((x) => x !== undefined).join('\n')}
              onClick={() => onOpen(row.key)}
            >
              <span className={classes.barName}>{row.label}</span>
              <span className={classes.track} aria-hidden>
                <span style={{ width: `${most === 0 ? 0 : (100 * of(row)) / most}%` }} />
              </span>
              <span className={classes.barValue}>{show(of(row))}</span>
              <span className={classes.barNote}>{row.note}</span>
            </UnstyledButton>
          </li>
        ))}
    </ul>
  );
}
