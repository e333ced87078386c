import { UnstyledButton } from '@mantine/core';
import { IconBackspace, IconClockPause, IconId, IconKeyboardOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PIN_DIGITS } from '../../../../domain/credentials/pin.ts';
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

type Message = { readonly text: string; readonly said: string; readonly trouble: boolean };

function useMessage({ busy, pad, wait, wrong }: CodeDesk, pinAlone: boolean): Message {
  const { t } = useTranslation('credentials');
  const trouble = (text: string, said = text): Message => ({ text, said, trouble: true });
  if (pad.disabled) return trouble(t('pad.disabled'));
  if (wait !== null) return trouble(t('pad.wait', { time: clockOf(wait) }), t('pad.wait', { time: clockOf(pad.waitSeconds) }));
  const text = busy
    ? t('pad.checking')
    : wrong === 'failed'
      ? t('pad.failed')
      : wrong === 'foreign'
        ? t('pad.foreign')
        : wrong !== null
          ? t('pad.wrong', { count: pad.triesLeft })
          : t(pinAlone ? 'pad.pinAlone' : 'pad.hint');
  return { text, said: text, trouble: !busy && wrong !== null };
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
        <p className={classes.message} data-trouble={message.trouble || undefined} aria-hidden={message.trouble || undefined}>
          {closed &&
            (pad.disabled ? (
              <IconKeyboardOff size={24} stroke={1.75} aria-hidden="true" />
            ) : (
              <IconClockPause size={24} stroke={1.75} aria-hidden="true" />
            ))}
          {message.text}
        </p>
      ) : (
        <Typed digits={typed.digits} pinAlone={pinAlone} />
      )}
      <div className={classes.keys}>
        {KEYS.map((k) => (
          <UnstyledButton
            key={k}
            className={classes.key}
            disabled={locked}
            onClick={() => press({ kind: 'touch', digit: k, at: performance.now() })}
          >
            {k}
          </UnstyledButton>
        ))}
        <span />
        <UnstyledButton
          className={classes.key}
          disabled={locked}
          onClick={() => press({ kind: 'touch', digit: '0', at: performance.now() })}
        >
          {'0'}
        </UnstyledButton>
        <UnstyledButton
          className={`${classes.key} ${classes.back}`}
          disabled={locked || typed.digits === ''}
          aria-label={t('pad.delete')}
          onClick={() => press({ kind: 'untouch', at: performance.now() })}
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
      {/* Read out once, with the time as it was then: a countdown is for the eyes. */}
      <span className={classes.count} role="alert">
        {message.trouble && message.said}
      </span>
      <span className={classes.count} role="status">
        {typed.digits === '' ? '' : t('pad.typed', { count: typed.digits.length })}
      </span>
    </section>
  );
}
