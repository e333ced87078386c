import { Card, SegmentedControl, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bar, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts';
import { ticksOf, type ChartProps, type ChartRow } from './chart.ts';
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

function Columns({ title, series, rows, show, unit, onOpen }: ChartProps) {
  const { t } = useTranslation('hours');
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
      <div ref={ref} role="img" aria-label={t('charts.label', { title })} className={classes.drawing}>
        {width > 0 && (
          <ComposedChart
            width={width}
            height={HEIGHT}
            data={[...rows]}
            margin={{ top: 8, right: 8, bottom: 4, left: 0 }}
            accessibilityLayer={false}
            onClick={({ activeTooltipIndex }) => {
              const row = rows[Number(activeTooltipIndex)];
              if (row) onOpen(row.key);
            }}
          >
            <CartesianGrid stroke="var(--hairline)" vertical={false} />
            <XAxis {...axis} dataKey="label" interval="equidistantPreserveStart" minTickGap={12} />
            <YAxis {...axis} width={70} ticks={[...ticks]} domain={[0, ticks.at(-1)!]} tickFormatter={(v: number) => show(v)} />
            <Tooltip
              cursor={{ fill: 'color-mix(in srgb, var(--mantine-color-text) 6%, transparent)' }}
              content={({ active, payload }) => {
                const row = payload[0]?.payload as ChartRow | undefined;
                return active && row ? (
                  <div className={classes.tip}>
                    <b>{row.label}</b>
                    {series.map((s) => (
                      <div key={s.name}>{t('figure', { word: s.label, hours: show(Number(row[s.name])) })}</div>
                    ))}
                    {row.note !== undefined && <div>{row.note}</div>}
                  </div>
                ) : null;
              }}
            />
            {bars.map((s, i) => (
              <Bar
                key={s.name}
                dataKey={s.name}
                stackId="all"
                fill={FILLS[i] ?? FILLS[0]!}
                isAnimationActive={false}
                cursor="pointer"
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
