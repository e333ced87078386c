import { Modal, UnstyledButton } from '@mantine/core';
import { IconBackspace, IconDoorExit } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { supportCode, type AppError } from '../../../domain/errors.ts';
import { createStrokes, strokeDigit } from '../../../domain/credentials/strokes.ts';
import { call } from '../../base/api.ts';
import { errorText } from '../../i18n/errorText.ts';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';
import classes from './leave.module.css';

const MAX = 12;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Seconds until the next try; counts down to null. */
function useCountdown(): readonly [number | null, (seconds: number) => void] {
  const [until, setUntil] = useState<number | null>(null);
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (until === null) return;
    const look = () => {
      const seconds = Math.ceil((until - performance.now()) / 1000);
      setLeft(seconds > 0 ? seconds : null);
      if (seconds <= 0) setUntil(null);
    };
    look();
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [until]);
  return [left, (seconds) => setUntil(performance.now() + seconds * 1000)];
}

type Props = {
  /** So many messages of a scanner came: their first digits are no part of a PIN. */
  readonly scans: number;
  readonly onClose: () => void;
};

/** Digits by touch or by keyboard; leaving the kiosk is main's to allow. */
export function LeaveDialog({ scans, onClose }: Props) {
  const { t } = useTranslation('kiosk');
  useReturnFocus();
  const [pin, setPin] = useState('');
  const [seen, setSeen] = useState(scans);
  const [strokes] = useState(createStrokes);
  const [error, setError] = useState<AppError | null>(null);
  const [left, countDown] = useCountdown();
  const [busy, setBusy] = useState(false);
  if (seen !== scans) {
    setSeen(scans);
    setPin('');
  }
  const locked = left !== null || busy;

  const digit = (d: string) => {
    if (locked) return;
    setError(null);
    setPin((p) => (p.length < MAX ? p + d : p));
  };
  const enter = async () => {
    if (locked || pin.length < 4) return;
    setBusy(true);
    const answer = await call('session.leaveKiosk', { pin });
    setBusy(false);
    // When it is right, main changes the role and this whole screen goes.
    if (answer.ok) return;
    setPin('');
    setError(answer.error);
    if (answer.error.code === 'too-many-attempts') countDown(answer.error.retryAfterSeconds);
  };
  const keyed = (e: React.KeyboardEvent) => {
    const stroke = strokes(e.nativeEvent);
    const typed = stroke && strokeDigit(stroke);
    if (typed !== null) digit(typed);
    else if (e.key === 'Backspace') setPin((p) => p.slice(0, -1));
    else if (
      e.key === 'Enter' &&
      (e.target as HTMLElement).dataset['key'] !== 'back' &&
      e.currentTarget.contains(e.target as Node)
    )
      void enter();
    else return;
    e.preventDefault();
  };
  const trouble = () => {
    if (left !== null) return t('pin.wait', { count: left });
    if (!error || error.code === 'too-many-attempts') return null;
    if (error.code === 'pin-wrong') return t('pin.wrong');
    return `${errorText(t as never, error).title} ${supportCode[error.code]}`;
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('pin.title')}
      size={400}
      onKeyDown={keyed}
      closeButtonProps={{ size: 44, iconSize: 24 }}
    >
      <p className={classes.pinText}>{t('pin.text')}</p>
      <div className={classes.dots} role="status" tabIndex={0} data-autofocus aria-label={t('pin.digits', { count: pin.length })}>
        {Array.from({ length: Math.max(4, pin.length) }, (_, i) => (
          <i key={i} data-full={i < pin.length || undefined} />
        ))}
      </div>
      <p className={classes.pinError} role="alert">
        {trouble()}
      </p>
      <div className={classes.keys}>
        {KEYS.map((k) => (
          <UnstyledButton key={k} data-key={k} className={classes.key} disabled={locked} onClick={() => digit(k)}>
            {k}
          </UnstyledButton>
        ))}
        <UnstyledButton
          data-key="back"
          className={classes.key}
          disabled={locked}
          aria-label={t('pin.delete')}
          onClick={() => setPin((p) => p.slice(0, -1))}
        >
          <IconBackspace size={30} stroke={1.5} />
        </UnstyledButton>
        <UnstyledButton data-key="0" className={classes.key} disabled={locked} onClick={() => digit('0')}>
          {'0'}
        </UnstyledButton>
        <UnstyledButton
          data-key="enter"
          className={`${classes.key} ${classes.enter}`}
          disabled={locked || pin.length < 4}
          onClick={() => void enter()}
        >
          <IconDoorExit size={26} stroke={1.5} aria-hidden="true" />
          {t('pin.enter')}
        </UnstyledButton>
      </div>
    </Modal>
  );
}
