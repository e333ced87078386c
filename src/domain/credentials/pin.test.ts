import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  beginsBadge,
  codeLength,
  drawNumber,
  drawPin,
  isPin,
  isWeakPin,
  kioskPinProblem,
  MOST_NUMBERS,
  splitCode,
  type Dice,
} from './pin.ts';

test.each<[string, number | null]>([
  ['', null],
  ['0', null],
  ['1', 9],
  ['4', 9],
  ['5', 10],
  ['8', 10],
  ['9', 12],
  ['9123', 12],
])('"%s" begins a code of %s digits', (typed, length) => {
  expect(codeLength(typed)).toBe(length);
});

test.each<[string, ReturnType<typeof splitCode>]>([
  ['104837261', { number: '104', pin: '837261' }],
  ['5104837261', { number: '5104', pin: '837261' }],
  ['912345837261', { number: '912345', pin: '837261' }],
  ['10483726', null],
  ['1048372615', null],
  ['004837261', null],
  ['837261', null],
  ['10483726x', null],
  ['', null],
])('%s', (code, expected) => {
  expect(splitCode(code)).toEqual(expected);
});

test.each<[string, boolean]>([
  ['123456', true],
  ['987654', true],
  ['890123', true],
  ['000000', true],
  ['777777', true],
  ['121212', true],
  ['252525', true],
  ['122112', true],
  ['123123', true],
  ['112233', true],
  ['998877', true],
  ['451154', true],
  ['310452', true],
  ['523107', false],
  ['738204', false],
  ['038204', false],
  ['135792', false],
])('%s is weak: %s', (pin, weak) => {
  expect(isWeakPin(pin, '104')).toBe(weak);
});

test.each<[string, ReturnType<typeof kioskPinProblem>]>([
  ['', 'pin-digits'],
  ['407', 'pin-digits'],
  ['40a1', 'pin-digits'],
  ['4071408140914', 'pin-digits'],
  ['0000', 'pin-weak'],
  ['1111', 'pin-weak'],
  ['1234', 'pin-weak'],
  ['4321', 'pin-weak'],
  ['7890', 'pin-weak'],
  ['2468', 'pin-weak'],
  ['1212', 'pin-weak'],
  ['1122', 'pin-weak'],
  ['2580', 'pin-weak'],
  ['1998', 'pin-weak'],
  ['2026', 'pin-weak'],
  ['12321', 'pin-weak'],
  ['123123', 'pin-weak'],
  ['40714071', 'pin-weak'],
  ['123456789012', 'pin-weak'],
  ['4071', null],
  ['9305', null],
  ['280614', null],
  ['407140', null],
])('"%s" as the kiosk’s PIN: %s', (pin, problem) => expect(kioskPinProblem(pin)).toBe(problem));

test('most kiosk PINs of four digits are left to choose from', () => {
  const left = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(4, '0')).filter(
    (pin) => kioskPinProblem(pin) === null,
  );
  expect(left.length).toBeGreaterThan(9_000);
});

/** The middle of what is asked for. */
const middle: Dice = (limit) => Math.floor(limit / 2);

test('a drawn PIN is six digits and never a weak one; weak ones are few', () => {
  let weak = 0;
  for (let n = 0; n < 1_000_000; n += 7) if (isWeakPin(String(n).padStart(6, '0'), '104')) weak++;
  expect(weak / (1_000_000 / 7)).toBeLessThan(0.015);
  fc.assert(
    fc.property(fc.array(fc.nat(999_999), { minLength: 1 }), (rolls) => {
      let i = 0;
      const pin = drawPin((limit) => (i < rolls.length ? rolls[i++]! : 523_107) % limit, '104');
      expect(isPin(pin) && !isWeakPin(pin, '104')).toBe(true);
    }),
  );
});

test('numbers are short while there are few people, never twice, and end', () => {
  const taken = new Set<string>();
  for (let i = 0; i < 300; i++) taken.add(drawNumber(middle, taken)!);
  expect(taken.size).toBe(300);
  expect([...taken].every((n) => n.length === 3)).toBe(true);
  expect(drawNumber(middle, taken)).toHaveLength(4);

  const all = new Set([...range(100, 499), ...range(5000, 8999), ...range(900_000, 999_999)]);
  expect(all.size).toBe(MOST_NUMBERS);
  expect(drawNumber(middle, all)).toBeNull();
  all.delete('104');
  expect(drawNumber(middle, all)).toBe('104');
});

test('every number that is drawn makes a code that is read back', () => {
  fc.assert(
    fc.property(fc.constantFrom(...['100', '499', '5000', '8999', '900000', '999999']), fc.nat(999_999), (number, n) => {
      const pin = String(n).padStart(6, '0');
      expect(splitCode(number + pin)).toEqual({ number, pin });
      expect(beginsBadge(number)).toBe(false);
    }),
  );
});

function* range(from: number, to: number): Generator<string> {
  for (let n = from; n <= to; n++) yield String(n);
}
