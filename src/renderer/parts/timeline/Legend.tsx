import { useTranslation } from 'react-i18next';
import type { DayDetail } from '../../../shared/hours-detail.ts';
import classes from './timeline.module.css';

/** Only what the day has. */
export function Legend({ detail: { plan, pairs, minutes } }: { readonly detail: DayDetail }) {
  const { t } = useTranslation('hoursDay');
  const there = {
    plan: plan.segments.length > 0,
    present: pairs.length > 0,
    extra: minutes.before.length + minutes.after.length + minutes.between.length > 0,
    break: plan.breaks.length > 0,
    deducted: minutes.deducted.length > 0,
    core: plan.core.length > 0,
    window: plan.window !== null,
  };
  return (
    <ul className={classes.legend} aria-label={t('legend.label')}>
      {(Object.keys(there) as (keyof typeof there)[])
        .filter((name) => there[name])
        .map((name) => (
          <li key={name}>
            <span className={classes.key} aria-hidden>
              <span className={classes[name]} />
            </span>
            {t(`legend.${name}`)}
          </li>
        ))}
    </ul>
  );
}
