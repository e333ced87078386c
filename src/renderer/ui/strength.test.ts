import { expect, test } from 'vitest';
import { passwordStrength } from './strength.ts';

const cases: [string, number][] = [
  ['', 0],
  ['Ab3$xy9', 0],
  ['aaaaaaaaaaaa', 1],
  ['12345678', 1],
  ['abcdefgh', 1],
  ['kitchen9', 2],
  ['kitchen-table', 3],
  ['correct horse battery staple', 4],
  ['门楣上的燕子窝还在', 4],
];

test.each(cases)('%j is %i', (password, strength) => expect(passwordStrength(password)).toBe(strength));
