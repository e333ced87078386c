import { describe, expect, test } from 'vitest';
import type { AppError } from '../../../domain/errors.ts';
import { LANGUAGES } from '../../../domain/language.ts';
import { QUALITY_REASONS } from '../../../domain/recognition/quality.ts';
import { startI18n } from '../../i18n/index.ts';
import { refusalWords } from './refusal-words.ts';

/** Whatever may be wrong with the face in a file, and with a file. */
const ERRORS: readonly AppError[] = [
  ...QUALITY_REASONS.map((reason): AppError => ({ code: 'face-poor', reason })),
  { code: 'face-none' },
  { code: 'face-several' },
  { code: 'face-differs' },
  { code: 'photo-unreadable' },
  { code: 'photo-heic' },
  { code: 'photo-too-large' },
];
/** What can only be asked of a person who stands there. */
const TO_A_PERSON = {
  en: /\b(come|closer|step back|stand|move into|hold (still|your)|look at|open your|close your|chin (up|down)|capture again|the camera shows)\b/i,
  'zh-CN': /靠近|退后|站到|保持不动|看镜头|正对镜头|请睁|请闭|稍微|重拍|一个一个来|摄像头/,
} as const;

describe.each(LANGUAGES)('%s', (language) => {
  const t = startI18n(language).getFixedT(language, ['enrol', 'common']);
  const ofFile = (error: AppError) => refusalWords(t, { error, source: { kind: 'photo', name: 'a.jpg' } });
  const ofCamera = (error: AppError) => refusalWords(t, { error, source: { kind: 'camera' } });
  const nameOf = (error: AppError) => (error.code === 'face-poor' ? error.reason : error.code);

  test.each(ERRORS.map((error) => [nameOf(error), error] as const))(
    '%s: of a file other words than of the camera',
    (_, error) => {
      const file = ofFile(error);
      expect(file.text).not.toMatch(TO_A_PERSON[language]);
      expect(file.text).not.toMatch(/\{\{|undefined|photoReason|errors:/);
      expect(file.text.length).toBeGreaterThan(3);
      expect(file.code).toMatch(/^E-(PIC|ENR)-\d\d$/);
      expect(file.text).not.toBe(ofCamera(error).text);
    },
  );

  test('the words for a person are those that are looked for', () => {
    const camera = ERRORS.filter((error) => error.code === 'face-poor').map((error) => ofCamera(error).text);
    const found = camera.filter((text) => TO_A_PERSON[language].test(text));
    // The light and who else stands there are said in the same way of both.
    expect(found.length).toBeGreaterThanOrEqual(QUALITY_REASONS.length - 5);
  });

  test('HEIC: what to do on Windows, on a Mac, and on the iPhone from now on', () => {
    const { text, code } = ofFile({ code: 'photo-heic' });
    expect(code).toBe('E-PIC-06');
    for (const word of ['HEIC', 'JPEG', 'Windows', 'Mac', 'iPhone']) expect(text).toContain(word);
    expect(text).toContain(language === 'en' ? '“Most Compatible”' : '“兼容性最佳”');
  });
});
