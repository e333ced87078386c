import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '../../domain/hours/days.ts';
import { directionOf, guessColumns, readAttlog } from './attlog.ts';

const FILE = [
  '        7\t2026-10-24 22:01:09\t1\t0\t1\t0\r',
  '        7\t2026-10-25 06:02:31\t1\t1\t1\t0\r',
  '       12\t2026-10-25 08:00:00\t1\t255\t15\t0\r',
  '       12\t2026-10-25 08:00:02\t1\t255\t15\t0\r',
  '000000012\t2026-10-26 08:01:00\t1\t0\t1\t0\r',
  '        9\t2000-01-01 00:03:11\t1\t0\t1\t0',
  '     1001\t2026-10-25 18:00:00\t1\t4\t1\t0',
  '\0\0garbage',
  '     9999\t2026-02-30 08:00:00\t1\t0\t1\t0',
  '',
].join('\n');

test('a real file: what is no punch is named with its line, the rest is taken', () => {
  const { lines, left, columns, unclear } = readAttlog(FILE, '1_attlog.dat');
  expect(lines.map((l) => [l.line, l.number, isoDay(l.day), l.minute, l.second])).toEqual([
    [1, '7', '2026-10-24', 1321, 9],
    [2, '7', '2026-10-25', 362, 31],
    [3, '12', '2026-10-25', 480, 0],
    [4, '12', '2026-10-25', 480, 2],
    [5, '000000012', '2026-10-26', 481, 0],
    [7, '1001', '2026-10-25', 1080, 0],
  ]);
  expect(left.map((l) => [l.line, l.reason])).toEqual([
    [6, 'clock-reset'],
    [8, 'unreadable'],
    [9, 'no-time'],
  ]);
  expect(columns).toEqual({ device: 0, status: 1, verify: 2 });
  expect(unclear).toEqual([['000000012', '12']]);
  expect(lines.map((l) => directionOf(l.rest[columns.status!]))).toEqual(['in', 'out', null, null, 'in', 'in']);
});

describe('as it is found in the wild', () => {
  const first = (text: string) => readAttlog(text, 'AttLog.dat').lines.map((l) => [l.number, isoDay(l.day), l.minute, l.rest]);
  test.each([
    ['commas', '7,2026-10-24 08:01:09,0,1', ['7', '2026-10-24', 481, ['0', '1']]],
    ['blanks', '  7   2026-10-24 08:01:09   0   1  ', ['7', '2026-10-24', 481, ['0', '1']]],
    ['slashes and no seconds', '7\t2026/10/4 8:01\t0\t1', ['7', '2026-10-04', 481, ['0', '1']]],
    ['letters in the number', 'A-07\t2026-10-24 08:01:09\t0\t1', ['A-07', '2026-10-24', 481, ['0', '1']]],
    ['nothing after the time', '7\t2026-10-24 08:01:09', ['7', '2026-10-24', 481, []]],
  ])('%s', (_name, text, expected) => expect(first(text)).toEqual([expected]));

  test('a serial number before and a checksum after', () => {
    const { lines, left } = readAttlog('SN=AEXZ200260001\n7\t2026-10-24 08:01:09\t0\t1\nCHECKSUM 8812', 'x.dat');
    expect([lines.length, left.map((l) => l.reason)]).toEqual([1, ['frame', 'frame']]);
  });
  test('a line twice counts once', () => {
    const twice = '7\t2026-10-24 08:01:09\t0\t1';
    expect(readAttlog(`${twice}\n${twice}`, 'x.dat').left).toEqual([{ line: 2, text: twice, reason: 'double' }]);
  });
  test('four columns have no device', () => {
    const { lines } = readAttlog('7\t2026-10-24 08:01:09\t0\t1\n8\t2026-10-24 17:00:00\t1\t15', 'x.dat');
    expect(guessColumns(lines, 'x.dat')).toEqual({ device: null, status: 0, verify: 1 });
  });
});

test('whatever stands in a file, each line that is not blank is taken or left out, once', () => {
  const good = fc
    .record({
      number: fc.nat(99999),
      day: fc.integer({ min: dayNumber('2005-01-01'), max: dayNumber('2035-01-01') }),
      minute: fc.nat(1439),
    })
    .map(({ number, day, minute }) => {
      const two = (n: number): string => String(n).padStart(2, '0');
      return `${String(number).padStart(9)}\t${isoDay(day)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}:00\t1\t0\t1\t0`;
    });
  const line = fc.oneof(good, fc.string({ maxLength: 60 }), fc.constantFrom('', '   ', '\t\t', 'S1', '7\t2026-13-01 08:00:00'));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n', '\r'), (all, end) => {
      const text = all.join(end);
      const { lines, left } = readAttlog(text, '1_attlog.dat');
      const numbers = text.split(/\r\n|\r|\n/).flatMap((l, i) => (l.trim() === '' ? [] : [i + 1]));
      expect([...lines, ...left].map((l) => l.line).toSorted((a, b) => a - b)).toEqual(numbers);
    }),
  );
});

test('as many lines as a terminal keeps', () => {
  const lines = Array.from(
    { length: 150_000 },
    (_, i) => `${i % 900}\t2026-10-24 08:${String(i % 60).padStart(2, '0')}:00\t1\t${i}`,
  );
  expect(readAttlog(lines.join('\n'), 'x.dat').lines).toHaveLength(150_000);
});
