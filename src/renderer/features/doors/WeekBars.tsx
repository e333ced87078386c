import { useTranslation } from 'react-i18next';
import classes from './week.module.css';
import { clock, hoursText, type Span } from './hours.ts';

const DAY = 1440;
const TICKS = [0, 360, 720, 1080, DAY];

/** One day from midnight to midnight, open hours filled. */
export function DayBar({ spans }: { readonly spans: readonly Span[] }) {
  const { t } = useTranslation('access');
  return (
    <div className={classes.bar} role="img" aria-label={spans.length === 0 ? t('profiles.closed') : hoursText(spans)}>
      {TICKS.slice(1, -1).map((tick) => (
        <span key={tick} className={classes.tick} style={{ left: `${(tick / DAY) * 100}%` }} />
      ))}
      {spans.map(({ from, to }) => (
        <span key={from} className={classes.open} style={{ left: `${(from / DAY) * 100}%`, width: `${((to - from) / DAY) * 100}%` }} />
      ))}
    </div>
  );
}

/** The hours over the bars. */
export function Scale() {
  return (
    <div className={classes.scale} aria-hidden="true">
      {TICKS.map((tick) => (
        <span key={tick} style={{ left: `${(tick / DAY) * 100}%` }}>
          {clock(tick)}
        </span>
      ))}
    </div>
  );
}
