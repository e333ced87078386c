import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromWall, toWall } from './wall.ts';

test.each(['Asia/Shanghai', 'Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe'])(
  '%s: what a picker shows is what it means',
  (zone) => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 }), (minute) => {
        const wall = toWall(minute * 60_000, zone);
        // The same minute, but for the second of two that the clock calls alike.
        expect(toWall(fromWall(wall, zone), zone)).toBe(wall);
        expect(minute * 60_000 - fromWall(wall, zone)).toBeLessThanOrEqual(3_600_000);
      }),
    );
  },
);

test('of the hour that comes twice the first, and a day alone is its midnight', () => {
  expect(fromWall('2026-10-25 02:30:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  expect(fromWall('2026-11-24', 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 23, 16));
});
