import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../../domain/hours/days.ts';
import type { DayDetail } from '../../../shared/hours-detail.ts';
import { useFormat } from '../../base/format.ts';
import { proposalText } from './proposalText.ts';
import { dayWords } from './words.ts';

/** What a proposal would do, in words. */
export function useProposalText(detail: DayDetail): (proposal: DayDetail['proposals'][number]) => string {
  const { t } = useTranslation(['hoursDay', 'common']);
  const { t: ofDay } = useTranslation('hoursDay');
  const format = useFormat();
  return useMemo(() => {
    const words = dayWords(t, format, detail);
    const of = (key: string): string => {
      const punch = detail.punches.find((p) => p.punch.key === key);
      return punch ? words.time(punch.minute) : key;
    };
    return (p) => proposalText(ofDay, p, { time: words.time, day: (day) => format.dayOf(isoDay(day)), punch: of });
  }, [t, ofDay, format, detail]);
}
