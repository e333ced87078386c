/** No code, flag, verdict or proposal is without words, in either language. */
import { describe, expect, test } from 'vitest';
import { D, detailFor } from '../../../../test/hours/fixtures.ts';
import type { Code } from '../../../domain/hours/model.ts';
import { Code as CodeSchema, type DayDetail } from '../../../shared/hours-detail.ts';
import { makeFormat } from '../../base/format.ts';
import { startI18n } from '../../i18n/index.ts';
import { dayWords } from './words.ts';

const detail = detailFor({}, ['08:57', '12:01', '18:03']);
const EXAMPLES: readonly Code[] = [
  ...(['given-by-correction', 'in-window', 'outside-window', 'open-session', 'before-window', 'unplanned'] as const).map(
    (code) => ({ code }),
  ),
  { code: 'moved-by-parity', from: detail.day + 1 },
  { code: 'runs-across', at: detail.bounds.to },
  { code: 'repeat-of', key: 'e1' },
  { code: 'repeat-of', key: 'e99' },
  { code: 'rival', day: detail.day - 1, window: { from: detail.bounds.from - 600, to: detail.bounds.from + 300 } },
  ...(['correction', 'button', 'door', 'alternation', 'edge', 'order'] as const).map((by) => ({
    code: 'direction-from' as const,
    by,
  })),
  { code: 'rounded', from: detail.bounds.from + 543, to: detail.bounds.from + 540 },
  { code: 'early-not-counted', minutes: 12 },
  ...(['unpaired', 'unused', 'ignored', 'clock-jumped', 'missing-hour'] as const).map((code) => ({ code })),
  ...(['first', 'second'] as const).map((pass) => ({ code: 'ambiguous-hour' as const, pass })),
  { code: 'other-zone', zone: 'Europe/Berlin' },
  { code: 'imported', key: 'i17' },
];

/** Every value that the schema takes for a code. */
const codes = CodeSchema.options.flatMap(({ shape: { code } }) => ('options' in code ? code.options : [code.value]));

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  const { t } = startI18n(language);
  const of = (day: DayDetail) => dayWords(t, makeFormat(language, day.zone), day);

  test('every code has a sentence, and no two the same', () => {
    expect(codes.filter((code) => !EXAMPLES.some((e) => e.code === code))).toEqual([]);
    const said = of(detail).punch({ ...detail.punches[0]!, codes: [...EXAMPLES] });
    expect(said).toHaveLength(EXAMPLES.length);
    expect(new Set(said).size).toBe(EXAMPLES.length);
    for (const sentence of said) expect(sentence).toMatch(/^(?!code\.|hoursDay)[^{}]{4,}[.。]$/u);
  });

  test('the plan says shift, window and version, and why it is the plan', () => {
    const lines = of({
      ...detail,
      origin: {
        by: 'department',
        pattern: 'Mon–Fri',
        shiftFrom: detail.day - 30,
        ruleFrom: detail.day - 60,
        holiday: { name: 'Make-up day', kind: 'working-day' },
      },
    }).plan();
    const text = lines.join('\n');
    for (const part of [
      D.name,
      '09:00–18:00',
      '07:00–24:00',
      '12:00–13:00',
      'Mon–Fri',
      'Make-up day',
      '2026-10-03',
      '2026-09-03',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/\{\{|plan\./);
  });

  test('a day in words, for whoever does not see the picture', () => {
    const words = of(detail);
    for (const part of ['09:00–18:00', '08:57', '12:01', '18:03']) expect(words.summary()).toContain(part);
    const empty = of(detailFor({ shifts: {}, zone: 'Europe/Berlin', on: '2026-03-29' })).summary();
    expect(empty).toMatch(/23/);
    expect(empty).toContain('02:00–03:00');
    expect(empty).not.toMatch(/\{\{|none\./);
  });

  test.each([
    ['Europe/Berlin', '2026-03-29', '02:00–03:00'],
    ['Europe/Berlin', '2026-10-25', '02:00–03:00'],
    ['Australia/Lord_Howe', '2026-04-05', '01:30–02:00'],
    // A whole day is left out.
    ['Pacific/Apia', '2011-12-31', '24:00'],
  ])('%s, %s: what the clocks do is said, with the times that are missing or doubled', (zone, on, said) => {
    const summary = of(detailFor({ shifts: {}, zone, on })).summary();
    expect(summary).toContain(said);
    expect(summary).not.toMatch(/\{\{|change\.|-\d/);
  });
});

test('times of another local day say which; midnight at the end is 24:00', () => {
  const { time } = dayWords(startI18n('en').t, makeFormat('en', detail.zone), detail);
  expect(time(detail.bounds.from)).toBe('00:00');
  expect(time(detail.bounds.to)).toBe('24:00');
  expect(time(detail.bounds.to + 61)).toBe('Tuesday 3 November 01:01');
});
