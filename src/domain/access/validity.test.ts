import { expect, test } from 'vitest';
import { at, BERLIN, holder, SHANGHAI } from '../../../test/access/build.ts';
import type { Holder } from './model.ts';
import { validity, validRange } from './validity.ts';

const cases: [string, Partial<Holder>, string, string, 'not-yet-valid' | 'no-longer-valid' | null][] = [
  ['no dates', {}, BERLIN, '2026-11-24T09:00+01:00', null],
  ['the day before', { validFrom: '2026-11-24' }, BERLIN, '2026-11-23T23:59:59.999+01:00', 'not-yet-valid'],
  ['midnight of the first day', { validFrom: '2026-11-24' }, BERLIN, '2026-11-24T00:00+01:00', null],
  ['the last day, its last millisecond', { validTo: '2026-11-24' }, BERLIN, '2026-11-24T23:59:59.999+01:00', null],
  ['midnight after the last day', { validTo: '2026-11-24' }, BERLIN, '2026-11-25T00:00+01:00', 'no-longer-valid'],
  ['by the local day, not by UTC', { validFrom: '2026-11-24' }, SHANGHAI, '2026-11-23T16:00Z', null],
  ['one day only', { validFrom: '2026-11-24', validTo: '2026-11-24' }, BERLIN, '2026-11-24T12:00+01:00', null],
  ['a last day of 25 hours', { validTo: '2026-10-25' }, BERLIN, '2026-10-25T23:59+01:00', null],
  ['a first day of 23 hours', { validFrom: '2026-03-29' }, BERLIN, '2026-03-28T23:59+01:00', 'not-yet-valid'],
  ['a visitor, in time', { visitorUntil: at('2026-11-24T16:00+01:00') }, BERLIN, '2026-11-24T15:59:59.999+01:00', null],
  ['a visitor at their end', { visitorUntil: at('2026-11-24T16:00+01:00') }, BERLIN, '2026-11-24T16:00+01:00', 'no-longer-valid'],
  [
    'a visitor whose day is over first',
    { validTo: '2026-11-23', visitorUntil: at('2026-11-24T16:00+01:00') },
    BERLIN,
    '2026-11-24T09:00+01:00',
    'no-longer-valid',
  ],
  [
    'dates the wrong way round: never',
    { validFrom: '2026-11-25', validTo: '2026-11-23' },
    BERLIN,
    '2026-11-24T09:00+01:00',
    'no-longer-valid',
  ],
];
test.each(cases)('%s', (_name, changes, timeZone, when, expected) => {
  expect(validity(holder(changes), at(when), timeZone)).toBe(expected);
});

test('the range', () => {
  expect(validRange(holder(), BERLIN)).toEqual({ from: -Infinity, to: Infinity });
  expect(validRange(holder({ validFrom: '2026-03-29', validTo: '2026-03-29' }), BERLIN)).toEqual({
    from: at('2026-03-29T00:00+01:00'),
    to: at('2026-03-30T00:00+02:00'),
  });
});
