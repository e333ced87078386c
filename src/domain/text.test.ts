import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanName, cleanNumber, digitOf, isName, sameKey, searchKey } from './text.ts';

/** What nobody sees, of many kinds. */
const UNSEEN = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u061c', '\u180e', '\u202a', '\u202e', '\u2066', '\u2069', '\ufe0f', '\u{e0001}', '\u{e0061}', '\u{e0100}', '\u3164', '\uffa0', '\u115f', '\u0080', '\u009f', '\u0001', '\ud800', '\udc00', '\u2061', '\u206f', '\u{1d173}', '\u17b4']; // prettier-ignore
const unseen = fc.constantFrom(...UNSEEN);

test('every decimal digit of Unicode has its value: the digits that Intl writes', () => {
  for (const system of Intl.supportedValuesOf('numberingSystem')) {
    const written = Array.from({ length: 10 }, (_, n) => new Intl.NumberFormat('en', { numberingSystem: system, useGrouping: false }).format(n)); // prettier-ignore
    written.forEach((digit, n) => {
      if (/^\p{Nd}$/u.test(digit)) expect(`${system} ${digitOf(digit)}`).toBe(`${system} ${n}`);
    });
  }
  expect([digitOf('a'), digitOf('十'), digitOf('½')]).toEqual([null, null, null]);
});

describe('numbers', () => {
  test('halves of a character are not seen, and both in order are one that is', () => {
    expect(['A\ud800', '\udc00A', 'A\udc00\ud800', '\ud800A\udc00'].map(cleanNumber)).toEqual(['A', 'A', 'A', 'A']);
    expect(cleanNumber('A\ud800\udc00')).toBe('A\u{10000}');
  });

  test('whatever is not seen, wherever it stands, makes no other number', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z0-9]{1,8}(-[0-9]{1,4})?$/),
        fc.array(fc.tuple(fc.nat(12), unseen), { maxLength: 5 }),
        (number, put) => {
          let seen = number;
          for (const [at, char] of put) {
            const points = Array.from(seen);
            seen = [...points.slice(0, at), char, ...points.slice(at)].join('');
          }
          // Two halves that came to stand in order are a character, and that is seen.
          fc.pre(!seen.includes('\ud800\udc00'));
          expect(cleanNumber(seen)).toBe(number);
          expect(sameKey(seen)).toBe(sameKey(number));
        },
      ),
    );
  });
  test.each([
    ['1001', '１００１'],
    ['A-12', 'a‐12'],
    ['A-12', 'A–12'],
    ['12 3', '12\u00a03'],
    ['12 3', '12\u2028\u30003 '],
    ['straße', 'STRASSE'],
  ])('%s and %s are one', (a, b) => expect(sameKey(a)).toBe(sameKey(b)));
  test.each([
    ['007', '7'],
    ['1001', '10 01'],
    ['A1', 'А1'],
    ['12', '1-2'],
  ])('%s and %s are two', (a, b) => expect(sameKey(a)).not.toBe(sameKey(b)));
});

describe('names', () => {
  test.each([...UNSEEN, '', ' ', '\u2800', '123', '...', '\u200b\u3164', '🙂'])('%j alone is no name', (text) =>
    expect(isName(text)).toBe(false),
  );
  test.each(['张伟', 'José', 'می‌خواهم', '〇', 'ශ්‍රී', 'Ω', '𠀀', 'ㄱ', 'O’Brien'])('%s is a name, and stays', (name) => {
    expect(isName(name)).toBe(true);
    expect(cleanName(name)).toBe(name.normalize('NFC'));
  });
  test.each([
    ['\u202eJosé\u202c', 'José'],
    ['Jo\u00adsé\u200b', 'José'],
    ['张\u200d伟\ufe0f', '张伟'],
    ['علی\u200c', 'علی'],
    ['می\u200c\u200cخواهم', 'می\u200cخواهم'],
    ['葛\u{e0100}城', '葛\u{e0100}城'],
    ['A\u{e0100}na', 'Ana'],
    ['  Ana \u2028 Ruiz\t', 'Ana Ruiz'],
    ['Ana\ud83d', 'Ana'],
  ])('%j is stored as %j', (typed, stored) => expect(cleanName(typed)).toBe(stored));
  test('a joiner that stood beside what goes, goes as well', () => {
    expect(cleanName('\u034f\u200d\u{17000}')).toBe('\u{17000}');
  });

  test('what was cleaned is clean', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), unseen), { maxLength: 12 }).map((parts) => parts.join('')),
        (text) => {
          for (const clean of [cleanName, cleanNumber, sameKey, searchKey]) expect(clean(clean(text))).toBe(clean(text));
          expect(cleanName(text).isWellFormed()).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('search', () => {
  test.each([
    ['İbrahim', 'ibrahim'],
    ['IŞIK', 'ışık'],
    ['Straße', 'strasse'],
    ['José', 'jose'],
    ['Jose\u0301', 'josé'],
    ['O’Brien', "o'brien"],
    ['O’Brien', 'obrien'],
    ['阿卜杜拉·买买提', '阿卜杜拉•买买提'],
    ['阿卜杜拉·买买提', '阿卜杜拉・买买提'],
    ['阿卜杜拉·买买提', '阿卜杜拉买买提'],
    ['葛\u{e0100}城', '葛城'],
    ['ﬁnn', 'finn'],
    ['Łukasz Øster', 'lukasz oster'],
    ['Νίκος', 'νικοσ'],
    ['مُحَمَّد', 'محمد'],
    ['می‌خواهم', 'میخواهم'],
    ['Nguyễn', 'nguyen'],
    ['Ｗang', 'wang'],
    ['Smith-Jones', 'smith‑jones'],
  ])('%s is found by %s', (stored, typed) => expect(searchKey(stored)).toContain(searchKey(typed)));
  test.each([
    ['か', 'が'],
    ['कि', 'का'],
    ['王', '玉'],
  ])('%s is not %s', (a, b) => expect(searchKey(a)).not.toBe(searchKey(b)));
  test('a name is found by itself, whatever case and form it comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        for (const other of [name.toUpperCase(), name.normalize('NFD'), name.normalize('NFC'), `\u200b${name}`])
          expect(searchKey(other)).toBe(searchKey(name));
      }),
    );
  });
});
