import { useTranslation } from 'react-i18next';
import type { Mark } from '../../domain/hours/totals.ts';
import classes from './HourMark.module.css';

/** What a day is, as a letter on a colour; the word is beside it, in a tooltip, or in the legend. */
export function HourMark({ mark }: { readonly mark: Mark }) {
  const { t } = useTranslation('hours');
  return (
    <span className={classes.mark} data-mark={mark} title={t(`marks.${mark}`)} aria-hidden>
      {t(`letters.${mark}`)}
    </span>
  );
}
