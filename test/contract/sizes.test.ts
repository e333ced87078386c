/** What can be read at one sitting: no file over 400 lines (ESLint says so as well), no function of main over 80. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { count } from '../../scripts/lib/counts.ts';

const counts = count(join(import.meta.dirname, '../..'));

test('no function of main is longer than 80 lines', () => {
  expect(counts.longInMain).toEqual([]);
});

test('no file is longer than 400 lines', () => {
  expect(counts.longFiles).toEqual([]);
});

test('no import goes against an arrow, and no files import each other in a circle', () => {
  expect([counts.up, counts.fileCircles]).toEqual([[], []]);
});
