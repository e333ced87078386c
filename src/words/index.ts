/**
 * One dictionary a language of what main, the files that people take away and the screens all say: errors, and the log's events.
 * The words of single screens stand in `renderer/i18n`, which reads these.
 */
import type { Language } from '../domain/language.ts';
import { isReason } from '../domain/log/events.ts';
import { en } from './en/index.ts';
import type { Words } from './words.ts';
import { zhCN } from './zh-CN/index.ts';

export type { HoursFileWords, LogFileWords, Words } from './words.ts';

const ALL: Readonly<Record<Language, Words>> = { en, 'zh-CN': zhCN };

export const wordsOf = (language: Language): Words => ALL[language];

/** @param reason of a row, which another version may have written */
export function reasonText(words: Pick<Words, 'reasons' | 'unknownReason'>, reason: string): string {
  return isReason(reason) ? words.reasons[reason] : words.unknownReason.replace('{{reason}}', () => reason);
}
