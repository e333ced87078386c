import { expect, test } from 'vitest';
import { roleOf, withRole } from './roles.ts';

const COLUMNS = { device: 0, status: 1, verify: null };

test('what a column is taken for', () => {
  expect([0, 1, 2].map((c) => roleOf(COLUMNS, c))).toEqual(['device', 'status', 'none']);
});

test('another meaning: the column that had it is free, and so is what this one meant', () => {
  expect(withRole(COLUMNS, 0, 'status')).toEqual({ device: null, status: 0, verify: null });
  expect(withRole(COLUMNS, 2, 'verify')).toEqual({ device: 0, status: 1, verify: 2 });
  expect(withRole(COLUMNS, 1, 'none')).toEqual({ device: 0, status: null, verify: null });
});
