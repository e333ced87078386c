import { describe, expect, test } from 'vitest';
import { ACCESS_REASONS } from '../../../../domain/access/reasons.ts';
import { REFUSAL_REASONS } from '../../../../domain/log/events.ts';
import { LANGUAGES } from '../../../../domain/language.ts';
import { startI18n } from '../../../i18n/index.ts';
import { makeFormat } from '../../../base/format.ts';
import type { KioskView } from '../machine/kiosk.machine.ts';
import { comingOf, wordsOf } from './words.ts';

/** 24 November 2026, 08:57 in Shanghai. */
const NOW = Date.UTC(2026, 10, 24, 0, 57);
const HOUR = 3_600_000;
const ZONE = 'Asia/Shanghai';

const desk = (language: 'en' | 'zh-CN') => {
  const t = startI18n(language).getFixedT(language, ['kiosk', 'quality', 'common']);
  const format = makeFormat(language, ZONE);
  return {
    say: (view: KioskView, light: 'good' | 'dark' | 'backlit' = 'good') => wordsOf(t, view, format, NOW, light),
    when: (at: number) => comingOf(t, format, at, NOW),
  };
};
const refused = (reason: (typeof REFUSAL_REASONS)[number], from: number | null = null): KioskView => ({
  kind: 'refused',
  reason,
  from,
  name: null,
});

describe.each(LANGUAGES)('%s', (language) => {
  const { say } = desk(language);
  test.each(REFUSAL_REASONS)('%s: why, and what to do', (reason) => {
    for (const from of [null, NOW + HOUR]) {
      const { line, next } = say(refused(reason, from));
      for (const text of [line, next ?? '']) {
        expect(text).not.toMatch(/\{\{|undefined|refused/);
        expect(text.length).toBeGreaterThan(3);
      }
      // At 44 pixels and more, a line of the panel on an upright screen of 720 holds about half of this.
      expect(line.length).toBeLessThanOrEqual(language === 'en' ? 48 : 22);
    }
  });
  test('every rule’s refusal that knows when it ends says when', () => {
    for (const reason of ACCESS_REASONS) expect(say(refused(reason, NOW + HOUR)).line).toContain('09:57');
  });
  test('a face that could not be seen for the light is told of the light', () => {
    for (const light of ['dark', 'backlit'] as const) {
      const told = say(refused('not-recognised'), light).next;
      expect(told).not.toBe(say(refused('not-recognised')).next);
      expect(told).toContain(say({ kind: 'light', light }).line);
      // A rule is a rule in any light.
      expect(say(refused('no-access'), light)).toEqual(say(refused('no-access')));
    }
  });
});

test('when: today, tomorrow, or with its day', () => {
  const { when } = desk('en');
  expect(when(NOW + HOUR)).toBe('at 09:57');
  expect(when(NOW + 22 * HOUR)).toBe('tomorrow at 06:57');
  expect(when(NOW + 15 * HOUR)).toBe('at 23:57');
  expect(when(NOW + 48 * HOUR)).toBe('on Thursday 26 November at 08:57');
  expect(desk('zh-CN').when(NOW + 22 * HOUR)).toBe('明天 06:57');
});

test('the sentence of the issue', () => {
  expect(desk('en').say(refused('outside-hours', NOW + HOUR)).line).toBe('Your access starts at 09:57');
});

test('the words of a countdown do not change while it runs, so that they are read out once', () => {
  const { say } = desk('en');
  const waiting = (ends: number): KioskView => ({ kind: 'wait-for-second', name: 'Ana', until: NOW + 10_000, ends });
  expect(say(waiting(10_000))).toEqual(say(waiting(3_000)));
});
