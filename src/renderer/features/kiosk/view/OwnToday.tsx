import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnToday as Today } from '../../../../shared/calls/own-hours.ts';
import { call } from '../../../base/api.ts';
import { useSettings } from '../../../base/session.ts';
import { hoursText } from '../../../parts/hours.ts';
import said from './words.module.css';

/** Late or not, and the day's hours so far: asked for when the welcome is on the screen, gone with it, and kept nowhere. */
export function OwnToday({ eventId, direction }: { readonly eventId: number; readonly direction: 'in' | 'out' }) {
  const { t } = useTranslation('kiosk');
  const shown = useSettings().kiosk.ownHours !== 'off';
  const [today, setToday] = useState<Today | null>(null);
  useEffect(() => {
    if (!shown) return undefined;
    let there = true;
    void call('ownHours.today', { eventId }).then((answer) => {
      if (there && answer.ok) setToday(answer.value);
    });
    return () => {
      there = false;
    };
  }, [eventId, shown]);
  if (!today) return null;
  const { late, soFar } = today;
  const text =
    direction === 'out'
      ? t('own.soFar', { hours: hoursText(soFar) })
      : late !== null && (late > 0 ? t('own.late', { count: late }) : t('own.onTime'));
  return text ? <div className={said.next}>{text}</div> : null;
}
