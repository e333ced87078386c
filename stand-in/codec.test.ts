import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from './codec.ts';

const roundTrip = (value: unknown): unknown => decode(encode(value));

describe('codec of the stand-in', () => {
  it.each([
    ['undefined inside an object', { a: undefined, b: null }],
    ['numbers', [0, -0, 1.5, NaN, Infinity, -Infinity, 2 ** 53 - 1, -(2 ** 31)]],
    ['big integers', [1n, -1n, 2n ** 80n]],
    ['Chinese text and emoji', '一位访客 🙂'],
    ['dates', new Date(1_700_000_000_123)],
    ['a map and a set', { m: new Map([[1, 'a']]), s: new Set([1, 2]) }],
    ['an empty message', []],
  ])('%s', (_name, value) => {
    expect(roundTrip(value)).toStrictEqual(value);
  });

  it.each([
    Uint8Array,
    Uint8ClampedArray,
    Int8Array,
    Uint16Array,
    Int16Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
  ])('%s keeps its type at every offset', (Kind) => {
    for (const pad of ['', 'x', 'xx', 'xxx']) {
      const array = Kind.from([1, 2, 3, 250]);
      const back = roundTrip([pad, array]) as [string, typeof array];
      expect(Object.getPrototypeOf(back[1])).toBe(Kind.prototype);
      expect(back[1]).toStrictEqual(array);
    }
  });

  it('a crop of 112 x 112 x 3 and an ArrayBuffer', () => {
    const crop = new Uint8ClampedArray(112 * 112 * 3).map((_, i) => i % 251);
    expect(roundTrip({ crop })).toStrictEqual({ crop });
    expect(roundTrip(crop.buffer)).toStrictEqual(crop.buffer);
  });

  it('a view sends its part only', () => {
    const whole = new Float32Array([0, 1, 2, 3]);
    expect(roundTrip(whole.subarray(1, 3))).toStrictEqual(new Float32Array([1, 2]));
  });

  it('a Buffer arrives as a Uint8Array, as in Electron', () => {
    const back = roundTrip(Buffer.from([1, 2]));
    expect(Object.getPrototypeOf(back)).toBe(Uint8Array.prototype);
  });

  it('an error keeps its message', () => {
    const back = roundTrip(new RangeError('too far'));
    expect(back).toBeInstanceOf(Error);
    expect((back as Error).message).toBe('too far');
  });

  it('one object twice is one object', () => {
    const a = { n: 1 };
    const back = roundTrip([a, a]) as [object, object];
    expect(back[0]).toBe(back[1]);
  });

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a function deep inside', { a: [{ b: () => 1 }] }],
  ])('refuses %s', (_name, value) => {
    expect(() => encode(value)).toThrow(/could not be cloned/);
  });

  it('takes any value of JSON and more', () => {
    fc.assert(
      // devalue refuses a key `__proto__` on purpose; Electron keeps it.
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withTypedArray: true,
          key: fc.string().filter((k) => k !== '__proto__'),
        }),
        (value) => {
          let cloned: unknown;
          try {
            cloned = structuredClone(value);
          } catch {
            return;
          }
          expect(roundTrip(value)).toEqual(cloned);
        },
      ),
      { numRuns: 500 },
    );
  });
});
