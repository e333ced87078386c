import { useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftBody } from '../../../shared/hours.ts';
import { clockOf, daysOn } from './wall.ts';
import classes from './ruler.module.css';

/** Two days: a shift ends on the day after it began at the latest. */
const ALL = 2880;
const STEP = 5;
const FAR = 60;
const HOURS = Array.from({ length: 17 }, (_, i) => i * 180);
/** The last but one has no room beside the last. */
const labelOf = (at: number): string =>
  at === 1440 || at === ALL ? `${clockOf(at)} +${daysOn(at)}` : at === HOURS.at(-2) ? '' : clockOf(at);
const percent = (at: number): string => `${(Math.max(0, Math.min(ALL, at)) / ALL) * 100}%`;
const span = (from: number, to: number): CSSProperties => ({
  left: percent(from),
  right: `${100 - (Math.min(ALL, to) / ALL) * 100}%`,
});

type HandleProps = {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly look: 'edge' | 'break' | 'window';
  readonly onChange: (at: number) => void;
};

/** A time that is drawn, moved by the mouse or by arrows: five minutes, an hour with Shift or the page keys, to the end with Home and End. */
function Handle({ label, value, min, max, look, onChange }: HandleProps) {
  const dragging = useRef(false);
  const set = (at: number): void => {
    // An end that is no multiple of the step can be reached as well.
    const next = at <= min ? min : at >= max ? max : Math.max(min, Math.min(max, Math.round(at / STEP) * STEP));
    if (next !== value) onChange(next);
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const step = e.shiftKey ? FAR : STEP;
    const by = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, PageDown: -FAR, PageUp: FAR }[e.key];
    const to = by === undefined ? { Home: min, End: max }[e.key] : value + by;
    if (to === undefined) return;
    e.preventDefault();
    set(to);
  };
  const onPointerMove = (e: PointerEvent<HTMLSpanElement>) => {
    const box = e.currentTarget.parentElement?.getBoundingClientRect();
    if (dragging.current && box && box.width > 0) set(((e.clientX - box.left) / box.width) * ALL);
  };
  return (
    <span
      role="slider"
      tabIndex={0}
      className={classes.handle}
      data-look={look}
      style={{ left: percent(value) }}
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={`${clockOf(value)}${daysOn(value) > 0 ? ` +${daysOn(value)}` : ''}`}
      onKeyDown={onKeyDown}
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        dragging.current = true;
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        dragging.current = false;
      }}
    />
  );
}

type Props = { readonly body: ShiftBody; readonly onChange: (body: ShiftBody) => void };

/** A shift to scale over two days: its parts, breaks in them, core hours, and the windows in which punches are looked for as brackets. */
export function Ruler({ body, onChange }: Props) {
  const { t } = useTranslation('shifts');
  const { segments, breaks, flex } = body;
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) return null;
  const part = (i: number, change: Partial<(typeof segments)[number]>) =>
    onChange({ ...body, segments: segments.map((s, j) => (j === i ? { ...s, ...change } : s)) });
  const window = { from: first.start - body.before, to: last.end + body.after };
  return (
    <div className={classes.ruler} role="group" aria-label={t('ruler.label')}>
      <div className={classes.scale} aria-hidden="true">
        {HOURS.map((at) => (
          <span key={at} style={{ left: percent(at) }} data-day={at % 1440 === 0 || undefined}>
            {labelOf(at)}
          </span>
        ))}
      </div>
      <div className={classes.track}>
        {HOURS.map((at) => (
          <span key={at} className={classes.tick} data-day={at % 1440 === 0 || undefined} style={{ left: percent(at) }} />
        ))}
        <span className={classes.window} style={span(window.from, window.to)} />
        {segments.map((s, i) => (
          <span key={i} className={classes.part} style={span(s.start, s.end)} />
        ))}
        {flex?.kind === 'core' && flex.core.map((c, i) => <span key={i} className={classes.core} style={span(c.start, c.end)} />)}
        {breaks.map(
          (b, i) => 'at' in b.when && <span key={i} className={classes.break} style={span(b.when.at, b.when.at + b.length)} />,
        )}
        <Handle
          {...{ look: 'window', label: t('ruler.opens'), value: Math.max(0, window.from), min: Math.max(0, first.start - 720) }}
          max={first.start}
          onChange={(at) => onChange({ ...body, before: first.start - at })}
        />
        {segments.map((s, i) => [
          <Handle
            key={`s${i}`}
            {...{ look: 'edge', label: t('ruler.begins', { n: i + 1 }), value: s.start, min: segments[i - 1]?.end ?? 0 }}
            max={s.end - STEP}
            onChange={(start) => part(i, { start })}
          />,
          <Handle
            key={`e${i}`}
            {...{ look: 'edge', label: t('ruler.ends', { n: i + 1 }), value: s.end, min: s.start + STEP }}
            max={segments[i + 1]?.start ?? ALL}
            onChange={(end) => part(i, { end })}
          />,
        ])}
        {breaks.map(
          (b, i) =>
            'at' in b.when && (
              <Handle
                key={i}
                {...{ look: 'break', label: t('ruler.break', { n: i + 1 }), value: b.when.at, min: first.start }}
                max={last.end - b.length}
                onChange={(at) => onChange({ ...body, breaks: breaks.map((c, j) => (j === i ? { ...c, when: { at } } : c)) })}
              />
            ),
        )}
        <Handle
          {...{ look: 'window', label: t('ruler.closes'), value: Math.min(ALL, window.to), min: last.end }}
          max={Math.min(ALL, last.end + 1440)}
          onChange={(at) => onChange({ ...body, after: at - last.end })}
        />
      </div>
    </div>
  );
}
