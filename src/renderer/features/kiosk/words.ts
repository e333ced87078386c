/** What the kiosk says in each state: one line, and at most one smaller one under it. */
import type { TFunction } from 'i18next';
import { supportCode, type AppError } from '../../../domain/errors.ts';
import { assertNever } from '../../../domain/result.ts';
import { errorText } from '../../i18n/errorText.ts';
import type { Format } from '../../ui/format.ts';
import type { KioskView } from './kiosk.machine.ts';

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

/** When the punch before this one was: the time, with the day unless it is today. */
export function whenOf(format: Format, at: number, now: number): string {
  return format.isoDay(at) === format.isoDay(now) ? format.time(at) : `${format.day(at)} ${format.time(at)}`;
}

export function wordsOf(t: T, view: KioskView, format: Format, now: number): KioskWords {
  const say = (line: string, next: string | null = null): KioskWords => ({ line, next, code: null });
  switch (view.kind) {
    case 'idle':
      return say(t('look'));
    case 'guiding':
      return say(t(`quality:${view.reason}`));
    case 'checking':
      return say(t('checking'));
    case 'welcome': {
      const next = view.last ? t(`last.${view.last.direction}`, { when: whenOf(format, view.last.at, now) }) : t('first');
      return say(`${t(`welcome.${view.direction}`)}, ${view.name}`, next);
    }
    case 'again':
      return say(view.name, t(`again.${view.direction}`, { time: format.time(view.at) }));
    case 'refused':
      if (view.from !== null) return say(t(`refused.${view.reason}`), t('refusedFrom', { when: whenOf(format, view.from, now) }));
      return say(t(`refused.${view.reason}`), view.name === null ? t('refusedNext') : t('refusedAsk'));
    case 'need-pin':
      return say(t(`needPin.${view.why}`));
    case 'wait-for-second':
      return say(t('waitForSecond', { name: view.name }));
    case 'taken-back':
      return say(t('takenBack'), t('takenBackNext'));
    case 'camera':
      return trouble(t, { code: view.fault }, null);
    case 'engine':
      if (view.status === 'fault') return trouble(t, view.fault ?? { code: 'engine-down' }, null);
      return view.status === 'starting' ? say(t('starting')) : say(t('restarting'), t('restartingNext'));
    case 'error':
      return trouble(t, view.error, t('notRecorded'));
    default:
      return assertNever(view);
  }
}
