import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../../domain/hours/days.ts';
import type { DayDetail } from '../../../shared/hours-detail.ts';
import { useFormat } from '../../base/format.ts';
import { dayWords } from './words.ts';

/** What a proposal would do, in words. */
export function useProposalText(detail: DayDetail): (proposal: DayDetail['proposals'][number]) => string {
  const { t } = useTranslation(['hoursDay', 'common']);
  const format = useFormat();
  return useMemo(() => {
    const words = dayWords(t, format, detail);
    const of = (key: string): string => {
      const punch = detail.punches.find((p) => p.punch.key === key);
      return punch ? words.time(punch.minute) : key;
    };
    return (p) => {
      switch (p.kind) {
        case 'repeat':
          return t('hoursDay:proposal.repeat', { time: of(p.punch), of: of(p.of) });
        case 'ignore':
          return t('hoursDay:proposal.ignore', { time: of(p.punch) });
        case 'add':
          return t(`hoursDay:proposal.add-${p.direction}`, { time: words.time(p.at) });
        case 'give':
          return t('hoursDay:proposal.give', { time: of(p.punch), day: format.dayOf(isoDay(p.day)) });
        case 'move':
          return t('hoursDay:proposal.move', { time: of(p.punch), at: words.time(p.at) });
      }
    };
  }, [t, format, detail]);
}
