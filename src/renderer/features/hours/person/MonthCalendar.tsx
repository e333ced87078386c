import { useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay, weekdayOfDay, type Day } from '../../../../domain/hours/days.ts';
import type { HoursPerson } from '../../../../shared/calls/hours.ts';
import { useFormat } from '../../../base/format.ts';
import { HourMark } from '../../../parts/HourMark.tsx';
import { hoursText } from '../../../parts/hours.ts';
import { PUNCH_TYPE } from '../../../parts/timeline/DayTimeline.tsx';
import { useDayText } from '../dayText.ts';
import classes from './person.module.css';

type Props = {
  readonly month: HoursPerson;
  readonly day: Day | null;
  readonly onDay: (day: Day) => void;
  /** A punch of the open day was dropped on another. */
  readonly onDrop: (key: string, to: Day) => void;
};

/** Monday to Sunday; arrows go from day to day, Enter and space open it. */
export function MonthCalendar({ month, day, onDay, onDrop }: Props) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const { words, more } = useDayText(month.calendar);
  const { days, today } = month;
  const first = days[0]!.figures.day;
  const chosen = day === null ? -1 : day - first;
  const [focus, setFocus] = useState(Math.max(0, chosen >= 0 ? chosen : today - first < days.length ? today - first : 0));
  const [over, setOver] = useState<Day | null>(null);
  const cells = useRef<(HTMLButtonElement | null)[]>([]);
  const at = Math.min(focus, days.length - 1);
  const onKeyDown = (e: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + 7,
      ArrowUp: at - 7,
      Home: 0,
      End: days.length - 1,
    };
    const to = steps[e.key];
    if (to === undefined || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    if (to < 0 || to >= days.length) return;
    setFocus(to);
    cells.current[to]?.focus();
  };
  const drop = (e: DragEvent, to: Day) => {
    setOver(null);
    const key = e.dataTransfer.getData(PUNCH_TYPE);
    if (key === '') return;
    e.preventDefault();
    onDrop(key, to);
  };
  return (
    <div className={classes.days}>
      {' '}
      <div className={classes.calendar} role="group" aria-label={t('person.calendar')} onKeyDown={onKeyDown}>
        {days.slice(0, 7).length > 0 &&
          Array.from({ length: 7 }, (_, i) => (
            <div key={i} className={classes.weekday} aria-hidden>
              {format.weekday(isoDay(first - weekdayOfDay(first) + 1 + i))}
            </div>
          ))}
        {days.map(({ mark, figures }, i) => (
          <button
            key={figures.day}
            ref={(node) => {
              cells.current[i] = node;
            }}
            type="button"
            className={classes.cell}
            style={i === 0 ? { gridColumnStart: weekdayOfDay(first) } : undefined}
            tabIndex={i === at ? 0 : -1}
            aria-pressed={figures.day === day}
            aria-current={figures.day === today ? 'date' : undefined}
            data-over={figures.day === over || undefined}
            title={words(mark, figures)}
            aria-label={[format.dayOf(isoDay(figures.day)), words(mark, figures), ...more(figures)].join(', ')}
            onFocus={() => setFocus(i)}
            onClick={() => onDay(figures.day)}
            onDragOver={(e) => {
              if (!e.dataTransfer.types.includes(PUNCH_TYPE)) return;
              e.preventDefault();
              setOver(figures.day);
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(e) => drop(e, figures.day)}
          >
            <span className={classes.date}>
              {Number(isoDay(figures.day).slice(8))}
              <HourMark mark={mark} />
            </span>
            {figures.paid > 0 || figures.planned > 0 ? (
              <span className={classes.hours}>
                {mark === 'ahead' ? hoursText(figures.planned) : hoursText(figures.paid)}
                {figures.overtime.length > 0 && <em>+{hoursText(figures.overtime.reduce((all, o) => all + o.minutes, 0))}</em>}
              </span>
            ) : null}
            <span className={classes.words}>{words(mark, figures)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
