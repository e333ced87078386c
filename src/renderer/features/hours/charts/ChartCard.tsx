import { Card, SegmentedControl, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bar, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import { useArrows } from '../../../ui/useArrows.ts';
import { ticksOf, type ChartProps } from './chart.ts';
import { RankedBars } from './RankedBars.tsx';
import classes from './charts.module.css';

/** One colour a series, none of them alone: the legend, the tooltip and the table say the same in words. */
const FILLS = ['var(--teal-text)', 'color-mix(in srgb, var(--teal-text) 45%, var(--surface))', 'var(--amber-text)'];
const HEIGHT = 260;

/** A chart, and the same as a table; a bar, or a row, opens what is behind it. */
export function ChartCard(props: ChartProps) {
  const { t } = useTranslation('hours');
  const { title, says, rows, wide = false } = props;
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <Card component="section" aria-label={title} className={wide ? (classes.wide ?? '') : ''}>
      <div className={classes.head}>
        <div>
          <Title order={3}>{title}</Title>
          {rows.length > 0 && says !== '' && (
            <Text size="sm" c="dimmed">
              {says}
            </Text>
          )}
        </div>
        <SegmentedControl
          size="xs"
          aria-label={t('charts.as')}
          value={view}
          onChange={setView}
          data={[
            { value: 'chart', label: t('charts.chart') },
            { value: 'table', label: t('charts.table') },
          ]}
        />
      </div>
      {rows.length === 0 ? (
        <Text c="dimmed" py="lg">
          {t('charts.nothing')}
        </Text>
      ) : view === 'table' ? (
        <AsTable {...props} />
      ) : props.as === 'ranked' ? (
        <RankedBars {...props} />
      ) : (
        <Columns {...props} />
      )}
    </Card>
  );
}

/** Room beside and below the bars, px: the chart leaves it, and the buttons over the bars do. */
const AXIS = { left: 70, bottom: 30 } as const;
const MARGIN = { top: 8, right: 8, bottom: 4, left: 0 } as const;
const PLOT = {
  left: AXIS.left + MARGIN.left,
  right: MARGIN.right,
  top: MARGIN.top,
  height: HEIGHT - MARGIN.top - MARGIN.bottom - AXIS.bottom,
} as const;

function Columns(props: ChartProps) {
  const { t } = useTranslation('hours');
  const { title, series, rows, show, unit } = props;
  const { ref, width } = useElementSize();
  const axis = {
    tick: { fill: 'var(--mantine-color-dimmed)', fontSize: 14 },
    stroke: 'var(--hairline)',
    tickLine: false,
  } as const;
  const bars = series.filter((s) => s.kind === 'bar');
  const heights = rows.flatMap((row) => [
    bars.reduce((sum, s) => sum + Number(row[s.name]), 0),
    ...series.map((s) => Number(row[s.name])),
  ]);
  const ticks = ticksOf(Math.max(0, ...heights), unit);
  return (
    <>
      <div ref={ref} className={classes.drawing}>
        <div role="img" aria-label={t('charts.label', { title })}>
          {width > 0 && (
            <ComposedChart width={width} height={HEIGHT} data={[...rows]} margin={MARGIN} accessibilityLayer={false}>
              <CartesianGrid stroke="var(--hairline)" vertical={false} />
              <XAxis {...axis} dataKey="label" height={AXIS.bottom} interval="equidistantPreserveStart" minTickGap={12} />
              <YAxis
                {...axis}
                width={AXIS.left}
                ticks={[...ticks]}
                domain={[0, ticks.at(-1)!]}
                tickFormatter={(v: number) => show(v)}
              />
              {bars.map((s, i) => (
                <Bar
                  key={s.name}
                  dataKey={s.name}
                  stackId="all"
                  fill={FILLS[i] ?? FILLS[0]!}
                  isAnimationActive={false}
                  maxBarSize={56}
                />
              ))}
              {series
                .filter((s) => s.kind === 'mark')
                .map((s) => (
                  <Line
                    key={s.name}
                    dataKey={s.name}
                    type="step"
                    stroke="var(--mantine-color-text)"
                    strokeWidth={2}
                    strokeDasharray="5 4"
                    dot={{ r: 4, fill: 'var(--surface)', strokeDasharray: '0' }}
                    isAnimationActive={false}
                  />
                ))}
            </ComposedChart>
          )}
        </div>
        <Over {...props} />
      </div>
      {series.length > 1 && (
        <ul className={classes.legend}>
          {series.map((s) => (
            <li key={s.name}>
              <span className={classes.key} data-kind={s.kind} style={{ background: FILLS[bars.indexOf(s)] }} aria-hidden />
              {s.label}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A button over each bar, or pile of them: what it says is shown where it is pointed at or has the focus, and it opens what is behind it. */
function Over({ title, series, rows, show, onOpen }: ChartProps) {
  const { t } = useTranslation('hours');
  const { stop, onKeyDown } = useArrows(rows.length);
  return (
    <div role="toolbar" aria-label={title} className={classes.over} style={PLOT} onKeyDown={onKeyDown}>
      {rows.map((row, i) => {
        const lines = [
          ...series.map((s) => t('figure', { word: s.label, hours: show(Number(row[s.name])) })),
          ...(row.note === undefined ? [] : [row.note]),
        ];
        return (
          <UnstyledButton
            key={row.key}
            className={classes.column ?? ''}
            aria-label={[row.label, ...lines].join(', ')}
            onClick={() => onOpen(row.key)}
            {...stop(i)}
          >
            {/* Towards the middle, where there is room. */}
            <span className={classes.tip} data-side={2 * i < rows.length ? 'right' : 'left'} aria-hidden>
              <b>{row.label}</b>
              {lines.map((line) => (
                <span key={line}>{line}</span>
              ))}
            </span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}

function AsTable({ of, series, rows, show, onOpen }: ChartProps) {
  return (
    <Table borderColor="var(--hairline)">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{of}</Table.Th>
          {series.map((s) => (
            <Table.Th key={s.name} ta="right">
              {s.label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.key}>
            <Table.Td>
              <UnstyledButton className={classes.open ?? ''} onClick={() => onOpen(row.key)}>
                {row.label}
              </UnstyledButton>
              {row.note !== undefined && (
                <Text size="sm" c="dimmed">
                  {row.note}
                </Text>
              )}
            </Table.Td>
            {series.map((s) => (
              <Table.Td key={s.name} ta="right">
                {show(Number(row[s.name]))}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
