import { expect, test } from 'vitest';
import { parseDay } from './parseDay.ts';

const cases: [string, string | null][] = [
  ['2026-11-24', '2026-11-24'],
  ['2026/1/5', '2026-01-05'],
  ['2026年11月3日', '2026-11-03'],
  ['11-24', '2026-11-24'],
  [' 11/24 ', '2026-11-24'],
  ['11月23日', '2026-11-23'],
  ['11-25', '2025-11-25'],
  ['2-29', '2024-02-29'],
  ['2026-02-29', null],
  ['13-1', null],
  ['1001', null],
  ['11-24-2026', null],
  ['王小明', null],
  ['', null],
];
test.each(cases)('%j', (text, day) => expect(parseDay(text, '2026-11-24')).toBe(day));
