import { UnstyledButton } from '@mantine/core';
import { IconBackspace, IconClockPause, IconId, IconKeyboardOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PIN_DIGITS } from '../../../domain/access/pin.ts';
import classes from './code-pad.module.css';
import { numberDigits } from './code.ts';
import type { CodeDesk } from './useCode.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** The number in plain digits, so that a slip is seen, and a dot for each digit of the PIN. */
function Typed({ digits, pinAlone }: { readonly digits: string; readonly pinAlone: boolean }) {
  const plain = pinAlone && digits.length <= PIN_DIGITS ? 0 : (numberDigits(digits) ?? 0);
  const number = digits.slice(0, plain);
  const dots = digits.length - number.length;
  return (
    <div className={classes.typed} aria-hidden="true">
      {number && <span className={classes.number}>{number}</span>}
      {Array.from({ length: Math.max(0, Math.min(dots, PIN_DIGITS)) }, (_, i) => (
        <i key={i} data-full />
      ))}
      {(pinAlone || number.length === plain) &&
        digits !== '' &&
        Array.from({ length: Math.max(0, PIN_DIGITS - dots) }, (_, i) => <i key={`e${i}`} />)}
    </div>
  );
}

/** `m:ss` of a countdown. */
const clockOf = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

function useMessage({ busy, pad, wait, wrong }: CodeDesk, pinAlone: boolean): { readonly text: string; readonly trouble: boolean } {
  const { t } = useTranslation('credentials');
  if (pad.disabled) return { text: t('pad.disabled'), trouble: true };
  if (wait !== null) return { text: t('pad.wait', { time: clockOf(wait) }), trouble: true };
  if (busy) return { text: t('pad.checking'), trouble: false };
  if (wrong !== null) return { text: t('pad.wrong', { count: pad.triesLeft }), trouble: true };
  return { text: t(pinAlone ? 'pad.pinAlone' : 'pad.hint'), trouble: false };
}

type Props = {
  readonly desk: CodeDesk;
  /** The PIN alone would do: the person is known by face or badge. */
  readonly pinAlone: boolean;
  /** Nobody is there: the pad steps back as the rest of the screen does. */
  readonly dimmed: boolean;
  /** False where no camera can read a badge. */
  readonly badges: boolean;
};

/** The other way in, always there and of the same size as anything else: number and PIN, or a badge held up. */
export function CodePad({ desk, pinAlone, dimmed, badges }: Props) {
  const { t } = useTranslation('credentials');
  const { typed, busy, pad, wait, press } = desk;
  const message = useMessage(desk, pinAlone);
  const closed = pad.disabled || wait !== null;
  const locked = closed || busy;
  return (
    <section
      className={classes.pad}
      role="group"
      aria-label={t('pad.label')}
      data-dimmed={dimmed || undefined}
      data-wanted={pinAlone || undefined}
      data-testid="code-pad"
    >
      {typed.digits === '' || closed ? (
        <p className={classes.message} data-trouble={message.trouble || undefined} role={message.trouble ? 'alert' : undefined}>
          {closed && (pad.disabled ? <IconKeyboardOff size={24} stroke={1.75} aria-hidden="true" /> : <IconClockPause size={24} stroke={1.75} aria-hidden="true" />)}
          {message.text}
        </p>
      ) : (
        <Typed digits={typed.digits} pinAlone={pinAlone} />
      )}
      <div className={classes.keys}>
        {KEYS.map((k) => (
          <UnstyledButton key={k} className={classes.key} disabled={locked} onClick={() => press({ kind: 'digit', digit: k })}>
            {k}
          </UnstyledButton>
        ))}
        <span />
        <UnstyledButton className={classes.key} disabled={locked} onClick={() => press({ kind: 'digit', digit: '0' })}>
          {'0'}
        </UnstyledButton>
        <UnstyledButton
          className={`${classes.key} ${classes.back}`}
          disabled={locked || typed.digits === ''}
          aria-label={t('pad.delete')}
          onClick={() => press({ kind: 'back' })}
        >
          <IconBackspace size={30} stroke={1.5} />
        </UnstyledButton>
      </div>
      {badges && (
        <p className={classes.badge}>
          <IconId size={26} stroke={1.5} aria-hidden="true" />
          {t('pad.badge')}
        </p>
      )}
      <span className={classes.count} role="status">
        {typed.digits === '' ? '' : t('pad.typed', { count: typed.digits.length })}
      </span>
    </section>
  );
}
