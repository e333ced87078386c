import { Tooltip } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconLogin2, IconLogout2, IconPointFilled } from '@tabler/icons-react';
import { useId, useMemo, useState, type CSSProperties, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../../domain/hours/days.ts';
import type { Span } from '../../../domain/hours/spans.ts';
import type { DayDetail, DetailPunch } from '../../../shared/hours-detail.ts';
import { useFormat } from '../../base/format.ts';
import { useArrows } from '../../ui/useArrows.ts';
import { changesOf, hoursOf, labelsOf, labelStep, placeOf, rangeOf, type ClockChange, type Labels } from './geometry.ts';
import { Legend } from './Legend.tsx';
import { PunchWords } from './PunchWords.tsx';
import { dayWords, type DayWords } from './words.ts';
import classes from './timeline.module.css';

/** What a dragged punch is known by where it is dropped. */
export const PUNCH_TYPE = 'application/x-lintel-punch';

type Props = {
  readonly detail: DayDetail;
  /** A punch may be taken by the mouse, to be dropped on another day. */
  readonly draggable?: boolean;
  /** What can be done with the chosen punch, below its words. */
  readonly actions?: (punch: DetailPunch) => React.ReactNode;
};

/** A day drawn to scale: the plan behind, the presence in front, windows as brackets, punches as ticks that explain themselves. */
export function DayTimeline({ detail, draggable = false, actions }: Props) {
  const { t } = useTranslation(['hoursDay', 'common']);
  const format = useFormat();
  const range = useMemo(() => rangeOf(detail), [detail]);
  const changes = useMemo(() => changesOf(detail.zone, range), [detail.zone, range]);
  const words = useMemo(() => dayWords(t, format, detail), [t, format, detail]);
  const [chosen, setChosen] = useState<string | null>(null);
  const { ref, width } = useElementSize();
  const summary = useId();
  const punch = detail.punches.find((p) => p.punch.key === chosen) ?? null;
  const places = useMemo(() => detail.punches.map((p) => (placeOf(p.minute, range) * width) / 100), [detail, range, width]);
  const labels = useMemo(() => labelsOf(places, LABEL, width, ROWS), [places, width]);
  return (
    <div className={classes.timeline} role="group" aria-label={t('label', { day: format.dayOf(isoDay(detail.day)) })}>
      <p className="visually-hidden" id={summary}>
        {words.summary()}
      </p>
      <div
        ref={ref}
        className={classes.drawing}
        aria-describedby={summary}
        data-changes={changes.length > 0 || undefined}
        style={{ '--rows': labels.count } as CSSProperties}
      >
        <Axis detail={detail} range={range} width={width} />
        <Changes {...{ changes, range, words }} />
        <Bars detail={detail} range={range} words={words} />
        <Leaders places={places} labels={labels} />
        <Punches
          {...{ detail, range, words, labels, chosen, draggable }}
          onChoose={(key) => setChosen((now) => (now === key ? null : key))}
        />
      </div>
      <Legend detail={detail} />
      {punch && (
        <PunchWords title={words.name(punch)} sentences={words.punch(punch)}>
          {actions?.(punch)}
        </PunchWords>
      )}
    </div>
  );
}

const at = (minute: number, range: Span): CSSProperties => ({ left: `${placeOf(minute, range)}%` });
const along = ({ from, to }: Span, range: Span): CSSProperties => ({
  left: `${placeOf(from, range)}%`,
  width: `${Math.max(placeOf(to, range) - placeOf(from, range), 0)}%`,
});

/** The hours of the wall clock, and midnights. */
function Axis({ detail, range, width }: { readonly detail: DayDetail; readonly range: Span; readonly width: number }) {
  const format = useFormat();
  const ticks = useMemo(() => hoursOf(detail.zone, range), [detail.zone, range]);
  const step = labelStep((width * 60) / (range.to - range.from));
  /** The hour; where another day begins, which. */
  const labelOf = (minute: number, hour: number, midnight: number | null): string => {
    if (minute === detail.bounds.to && minute === range.to) return '24';
    const text = String(hour).padStart(2, '0');
    return midnight === null || midnight === detail.day ? text : `${format.weekday(isoDay(midnight))} ${text}`;
  };
  return (
    <div aria-hidden>
      {ticks.map(({ at: minute, hour, midnight, again }) => (
        <div key={minute} className={classes.hour} style={at(minute, range)} data-midnight={midnight !== null || undefined}>
          {hour % step === 0 && (step === 1 || !again) && (
            <span data-edge={minute === range.from ? 'start' : minute === range.to ? 'end' : undefined}>
              {labelOf(minute, hour, midnight)}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

type ChangesProps = { readonly changes: readonly ClockChange[]; readonly range: Span; readonly words: DayWords };

/** Where the clocks are changed: what the wall shows twice is marked from its first time to its second. */
function Changes({ changes, range, words }: ChangesProps) {
  return (
    <div aria-hidden>
      {changes.map((change) => {
        const { at: moment, by } = change;
        const side = placeOf(moment, range) > 55 ? 'left' : 'right';
        return (
          <div key={moment}>
            {by < 0 && <div className={classes.twice} style={along({ from: moment + by, to: moment - by }, range)} />}
            <div className={classes.change} style={at(moment, range)}>
              <em data-side={side}>{words.change(change)}</em>
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** Windows, plan with its breaks, and presence. The plan says what it is when it is pointed at, or reached by key. */
function Bars({ detail, range, words }: { readonly detail: DayDetail; readonly range: Span; readonly words: DayWords }) {
  const { plan, minutes, pairs } = detail;
  const lines = words.plan();
  const extra = [...minutes.before, ...minutes.after, ...minutes.between];
  return (
    <>
      {plan.window && <div aria-hidden className={classes.window} style={along(plan.window, range)} />}
      {plan.core.map((span, i) => (
        <div key={i} aria-hidden className={classes.core} style={along(span, range)} />
      ))}
      {plan.segments.map((span, i) => (
        <Tooltip
          key={i}
          multiline
          maw={420}
          events={{ hover: true, focus: true, touch: true }}
          label={lines.map((line, n) => (
            <div key={n}>{line}</div>
          ))}
        >
          <button type="button" className={classes.plan} style={along(span, range)} aria-label={lines.join(' ')} />
        </Tooltip>
      ))}
      {plan.breaks.map((span, i) => (
        <div key={i} aria-hidden className={classes.break} style={along(span, range)} />
      ))}
      {pairs.map((p, i) => (
        <div key={i} aria-hidden className={classes.present} style={along({ from: p.in, to: p.out }, range)} />
      ))}
      {extra.map((span, i) => (
        <div key={i} aria-hidden className={classes.extra} style={along(span, range)} />
      ))}
      {minutes.deducted.map((span, i) => (
        <div key={i} aria-hidden className={classes.deducted} style={along(span, range)} />
      ))}
    </>
  );
}

/** A label is so wide, and its rows so far apart, px; a day usually has no more of them. */
const LABEL = 66;
const ROW = 30;
const ROWS = 3;
/** Where the ticks end and the labels begin, px from the top. */
const TICK_END = 112;

/** From a tick to its label, where the label does not hang on it. */
function Leaders({ places, labels: { lefts, rows } }: { readonly places: readonly number[]; readonly labels: Labels }) {
  return (
    <svg aria-hidden className={classes.leaders}>
      {places.map((x, i) => {
        const [left, row] = [lefts[i]!, rows[i]!];
        const to = Math.min(Math.max(x, left + 6), left + LABEL - 12);
        return row === 0 && x >= left && x <= left + LABEL ? null : (
          <line key={i} x1={x} y1={TICK_END} x2={to} y2={TICK_END + row * ROW + 2} />
        );
      })}
    </svg>
  );
}

type PunchesProps = {
  readonly detail: DayDetail;
  readonly range: Span;
  readonly words: DayWords;
  readonly labels: Labels;
  readonly chosen: string | null;
  readonly draggable: boolean;
  readonly onChoose: (key: string) => void;
};

/** One stop for the Tab key; the arrows go from punch to punch, Enter has it explain itself. */
function Punches({ detail, range, words, labels, chosen, draggable, onChoose }: PunchesProps) {
  const { t } = useTranslation('hoursDay');
  const { punches } = detail;
  const { stop, onKeyDown } = useArrows(punches.length);
  const onDragStart = (e: DragEvent, key: string) => {
    e.dataTransfer.setData(PUNCH_TYPE, key);
    e.dataTransfer.effectAllowed = 'move';
  };
  return (
    <div role="toolbar" aria-label={t('punches')} onKeyDown={onKeyDown}>
      {punches.map((p, i) => {
        const Icon = p.direction === 'in' ? IconLogin2 : p.direction === 'out' ? IconLogout2 : IconPointFilled;
        const idle = p.direction === null;
        return (
          <div key={p.punch.key}>
            <div aria-hidden className={classes.tick} style={at(p.minute, range)} data-idle={idle || undefined} />
            <button
              type="button"
              className={classes.punch}
              style={{ left: labels.lefts[i], '--row': labels.rows[i] } as CSSProperties}
              aria-pressed={p.punch.key === chosen}
              aria-label={words.name(p)}
              data-punch={p.punch.key}
              data-idle={idle || undefined}
              draggable={draggable}
              onDragStart={(e) => onDragStart(e, p.punch.key)}
              onClick={() => onChoose(p.punch.key)}
              {...stop(i)}
            >
              <Icon size={16} stroke={1.75} />
              {words.clock(p.minute)}
            </button>
          </div>
        );
      })}
    </div>
  );
}
