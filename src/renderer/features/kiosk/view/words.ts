/** What the kiosk says in each state: one line, and at most one smaller one under it. */
import type { TFunction } from 'i18next';
import { supportCode, type AppError } from '../../../../domain/errors.ts';
import { assertNever } from '../../../../domain/never.ts';
import { addDays, isDay } from '../../../../domain/time/wall-clock.ts';
import { errorText } from '../../../i18n/errorText.ts';
import type { Light } from '../../../camera/light.ts';
import type { Format } from '../../../base/format.ts';
import type { Instruction, KioskView } from '../machine/kiosk.machine.ts';

export type KioskWords = { readonly line: string; readonly next: string | null; readonly code: string | null };
type T = TFunction<['kiosk', 'quality', 'common']>;

const trouble = (t: T, error: AppError, extra: string | null): KioskWords => {
  const { title, next } = errorText(t as unknown as TFunction, error);
  return {
    line: title,
    next: [extra, next, t('tell')].filter((part) => part !== null).reduce((first, then) => t('both', { first, then })),
    code: supportCode[error.code],
  };
};

/** Said under an instruction, where its line alone does not say what to do. */
const HINTED = ['upside-down', 'one-at-a-time', 'too-dark', 'light-behind'] as const;
const hinted = (reason: Instruction) => HINTED.find((each) => each === reason);

/** Reasons whose sentence changes when it is known from when on. */
const DATED = ['not-yet-valid', 'outside-hours', 'holiday', 'anti-passback-timed'] as const;

function refusal(
  t: T,
  { reason, from }: Extract<KioskView, { kind: 'refused' }>,
  light: Light,
  format: Format,
  now: number,
): KioskWords {
  const line =
    from === null
      ? t(`refused.${reason}`)
      : t(`refusedFrom.${DATED.find((each) => each === reason) ?? 'other'}`, { when: comingOf(t, format, from, now) });
  // Nobody is to blame their face, or us, for a lamp.
  const unseen = reason === 'not-recognised' || reason === 'ambiguous' || reason === 'presentation-attack';
  const next =
    unseen && light !== 'good'
      ? t('both', { first: t(`light.${light}`), then: t(`light.${light}Next`) })
      : t(`refusedNext.${reason}`);
  return { line, next, code: null };
}

/** Errors of "this is not me": the visit stands. */
const STANDS: readonly string[] = ['not-me-again', 'event-gone'];

/** An instant to come: with its day, unless it is today's or tomorrow's. */
export function comingOf(t: T, format: Format, at: number, now: number): string {
  const day = format.isoDay(at);
  const today = format.isoDay(now);
  const time = format.time(at);
  if (day === today) return t('at.today', { time });
  return isDay(today) && day === addDays(today, 1) ? t('at.tomorrow', { time }) : t('at.other', { day: format.day(at), time });
}

/** When the punch before this one was: the time, with the day unless it is today. */
function whenOf(format: Format, at: number, now: number): string {
  return format.isoDay(at) === format.isoDay(now) ? format.time(at) : `${format.day(at)} ${format.time(at)}`;
}

export function wordsOf(t: T, view: KioskView, format: Format, now: number, light: Light = 'good'): KioskWords {
  const say = (line: string, next: string | null = null): KioskWords => ({ line, next, code: null });
  switch (view.kind) {
    case 'idle':
      return say(t('look'));
    case 'guiding': {
      const hint = hinted(view.reason);
      const line = view.reason === 'light-behind' ? t('lightBehind') : t(`quality:${view.reason}`);
      return say(line, hint ? t(`guideNext.${hint}`) : null);
    }
    case 'light':
      return say(t(`light.${view.light}`), t(`light.${view.light}Next`));
    case 'checking':
      return say(t('checking'));
    case 'welcome': {
      const next = view.last ? t(`last.${view.last.direction}`, { when: whenOf(format, view.last.at, now) }) : t('first');
      return say(`${t(`welcome.${view.direction}`)}, ${view.name}`, next);
    }
    case 'again':
      return say(view.name, t(`again.${view.direction}`, { time: format.time(view.at) }));
    case 'refused':
      return refusal(t, view, light, format, now);
    case 'need-pin':
      return say(t(`needPin.${view.why}`), t(`needPinNext.${view.why}`));
    case 'wait-for-second':
      return say(t('waitForSecond', { name: view.name }), t('waitForSecondNext'));
    case 'second-missed':
      return say(t('secondMissed'), t('secondMissedNext'));
    case 'taken-back':
      return say(t('takenBack'), t('takenBackNext'));
    case 'camera':
      return trouble(t, { code: view.fault }, null);
    case 'engine':
      if (view.status === 'fault') return trouble(t, view.fault ?? { code: 'engine-down' }, null);
      return view.status === 'starting' ? say(t('starting')) : say(t('restarting'), t('restartingNext'));
    case 'error':
      // Of what cannot be taken back, something is recorded.
      return trouble(t, view.error, STANDS.includes(view.error.code) ? null : t('notRecorded'));
    default:
      return assertNever(view);
  }
}
