import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../../../domain/hours/days.ts';
import { approvedOf } from '../../../../domain/hours/totals.ts';
import type { HoursPerson } from '../../../../shared/calls/hours.ts';
import { useFormat } from '../../../base/format.ts';
import { hoursText, signedHours } from '../../../parts/hours.ts';
import { monthOf } from '../../../parts/months.ts';
import { usePrinted } from '../../../ui/usePrinted.tsx';
import { useDayText } from '../dayText.ts';
import { Sheet } from '../Sheet.tsx';
import { overtimeOf } from './dayFigures.ts';

const COLUMNS = ['planned', 'paid', 'late', 'early', 'leave'] as const;

/** A person's month, a line a day. */
function PersonSheet({ month }: { readonly month: HoursPerson }) {
  const { t } = useTranslation(['hours', 'hoursDay']);
  const format = useFormat();
  const { words, holiday } = useDayText(month.calendar);
  const { person, days, totals } = month;
  const time = (minute: number | null): string => (minute === null ? '' : format.time(minute * 60_000));
  const hours = (minutes: number): string => (minutes === 0 ? '' : hoursText(minutes));
  return (
    <Sheet
      form="tall"
      title={`${person.name} · ${format.month(monthOf(isoDay(days[0]!.figures.day)))}`}
      of={[person.employeeNumber, person.department].filter((x) => x !== '')}
      columns={COLUMNS.length + 6}
      head={
        <tr>
          <th>{t('hours:give.day')}</th>
          <th data-text>{t('hours:sheet.shift')}</th>
          <th>{t('hours:closedDay.firstIn')}</th>
          <th>{t('hours:closedDay.lastOut')}</th>
          {COLUMNS.map((name) => (
            <th key={name} data-number>
              {t(`hours:day.figures.${name}`)}
            </th>
          ))}
          <th data-number>{t('hours:totals.overtime')}</th>
          <th data-text>{t('hours:sheet.what')}</th>
        </tr>
      }
      rows={days.map(({ mark, figures: d }) => (
        <tr key={d.day}>
          <td data-rest={d.planned === 0 || undefined}>{format.dayOf(isoDay(d.day))}</td>
          <td data-text>{d.shift?.name ?? ''}</td>
          <td>{time(d.firstIn)}</td>
          <td>{time(d.lastOut)}</td>
          {COLUMNS.map((name) => (
            <td key={name} data-number>
              {hours(d[name])}
            </td>
          ))}
          <td data-number>{hours(overtimeOf(d))}</td>
          <td data-text>
            {[
              words(mark, d),
              ...(mark === 'holiday' ? [] : [holiday(d.day)]),
              ...d.flags.map((flag) => t(`hoursDay:flag.${flag}`)),
            ]
              .filter((x) => x !== null)
              .join(', ')}
          </td>
        </tr>
      ))}
      sums={
        <tr>
          <td colSpan={4}>{t('hours:totals.title')}</td>
          {COLUMNS.map((name) => (
            <td key={name} data-number>
              {hoursText(totals[name])}
            </td>
          ))}
          <td data-number>{hoursText(totals.overtimeMinutes)}</td>
          <td data-text>{`${t('hours:totals.difference')} ${signedHours(totals.difference)}`}</td>
        </tr>
      }
      foot={
        <>
          <span>{t('hours:sheet.granted', { hours: hoursText(approvedOf(totals)) })}</span>
          {days.some((d) => d.figures.closed) && <span>{t('hours:closed')}</span>}
        </>
      }
    />
  );
}

export function usePersonSheet(month: HoursPerson | null): { readonly print: () => void; readonly sheet: ReactNode } {
  return usePrinted(month && month.days.length > 0 && <PersonSheet month={month} />);
}
