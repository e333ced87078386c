import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonPasswords, SHORTEST } from '../../../scripts/common-passwords.mjs';
import { PASSWORD_MAX, PASSWORD_MIN, passwordProblem, passwordStrength, type PasswordProblem } from './password.ts';

const stored = gunzipSync(readFileSync(new URL('../../../resources/passwords/common.txt.gz', import.meta.url))).toString();
const listed = new Set(stored.trim().split('\n'));
const problem = (password: string): PasswordProblem | null =>
  passwordProblem(password, listed, ['Riverside Harbour', '滨江厂区', 'lintel', '门楣']);

test('the list is what the script makes of the pinned package, and long enough', () => {
  expect(stored).toBe(commonPasswords());
  expect(listed.size).toBeGreaterThan(10_000);
  for (const word of listed) expect(Array.from(word).length).toBeGreaterThanOrEqual(SHORTEST);
});

test.each<[string, PasswordProblem | null]>([
  ['', 'too-short'],
  ['password', 'too-short'],
  ['Tr0ub4dor&3 x!', 'too-short'],
  ['x'.repeat(PASSWORD_MAX + 1), 'too-long'],
  // Listed as they stand, in any case and width, twice, beside each other, with what everybody adds.
  ['1qaz2wsx3edc4rfv', 'common'],
  ['Passwordpassword', 'common'],
  ['ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ', 'common'],
  ['sunshineprincess', 'common'],
  ['password1234567', 'common'],
  ['iloveyou-iloveyou', 'common'],
  ['baseball2026!!!!', 'common'],
  // Repeated, straight.
  ['qwertyqwertyqwerty', 'common'],
  ['aaaaaaaaaaaaaaaaa', 'common'],
  ['123456789012345', 'common'],
  ['               x', 'common'],
  ['abcdefghijklmnop', 'common'],
  ['zyxwvutsrqponml', 'common'],
  ['abcabcabcabcabc', 'common'],
  ['1234567abcdefg111', 'common'],
  // The site's name, the app's.
  ['riversideharbour', 'common'],
  ['Riverside-Harbour-1', 'common'],
  ['lintellintellintel', 'common'],
  ['lintel-riverside', 'common'],
  ['滨江厂区门楣123456789', 'common'],
  // What is left.
  ['correct horse battery staple', null],
  ['kitchen-table-by-the-window', null],
  ['riverside office, third floor', null],
  ['the password is swordfish-tea', null],
  ['门楣上的燕子窝每年春天都还在那里', null],
  ['🐦🏠🌧️🌈🐝🌻🍎🍐🍇🧺🪜🔔🎻🎺🥁', null],
])('%j: %s', (password, expected) => expect(problem(password)).toBe(expected));

test('64 characters and more of any kind are taken; a character counts once, whatever it takes to write it', () => {
  expect(problem('🦉 '.repeat(7))).toBe('too-short');
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0x4e00, max: 0x9fff }), { minLength: 64, maxLength: 120 }), (codes) => {
      fc.pre(new Set(codes).size > 40);
      return problem(String.fromCodePoint(...codes)) === null;
    }),
  );
});

test('no listed password is taken, nor twice over, nor with digits in a row or the same one after it', () => {
  const sample = [...listed].filter((_, i) => i % 37 === 0);
  for (const word of sample) {
    expect(problem(word)).not.toBeNull();
    for (const made of [word + word, `${word}1234567`, `${word}!!!!!!!`, `0000000${word}`])
      expect(problem(made), made).toBe('common');
  }
});

test.each<[string, number]>([
  ['', 0],
  ['Ab3$xy9', 0],
  ['kitchen-table', 0],
  ['aaaaaaaaaaaaaaaa', 1],
  ['123456789012345', 1],
  ['kitchentable12345', 2],
  ['kitchen-table-7', 3],
  ['correct horse battery staple', 4],
  ['门楣上的燕子窝每年春天都还在那里', 4],
])('%j has the strength %i', (password, strength) => expect(passwordStrength(password)).toBe(strength));

test('the least length counts characters', () => expect(passwordStrength('🦉'.repeat(PASSWORD_MIN))).toBeGreaterThan(0));
