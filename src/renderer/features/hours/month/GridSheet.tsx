import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay, weekdayOfDay } from '../../../../domain/hours/days.ts';
import { MARKS } from '../../../../domain/hours/totals.ts';
import type { HoursGrid } from '../../../../shared/calls/hours.ts';
import { useFormat } from '../../../base/format.ts';
import { useSettings } from '../../../base/session.ts';
import { hoursText, signedHours } from '../../../parts/hours.ts';
import { daysOf } from '../../../parts/months.ts';
import { usePrinted } from '../../../ui/usePrinted.tsx';
import { hoursOfCell } from './Grid.tsx';
import classes from './sheet.module.css';

/** Black on white, across the page: the rows that are shown, with the letters and what they mean. */
function GridSheet({ grid, month }: { readonly grid: HoursGrid; readonly month: string }) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const { name } = useSettings().site;
  const { from, to } = daysOf(month);
  const days = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const there = new Set(grid.rows.flatMap((r) => r.cells.map((c) => c.mark)));
  return (
    <div className={`${classes.sheet} print-sheet`}>
      <header className={classes.head}>
        <b>{name}</b> {format.month(month)}
      </header>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t('grid.person')}</th>
            {days.map((day) => (
              <th key={day} data-rest={weekdayOfDay(day) > 5 || undefined}>
                {Number(isoDay(day).slice(8))}
              </th>
            ))}
            <th>{t('grid.total')}</th>
            <th>{t('totals.difference')}</th>
            <th>{t('totals.overtime')}</th>
          </tr>
        </thead>
        <tbody>
          {grid.rows.map(({ person, cells, totals }) => (
            <tr key={person.id}>
              <td>{`${person.name} ${person.employeeNumber}`}</td>
              {cells.map((cell) => (
                <td key={cell.day}>
                  {t(`letters.${cell.mark}`)}
                  <br />
                  {hoursOfCell(cell)}
                </td>
              ))}
              <td>{t('totals.of', { hours: hoursText(totals.paid), plan: hoursText(totals.planned) })}</td>
              <td>{signedHours(totals.difference)}</td>
              <td>{hoursText(totals.overtimeMinutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer className={classes.foot}>
        {MARKS.filter((mark) => there.has(mark))
          .map((mark) => `${t(`letters.${mark}`)} ${t(`marks.${mark}`)}`)
          .join('   ')}
      </footer>
    </div>
  );
}

export function useGridSheet(grid: HoursGrid | null, month: string): { readonly print: () => void; readonly sheet: ReactNode } {
  return usePrinted(grid && <GridSheet grid={grid} month={month} />);
}
