import type { TFunction } from 'i18next';
import { PASSWORD_MIN } from '../../domain/credentials/password.ts';
import type { AppError } from '../../domain/errors.ts';

export type ErrorText = { readonly title: string; readonly next: string };

type Say = (key: string, facts: Readonly<Record<string, unknown>>) => string;

function waitOf(seconds: number, say: Say): string {
  return seconds < 60
    ? say('common:wait.seconds', { n: Math.max(1, seconds) })
    : say('common:wait.minutes', { n: Math.ceil(seconds / 60) });
}

/** The two sentences of an error, with its facts filled in. */
export function errorText(t: TFunction, error: AppError): ErrorText {
  // The dictionaries are typed by AppErrorCode, so the key exists; i18next cannot see through a computed key with a union's variables.
  const say = t as unknown as Say;
  const reason = error.code === 'face-poor' ? say(`quality:${error.reason}`, {}) : '';
  const weak = error.code === 'password-weak' ? say(`firstRun:problems.${error.reason}`, { count: PASSWORD_MIN }) : '';
  const time = error.code === 'too-many-attempts' ? waitOf(error.retryAfterSeconds, say) : '';
  const facts = { ...error, reason: reason || weak, time };
  return { title: say(`errors:${error.code}.title`, facts), next: say(`errors:${error.code}.next`, facts) };
}
