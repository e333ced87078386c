import { expect, test } from 'vitest';
import { absenceBody, piecesOf } from '../absence.ts';
import { spanOf } from '../times.ts';
import { overtimeBodies, wholeOf } from './overtime.ts';

const ZONE = 'Asia/Shanghai';
const NONE = { planned: [], inPlan: [], before: [], after: [], between: [], deducted: [] };

test('an end at or before the start is the next day’s', () => {
  const length = (from: string, to: string) => {
    const span = spanOf(ZONE, 20_781, from, to);
    return span.to - span.from;
  };
  expect([length('18:00', '20:00'), length('22:00', '01:30'), length('18:00', '18:00')]).toEqual([120, 210, 1440]);
  // The night on which Berlin's clocks go back has an hour more: 25 October 2026.
  const night = spanOf('Europe/Berlin', 20_750, '22:00', '06:00');
  expect(night.to - night.from).toBe(540);
});

test('what is not granted is decided about as well, where something waits', () => {
  const span = { from: 10, to: 70 };
  expect(overtimeBodies(7, span, false)).toEqual([{ kind: 'grant', grant: span }]);
  expect(overtimeBodies(7, span, true)).toEqual([
    { kind: 'grant', grant: span },
    { kind: 'accept', day: 7, causes: ['overtime'] },
  ]);
  expect(overtimeBodies(7, null, true)).toEqual([{ kind: 'accept', day: 7, causes: ['overtime'] }]);
});

test('all that was worked is from the first minute to the last, before and after the plan too', () => {
  const pairs = [{ in: 500, out: 900, roundedIn: 500, roundedOut: 900 }];
  expect(wholeOf({ pairs, minutes: { ...NONE, after: [{ from: 900, to: 960 }] } })).toEqual({ from: 500, to: 960 });
  expect(wholeOf({ pairs: [], minutes: NONE })).toBe(null);
});

test('an absence in the pieces that its kind allows, each as its request', () => {
  expect([piecesOf('minute'), piecesOf('half'), piecesOf('day')]).toEqual([
    ['days', 'first', 'second', 'hours'],
    ['days', 'first', 'second'],
    ['days'],
  ]);
  const of = (piece: 'days' | 'first' | 'hours') =>
    absenceBody({ kind: 'trip', piece, from: 20_781, to: 20_783, start: '09:00', end: '11:00' }, ZONE);
  expect(of('days')).toMatchObject({ kind: 'leave-days', leaveKind: 'trip', from: 20_781, to: 20_783 });
  expect(of('first')).toMatchObject({ kind: 'leave-half', day: 20_781, half: 'first' });
  const hours = of('hours');
  expect(hours.kind === 'leave-span' && hours.to - hours.from).toBe(120);
});
