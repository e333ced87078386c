import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BADGE_DIGITS, badgeMessage, looksLikeBadge, packBadge, TAG_BYTES, unpackBadge } from './badge.ts';
import { beginsBadge } from './pin.ts';

const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const facts = fc.record({ personId: u32, serial: u32, issuedAt: u32 });
const tag = fc.uint8Array({ minLength: TAG_BYTES, maxLength: TAG_BYTES });

test('what is packed is unpacked, in 70 digits that begin like no code', () => {
  fc.assert(
    fc.property(facts, tag, (f, t) => {
      const text = packBadge(f, t);
      expect(text).toMatch(/^0\d{69}$/);
      expect(beginsBadge(text)).toBe(true);
      expect(unpackBadge(text)).toEqual({ facts: f, tag: t });
    }),
  );
});

test('every changed digit is another badge or none', () => {
  fc.assert(
    fc.property(facts, tag, fc.nat(BADGE_DIGITS - 1), fc.integer({ min: 1, max: 9 }), (f, t, at, by) => {
      const text = packBadge(f, t);
      const digit = String((Number(text[at]) + by) % 10);
      const other = unpackBadge(text.slice(0, at) + digit + text.slice(at + 1));
      expect(other).not.toEqual({ facts: f, tag: t });
    }),
  );
});

test('the signed bytes are version, person, serial and time, big-endian', () => {
  expect([...badgeMessage({ personId: 0x01020304, serial: 5, issuedAt: 0xfffefdfc })]).toEqual([
    1, 1, 2, 3, 4, 0, 0, 0, 5, 255, 254, 253, 252,
  ]);
});

test.each([
  ['nothing', ''],
  ['a number and a PIN', '104837261'],
  ['a web address', 'https://example.org/0123456789012345678901234567890123456789012345678901'],
  ['70 digits of another version', `0${'1'.repeat(69)}`],
  ['70 digits that begin otherwise', `1${'0'.repeat(69)}`],
  ['more than 29 bytes', `0${'9'.repeat(69)}`],
  ['71 digits', '0'.repeat(71)],
])('%s is no badge', (_name, text) => {
  expect(unpackBadge(text)).toBeNull();
});

test('only what has the form of a badge is asked about', () => {
  expect(looksLikeBadge('0'.repeat(70))).toBe(true);
  expect(looksLikeBadge('4006381333931')).toBe(false);
});
