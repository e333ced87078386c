import { useTranslation } from 'react-i18next';
import { MARKS } from '../../../../domain/hours/totals.ts';
import type { HoursGrid } from '../../../../shared/calls/hours.ts';
import { HourMark } from '../../../parts/HourMark.tsx';
import classes from './month.module.css';

/** The letters that are on the page, and what they mean. */
export function GridLegend({ rows }: Pick<HoursGrid, 'rows'>) {
  const { t } = useTranslation('hours');
  const there = new Set(rows.flatMap((r) => r.cells.map((c) => c.mark)));
  return (
    <ul className={classes.legend} aria-label={t('grid.legend')}>
      {MARKS.filter((mark) => there.has(mark)).map((mark) => (
        <li key={mark}>
          <HourMark mark={mark} />
          {t(`marks.${mark}`)}
        </li>
      ))}
    </ul>
  );
}
