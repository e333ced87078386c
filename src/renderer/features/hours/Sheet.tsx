import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../base/format.ts';
import { useSettings } from '../../base/session.ts';
import classes from './sheet.module.css';

type Props = {
  /** Across the page with very many columns, across the page, or upright. */
  readonly form: 'grid' | 'wide' | 'tall';
  /** What is on it: the month, or whose month. */
  readonly title: string;
  /** What of it: filters, and which rows. */
  readonly of: readonly string[];
  readonly columns: number;
  /** The row of the columns' names. */
  readonly head: ReactNode;
  readonly rows: ReactNode;
  readonly sums?: ReactNode;
  /** What letters mean, and what should be known besides. */
  readonly foot?: ReactNode;
};

/** Black on white: a table whose head says on every page what it is, and when it was printed. */
export function Sheet({ form, title, of, columns, head, rows, sums, foot }: Props) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const { name } = useSettings().site;
  const [at] = useState(() => Date.now());
  return (
    <div className={`${classes.sheet} print-sheet`} data-form={form} data-page={form === 'tall' ? 'tall' : 'wide'}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th colSpan={columns} className={classes.head}>
              <div>
                <span>
                  <b>{title}</b> {name}
                </span>
                <span>{t('sheet.printed', { when: `${format.date(at)} ${format.time(at)}` })}</span>
              </div>
              {of.length > 0 && <div>{of.join(' · ')}</div>}
            </th>
          </tr>
          {head}
        </thead>
        <tbody>{rows}</tbody>
        {sums !== undefined && <tfoot>{sums}</tfoot>}
      </table>
      {foot !== undefined && <footer className={classes.foot}>{foot}</footer>}
    </div>
  );
}
