import { Card, Group, Text, Title } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CartesianGrid, ComposedChart, Line, ReferenceDot, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { Advisor, AtThreshold } from '../../../domain/recognition/error-rate-advice.ts';
import type { SiteScore } from '../../../domain/recognition/error-rate-site.ts';
import { useFormat } from '../../base/format.ts';
import { detOf, FNIR_RANGE, FNIR_TICKS, FPIR_TICKS, LEAST_FPIR, toX, toY } from './det.ts';
import classes from './error-rate.module.css';

const MODEL = 'var(--mantine-color-dimmed)';
const SITE = 'var(--teal-text)';
const CHOSEN = 'var(--amber-text)';
const HEIGHT = 340;
/** Height of a person's tick, in the chart's normal deviates. */
const TICK = 0.22;

function Key({ colour, dashed = false, text }: { readonly colour: string; readonly dashed?: boolean; readonly text: string }) {
  return (
    <Group gap={6} wrap="nowrap">
      <svg width={22} height={8} aria-hidden>
        <line x1={0} x2={22} y1={4} y2={4} stroke={colour} strokeWidth={2} strokeDasharray={dashed ? '4 3' : undefined} />
      </svg>
      <Text size="sm">{text}</Text>
    </Group>
  );
}

type Props = {
  readonly advisor: Advisor;
  readonly scores: readonly SiteScore[];
  readonly at: AtThreshold;
  readonly sentence: string;
};

/** Strangers who pass against own people at a second try: the model's curve, this site's, a tick for each person, the chosen point. */
export function DetChart({ advisor, scores, at, sentence }: Props) {
  const { t } = useTranslation('errorRate');
  const format = useFormat();
  const det = useMemo(() => detOf(advisor, scores), [advisor, scores]);
  const { ref, width } = useElementSize();
  const floor = toY(FNIR_RANGE[0]);
  const x = toX(at.fpir);
  const axis = {
    type: 'number',
    tick: { fill: 'var(--mantine-color-dimmed)', fontSize: 13 },
    stroke: 'var(--hairline)',
    tickLine: false,
  } as const;
  const line = { dataKey: 'y', type: 'linear', dot: false, activeDot: false, isAnimationActive: false, strokeWidth: 2 } as const;
  return (
    <Card>
      <Title order={3} mb="xs">
        {t('chart.title')}
      </Title>
      <div ref={ref} role="img" aria-label={t('chart.label', { sentence })} className={classes.chart}>
        {width > 0 && (
          <ComposedChart
            width={width}
            height={HEIGHT}
            margin={{ top: 8, right: 16, bottom: 20, left: 4 }}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke="var(--hairline)" />
            <XAxis
              {...axis}
              dataKey="x"
              domain={[Math.log10(LEAST_FPIR), 0]}
              ticks={FPIR_TICKS.map(toX)}
              interval={0}
              tickFormatter={(v: number) =>
                v > -0.5 ? '1' : v < -4.5 && v > -5.5 ? '' : `1/${format.number(Math.round(10 ** -v))}`
              }
              label={{
                value: t('chart.x'),
                position: 'insideBottom',
                offset: -14,
                fill: 'var(--mantine-color-dimmed)',
                fontSize: 13,
              }}
            />
            <YAxis
              {...axis}
              dataKey="y"
              width={62}
              domain={[floor, toY(FNIR_RANGE[1])]}
              ticks={FNIR_TICKS.map(toY)}
              interval={0}
              tickFormatter={(v: number) => `${Math.round(100 * (FNIR_TICKS.find((p) => Math.abs(toY(p) - v) < 0.01) ?? 0))} %`}
              label={{
                value: t('chart.y'),
                angle: -90,
                position: 'insideLeft',
                style: { textAnchor: 'middle' },
                fill: 'var(--mantine-color-dimmed)',
                fontSize: 13,
              }}
            />
            {det.ticks.map((tick, i) => (
              <ReferenceLine
                key={i}
                segment={[
                  { x: tick, y: floor },
                  { x: tick, y: floor + TICK },
                ]}
                stroke={tick > x + 1e-9 ? CHOSEN : SITE}
                strokeWidth={1}
              />
            ))}
            <ReferenceLine x={x} stroke={CHOSEN} strokeWidth={1.5} />
            <Line {...line} data={det.modelBeyond} stroke={MODEL} strokeDasharray="5 4" />
            <Line {...line} data={det.model} stroke={MODEL} />
            <Line {...line} data={det.site} stroke={SITE} />
            <ReferenceDot x={x} y={toY(at.model.fnmr)} r={5} fill={CHOSEN} stroke="var(--surface)" strokeWidth={2} />
            {at.siteFnir && (
              <ReferenceDot x={x} y={toY(at.siteFnir.rate)} r={5} fill={CHOSEN} stroke="var(--surface)" strokeWidth={2} />
            )}
          </ComposedChart>
        )}
      </div>
      <Group gap="lg" mt={4}>
        <Key colour={MODEL} text={t('chart.model')} />
        {det.site.length > 0 && <Key colour={SITE} text={t('chart.site')} />}
        <Key colour={CHOSEN} text={t('chart.chosen')} />
      </Group>
      {det.ticks.length > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('chart.ticks')}
        </Text>
      )}
    </Card>
  );
}
