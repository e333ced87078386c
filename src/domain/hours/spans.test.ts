import fc from 'fast-check';
import { expect, test } from 'vitest';
import { common, last, lengthOf, slice, united, within, without, type Spans } from './spans.ts';

const spans = fc
  .array(fc.record({ from: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: -2, max: 20 }) }), { maxLength: 6 })
  .map((all) => united(all.map(({ from, length }) => ({ from, to: from + length }))));
const minutes = (s: Spans): number[] => s.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));

test('each operation is that of sets of minutes, and gives spans in order that do not touch', () => {
  fc.assert(
    fc.property(spans, spans, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), (a, b, n, m) => {
      const [A, B] = [minutes(a), new Set(minutes(b))];
      expect(minutes(common(a, b))).toEqual(A.filter((x) => B.has(x)));
      expect(minutes(without(a, b))).toEqual(A.filter((x) => !B.has(x)));
      expect(minutes(united(a, b))).toEqual([...new Set([...A, ...B])].sort((x, y) => x - y));
      expect(minutes(slice(a, n, m))).toEqual(A.slice(n, n + m));
      expect(minutes(last(a, n))).toEqual(n === 0 ? [] : A.slice(-n));
      expect(minutes(within(a, n, n + m))).toEqual(A.filter((x) => x >= n && x < n + m));
      expect(lengthOf(a)).toBe(A.length);
      for (const result of [common(a, b), without(a, b), united(a, b), slice(a, n, m)])
        result.forEach((s, i) => expect(s.from < s.to && (i === 0 || result[i - 1]!.to < s.from)).toBe(true));
    }),
  );
});
