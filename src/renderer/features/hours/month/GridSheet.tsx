import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay, weekdayOfDay } from '../../../../domain/hours/days.ts';
import { MARKS } from '../../../../domain/hours/totals.ts';
import type { HoursGrid } from '../../../../shared/calls/hours.ts';
import { useFormat } from '../../../base/format.ts';
import { hoursText, signedHours } from '../../../parts/hours.ts';
import { monthOf } from '../../../parts/months.ts';
import { usePrinted } from '../../../ui/usePrinted.tsx';
import { Sheet } from '../Sheet.tsx';
import { hoursOfCell } from './Grid.tsx';

/** The rows that are shown, with the letters and what they mean. */
function GridSheet({ grid, of }: { readonly grid: HoursGrid; readonly of: readonly string[] }) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  // Of the answer itself, and not of the month that is being asked for.
  const days = grid.rows[0]!.cells.map((c) => c.day);
  const there = new Set(grid.rows.flatMap((r) => r.cells.map((c) => c.mark)));
  const rest = (day: number): true | undefined => weekdayOfDay(day) > 5 || undefined;
  return (
    <Sheet
      form="grid"
      title={format.month(monthOf(isoDay(days[0]!)))}
      of={of}
      columns={days.length + 4}
      head={
        <tr>
          <th>{t('grid.person')}</th>
          {days.map((day) => (
            <th key={day} data-rest={rest(day)}>
              {Number(isoDay(day).slice(8))}
            </th>
          ))}
          <th>{t('grid.total')}</th>
          <th>{t('totals.difference')}</th>
          <th>{t('totals.overtime')}</th>
        </tr>
      }
      rows={grid.rows.map(({ person, cells, totals }) => (
        <tr key={person.id}>
          <td>{`${person.name} ${person.employeeNumber}`}</td>
          {cells.map((cell) => (
            <td key={cell.day} data-rest={rest(cell.day)}>
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
      foot={MARKS.filter((mark) => there.has(mark)).map((mark) => (
        <span key={mark}>
          <b>{t(`letters.${mark}`)}</b> {t(`marks.${mark}`)}
        </span>
      ))}
    />
  );
}

/** @param of in words, which people the rows are */
export function useGridSheet(
  grid: HoursGrid | null,
  of: readonly string[],
): { readonly print: () => void; readonly sheet: ReactNode } {
  return usePrinted(grid && grid.rows.length > 0 && <GridSheet grid={grid} of={of} />);
}
