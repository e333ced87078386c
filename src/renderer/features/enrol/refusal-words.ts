/** Why a capture was not taken: of the camera's picture it is said to whoever stands there, of a file to whoever chose it. What the one is told ("Come closer") is nonsense for the other. */
import type { TFunction } from 'i18next';
import { supportCode } from '../../../domain/errors.ts';
import { errorText } from '../../i18n/errorText.ts';
import type { Refusal } from './enrol.store.ts';

export type RefusalWords = { readonly text: string; readonly code: string | null };
type T = TFunction<['enrol', 'common']>;

export function refusalWords(t: T, { error, source }: Pick<Refusal, 'error' | 'source'>): RefusalWords {
  const { title, next } = errorText(t as unknown as TFunction, error);
  if (source.kind === 'camera') return { text: error.code === 'face-poor' ? next : title, code: null };
  const code = supportCode[error.code];
  if (error.code === 'face-poor') return { text: t(`photoReason.${error.reason}`), code };
  if (error.code === 'face-differs') return { text: t('photoDiffers'), code };
  return { text: t('both', { first: title, then: next }), code };
}
