/** What is typed to sign in or to unlock. */
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { AppError } from '../../domain/errors.ts';
import type { Words } from '../ui/zodForm.ts';

/** Blanks around a recovery key are none of it; of a password they are. Nothing at all is sent of neither. */
export function trimmedKey<K extends string>(call: z.ZodObject<{ kind: z.ZodEnum<Record<K, K>>; secret: z.ZodString }>) {
  return call
    .refine(({ secret }) => secret.trim() !== '', { path: ['secret'] })
    .transform(({ kind, secret }) => ({ kind, secret: kind === 'recovery-key' ? secret.trim() : secret }));
}

/** Nothing was typed, or so much that it opens nothing. */
export function useSignInWords(): Words<{ readonly secret: string }> {
  const { t } = useTranslation();
  return (_path, _issue, { secret }) => t(secret.trim() === '' ? 'fields.required' : 'fields.check');
}

/** A recovery key with a letter too few or a wrong one is, to whoever types it, a key that does not open. */
export const asKeyError = (error: AppError): AppError => (error.code === 'bad-input' ? { code: 'key-wrong' } : error);
