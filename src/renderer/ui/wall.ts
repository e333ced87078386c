/** Between instants and what a date picker holds: the wall clock of the site ('YYYY-MM-DD HH:mm:ss'), whatever this computer's zone. */
import { useTranslation } from 'react-i18next';
import { instantsOf, wallTime } from '../../domain/access/wall-clock.ts';

/** ms since the epoch; of the hour that the clock says twice, the first. @param wall 'YYYY-MM-DD HH:mm', seconds are left out */
export function fromWall(wall: string, zone: string): number {
  const [day = '', time = '00:00'] = wall.split(/[ T]/);
  const [hour, minute] = time.split(':').map(Number);
  return instantsOf(day, (hour ?? 0) * 60 + (minute ?? 0), zone)[0];
}

export function toWall(at: number, zone: string): string {
  const { day, minute } = wallTime(at, zone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day} ${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`;
}

/** How pickers write dates, in both languages. */
export function useDateFormats() {
  const { i18n } = useTranslation();
  const english = i18n.language === 'en';
  const calendar = {
    monthLabelFormat: english ? 'MMMM YYYY' : 'YYYY年M月',
    yearLabelFormat: english ? 'YYYY' : 'YYYY年',
    monthsListFormat: english ? 'MMM' : 'M月',
  };
  return {
    date: { ...calendar, valueFormat: english ? 'D MMM YYYY' : 'YYYY年M月D日' },
    dateTime: { ...calendar, valueFormat: english ? 'D MMM YYYY HH:mm' : 'YYYY年M月D日 HH:mm' },
  } as const;
}
