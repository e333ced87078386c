import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './panel.module.css';

const LOOK_MS = 250;

/** Seconds left until an instant (ms since the epoch), and a ring that empties. Not read out: a screen reader was told the line. */
export function Countdown({ until }: { readonly until: number }) {
  const { t } = useTranslation('kiosk');
  const [from] = useState(() => Date.now());
  const [now, setNow] = useState(from);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const share = Math.min(1, Math.max(0, (until - now) / Math.max(1, until - from)));
  return (
    <div className={classes.countdown} role="timer" aria-live="off" aria-label={t('secondsLeft', { count: left })}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r="44" />
        <circle cx="50" cy="50" r="44" pathLength={1} strokeDasharray="1 1" strokeDashoffset={1 - share} />
      </svg>
      <span aria-hidden="true">{left}</span>
    </div>
  );
}
