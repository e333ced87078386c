import { useTranslation } from 'react-i18next';
import { clock, type Span } from './hours.ts';
import classes from './week.module.css';

const DAY = 1440;
const TICKS = [0, 360, 720, 1080, DAY];
const percent = (minute: number): string => `${(minute / DAY) * 100}%`;

/** One day from midnight to midnight; what was carried over from the evening before is paler. */
export function DayBar({ spans }: { readonly spans: readonly Span[] }) {
  const { t } = useTranslation('access');
  const text = spans.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ');
  return (
    <div className={classes.bar} role="img" aria-label={text === '' ? t('profiles.closed') : text}>
      {spans.map(({ from, to, carried }) => (
        <span
          key={`${carried} ${from}`}
          className={classes.open}
          data-carried={carried || undefined}
          style={{ left: percent(from), width: percent(to - from) }}
        />
      ))}
      {TICKS.slice(1, -1).map((tick) => (
        <span key={tick} className={classes.tick} style={{ left: percent(tick) }} />
      ))}
    </div>
  );
}

/** The hours over the bars. */
export function Scale() {
  return (
    <div className={classes.scale} aria-hidden="true">
      {TICKS.map((tick) => (
        <span key={tick} style={{ left: percent(tick) }}>
          {clock(tick)}
        </span>
      ))}
    </div>
  );
}
