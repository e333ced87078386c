import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { listOf, propertyOf, unescaped } from './property.ts';

const parsed = (line: string) => {
  const property = propertyOf(line);
  return property && { name: property.name, params: Object.fromEntries(property.params), value: property.value };
};

test.each([
  ['DTSTART:20260704', { name: 'DTSTART', params: {}, value: '20260704' }],
  ['dtstart;value=date: 20261225 ', { name: 'DTSTART', params: { VALUE: 'date' }, value: '20261225' }],
  ['DTSTART;TZID="W. Europe; a:b":1', { name: 'DTSTART', params: { TZID: 'W. Europe; a:b' }, value: '1' }],
  [
    'SUMMARY;A=1,2;B="x","y:z";LANGUAGE=zh_CN:a:b',
    { name: 'SUMMARY', params: { A: '1,2', B: 'x', LANGUAGE: 'zh_CN' }, value: 'a:b' },
  ],
  ['SUMMARY;LANGUAGE=de;:x', { name: 'SUMMARY', params: { LANGUAGE: 'de' }, value: 'x' }],
  ['SUMMARY;QUOTED-PRINTABLE:=E6', { name: 'SUMMARY', params: { 'QUOTED-PRINTABLE': '' }, value: '=E6' }],
  ['RRULE:', { name: 'RRULE', params: {}, value: '' }],
  ['SUMMARY', null],
  ['SUMMARY;A="x:y', null],
  ['SUMMARY;A=1', null],
  ['', null],
])('%s', (line, expected) => {
  expect(parsed(line)).toEqual(expected);
});

test('texts and lists of them', () => {
  expect(unescaped('a\\, b\\; c\\nd\\\\n\\x')).toBe('a, b; c\nd\\n\\x');
  expect(listOf('A, B\\,C,,\\n')).toEqual(['A', 'B,C']);
});

test('what ical.js reads of a line is read here', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-'), minLength: 1, maxLength: 6 });
  const plain = fc.string({ unit: fc.constantFrom('a', ' ', '=', '春', '/', "'"), maxLength: 8 });
  const quoted = fc.string({ unit: fc.constantFrom('a', ';', ':', ' ', '春'), maxLength: 8 }).map((text) => `"${text}"`);
  const params = fc.uniqueArray(fc.tuple(word, fc.oneof(plain, quoted)), {
    maxLength: 3,
    selector: ([name]) => name.toLowerCase(),
  });
  const value = fc.string({ unit: fc.constantFrom('a', '\\,', '\\n', '\\;', '\\\\', ',', ';', ':', '"', '春', '=') });
  fc.assert(
    fc.property(params, value, (some, text) => {
      const line = `SUMMARY${some.map(([name, one]) => `;X-${name}=${one}`).join('')}:x${text}x`;
      const [name, theirs, , said] = ICAL.parse.property(line) as [string, Record<string, string>, string, string];
      const ours = propertyOf(line);
      expect(ours?.name).toBe(name.toUpperCase());
      for (const [key, one] of ours?.params ?? []) expect([key, one]).toEqual([key, theirs[key.toLowerCase()]]);
      expect(unescaped(ours?.value ?? '')).toBe(said);
    }),
  );
});
