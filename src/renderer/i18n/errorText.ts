import type { TFunction } from 'i18next';
import type { AppError } from '../../domain/errors.ts';

export type ErrorText = { readonly title: string; readonly next: string };

/** The two sentences of an error, with its facts filled in. */
export function errorText(t: TFunction, error: AppError): ErrorText {
  // The dictionaries are typed by AppErrorCode, so the key exists; i18next cannot see through a computed key with a union's variables.
  const say = t as unknown as (key: string, facts: Readonly<Record<string, unknown>>) => string;
  const reason = error.code === 'face-poor' ? say(`quality:${error.reason}`, {}) : '';
  const minutes = error.code === 'too-many-attempts' ? Math.max(1, Math.ceil(error.retryAfterSeconds / 60)) : 0;
  const facts = { ...error, reason, count: minutes };
  return { title: say(`errors:${error.code}.title`, facts), next: say(`errors:${error.code}.next`, facts) };
}
