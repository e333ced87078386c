import { UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../../../domain/hours/days.ts';
import type { OwnDays as Told } from '../../../../shared/calls/own-hours.ts';
import { call } from '../../../base/api.ts';
import type { Format } from '../../../base/format.ts';
import { errorText } from '../../../i18n/errorText.ts';
import { hoursText } from '../../../parts/hours.ts';
import help from '../help.module.css';
import stage from '../kiosk.module.css';
import classes from './own.module.css';
import said from './words.module.css';

type Props = { readonly eventId: number; readonly format: Format; readonly onClose: () => void };

/** Nobody leaves it open for the next one. */
const OPEN_MS = 40_000;

/** The last days of whoever was just let in. Main shows them to nobody else, and to them for a minute. */
export function OwnDays({ eventId, format, onClose }: Props) {
  const { t } = useTranslation('kiosk');
  const [told, setTold] = useState<Told | null>(null);
  const [note, setNote] = useState('');
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    let there = true;
    void call('ownHours.days', { eventId }).then((answer) => {
      if (!there) return;
      if (answer.ok) setTold(answer.value);
      else setNote(errorText(t as never, answer.error).title);
    });
    const timer = setTimeout(onClose, OPEN_MS);
    return () => {
      there = false;
      clearTimeout(timer);
    };
  }, [eventId, t, onClose]);
  return (
    <section className={`${help.help} ${classes.own}`} role="dialog" aria-label={t('own.title')}>
      <div className={said.line}>{t(asking ? 'own.open' : 'own.title')}</div>
      {note && (
        <div className={said.next} role="status">
          {note}
        </div>
      )}
      {asking ? (
        <AskPunch
          eventId={eventId}
          onSaid={(text) => {
            setNote(text);
            setAsking(false);
          }}
          onBack={() => setAsking(false)}
        />
      ) : (
        <>
          {told && <Days days={told.days} format={format} />}
          {told && told.notAnnounced.length > 0 && (
            <div className={classes.note} role="note">
              {t('own.notAnnounced', { years: told.notAnnounced.join(t('own.and')) })}
            </div>
          )}
          <div className={classes.row}>
            <UnstyledButton className={stage.button} onClick={() => setAsking(true)}>
              {t('own.open')}
            </UnstyledButton>
            <UnstyledButton className={stage.button} onClick={onClose} autoFocus>
              {t('own.close')}
            </UnstyledButton>
          </div>
        </>
      )}
    </section>
  );
}

function Days({ days, format }: { readonly days: Told['days']; readonly format: Format }) {
  const { t } = useTranslation('kiosk');
  const time = (minute: number | null): string => (minute === null ? t('own.none') : format.time(minute * 60_000));
  return (
    <table className={classes.days}>
      <tbody>
        {days.map(({ day, firstIn, lastOut, paid, flags }) => (
          <tr key={day}>
            <th scope="row">{format.dayOf(isoDay(day))}</th>
            <td>
              {firstIn === null && lastOut === null
                ? t('own.none')
                : `${time(firstIn)} – ${lastOut === null ? '' : time(lastOut)}`}
            </td>
            <td>{hoursText(paid)}</td>
            <td>{flags.includes('missing-in') || flags.includes('missing-out') ? t('own.missing') : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const STEP = 5;
const two = (n: number): string => String(n).padStart(2, '0');

type AskProps = { readonly eventId: number; readonly onSaid: (text: string) => void; readonly onBack: () => void };

/** A punch that is missing, by touch: which day, in or out, and when. */
function AskPunch({ eventId, onSaid, onBack }: AskProps) {
  const { t } = useTranslation('kiosk');
  const [day, setDay] = useState<'today' | 'yesterday'>('yesterday');
  const [direction, setDirection] = useState<'in' | 'out'>('out');
  const [minute, setMinute] = useState(18 * 60);
  const at = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  const move = (by: number) => () => setMinute((minute + by + 1440) % 1440);
  const moved = (by: number) => (
    <UnstyledButton key={by} className={stage.button} onClick={move(by)}>
      {t(by < 0 ? 'own.earlier' : 'own.later', { minutes: Math.abs(by) })}
    </UnstyledButton>
  );
  const send = async () => {
    const answer = await call('ownHours.ask', { eventId, day, at, direction });
    onSaid(answer.ok ? t('own.asked') : errorText(t as never, answer.error).title);
  };
  const choice = <T extends string>(all: readonly T[], now: T, set: (to: T) => void, label: (of: T) => string) =>
    all.map((of) => (
      <UnstyledButton
        key={of}
        className={stage.button}
        aria-pressed={of === now}
        data-chosen={of === now || undefined}
        onClick={() => set(of)}
      >
        {label(of)}
      </UnstyledButton>
    ));
  return (
    <>
      <div className={classes.row}>{choice(['yesterday', 'today'] as const, day, setDay, (of) => t(`own.day.${of}`))}</div>
      <div className={classes.row}>{choice(['in', 'out'] as const, direction, setDirection, (of) => t(of))}</div>
      <output className={classes.time}>{at}</output>
      <div className={classes.row}>{[-60, -STEP, STEP, 60].map(moved)}</div>
      <div className={classes.row}>
        <UnstyledButton className={stage.button} onClick={() => void send()}>
          {t('own.ask')}
        </UnstyledButton>
        <UnstyledButton className={stage.button} onClick={onBack}>
          {t('own.back')}
        </UnstyledButton>
      </div>
    </>
  );
}
