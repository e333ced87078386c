/** A day in words: what it is, and what besides. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mark } from '../../../domain/hours/totals.ts';
import type { HoursPerson } from '../../../shared/calls/hours.ts';
import type { HourDay } from '../../../shared/hours-days.ts';
import { hoursText } from '../../parts/hours.ts';
import { useLeaveWord } from '../../parts/useLeaveWord.ts';

export type DayText = {
  /** Late 0:12; Holiday: National Day */
  readonly words: (mark: Mark, day: Pick<HourDay, 'day' | 'late' | 'early' | 'leaves'>) => string;
  /** Hours against the plan, overtime, what should be looked at. */
  readonly more: (day: Pick<HourDay, 'planned' | 'paid' | 'overtime' | 'flags' | 'closed'>) => readonly string[];
  /** The holiday's name; null = it is none. */
  readonly holiday: (day: number) => string | null;
};

/** @param calendar special days of the month, by name */
export function useDayText(calendar: HoursPerson['calendar']): DayText {
  const { t } = useTranslation(['hours', 'hoursDay']);
  const leave = useLeaveWord();
  return useMemo(() => {
    const names = new Map(calendar.map((c) => [c.day, c.name]));
    const holiday = (day: number): string | null => names.get(day) ?? null;
    return {
      holiday,
      words(mark, { day, late, early, leaves }) {
        const word = t(`hours:marks.${mark}`);
        const name = holiday(day);
        if (mark === 'holiday' && name !== null) return t('hours:named', { word, name });
        if (mark === 'late') return t('hours:figure', { word, hours: hoursText(late) });
        if (mark === 'early') return t('hours:figure', { word, hours: hoursText(early) });
        if ((mark === 'leave' || mark === 'elsewhere') && leaves[0])
          return t('hours:named', { word, name: leaves.map((l) => leave(l.kind)).join(', ') });
        return word;
      },
      more(day) {
        const overtime = day.overtime.reduce((all, o) => all + o.minutes, 0);
        return [
          ...(day.planned > 0 ? [t('hours:ofPlan', { hours: hoursText(day.paid), plan: hoursText(day.planned) })] : []),
          ...(overtime > 0 ? [t('hours:withOvertime', { hours: hoursText(overtime) })] : []),
          ...day.flags.map((flag) => t(`hoursDay:flag.${flag}`)),
          ...(day.closed ? [t('hours:closed')] : []),
        ];
      },
    };
  }, [t, calendar, leave]);
}
