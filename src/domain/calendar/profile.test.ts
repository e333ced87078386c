import { describe, expect, test } from 'vitest';
import { at, BERLIN, LORD_HOWE, NEW_YORK, profile, SHANGHAI, span } from '../../../test/access/build.ts';
import type { Holiday } from './holiday.ts';
import type { TimeProfile } from './profile.ts';
import { ALWAYS, isOpen, nextOpening } from './profile.ts';

const office = profile({ 1: ['08:00-17:00'], 2: ['08:00-12:00', '13:00-17:00'], 5: ['08:00-17:00'] });
const night = profile({ 5: ['22:00-06:00'] });
const wholeDay = profile({ 3: ['00:00-24:00'] });
const early = profile({ every: ['02:00-02:30'] });
const late = profile({ every: ['02:30-04:00'] });
const never = profile({ every: ['08:00-08:00'] });
/** 2026-12-25 is a Friday, 2026-10-10 a Saturday that is worked. */
const holidays: readonly Holiday[] = [
  { date: '2026-12-20', name: 'as a Tuesday', kind: 'working-day', asWeekday: 2 },
  { date: '2026-12-21', name: 'half', kind: 'half', asWeekday: null },
  { date: '2026-12-22', name: 'by law', kind: 'statutory', asWeekday: null },
  { date: '2026-12-25', name: 'Christmas', kind: 'off', asWeekday: null },
  { date: '2026-10-10', name: '国庆节调休', kind: 'working-day', asWeekday: null },
];

describe('is it open', () => {
  const cases: [string, TimeProfile, string, string, boolean][] = [
    ['a minute before', office, BERLIN, '2026-11-23T07:59:59.999+01:00', false],
    ['at its begin', office, BERLIN, '2026-11-23T08:00+01:00', true],
    ['just before its end', office, BERLIN, '2026-11-23T16:59:59.999+01:00', true],
    ['at its end', office, BERLIN, '2026-11-23T17:00+01:00', false],
    ['between two intervals', office, BERLIN, '2026-11-24T12:30+01:00', false],
    ['in the second interval', office, BERLIN, '2026-11-24T13:00+01:00', true],
    ['a weekday without hours', office, BERLIN, '2026-11-25T09:00+01:00', false],
    ['the same instant in another zone', office, SHANGHAI, '2026-11-23T08:00+01:00', true],
    ['from and to the same: never', never, BERLIN, '2026-11-23T08:00+01:00', false],

    ['midnight begins a whole day', wholeDay, BERLIN, '2026-11-25T00:00+01:00', true],
    ['24:00 goes up to the last millisecond', wholeDay, BERLIN, '2026-11-25T23:59:59.999+01:00', true],
    ['24:00 ends at midnight', wholeDay, BERLIN, '2026-11-26T00:00+01:00', false],
    ['a whole day of 23 hours', profile({ 7: ['00:00-24:00'] }), BERLIN, '2026-03-29T23:59+02:00', true],
    ['a whole day of 25 hours', profile({ 7: ['00:00-24:00'] }), BERLIN, '2026-10-25T23:59+01:00', true],

    ['a night before it begins', night, BERLIN, '2026-11-27T21:59+01:00', false],
    ['a night before midnight', night, BERLIN, '2026-11-27T23:59+01:00', true],
    ['a night at midnight', night, BERLIN, '2026-11-28T00:00+01:00', true],
    ['a night just before its end', night, BERLIN, '2026-11-28T05:59+01:00', true],
    ['a night at its end', night, BERLIN, '2026-11-28T06:00+01:00', false],
    ['the morning of the day on which the night begins', night, BERLIN, '2026-11-27T03:00+01:00', false],

    ['the missing hour: its first half never comes', early, BERLIN, '2026-03-29T03:00+02:00', false],
    ['the missing hour: what began in it is on at its end', late, BERLIN, '2026-03-29T03:00+02:00', true],
    ['the missing hour: not before it', late, BERLIN, '2026-03-29T01:59+01:00', false],
    ['the doubled hour, first time', early, BERLIN, '2026-10-25T02:15+02:00', true],
    ['the doubled hour, over for the first time', early, BERLIN, '2026-10-25T02:30+02:00', false],
    ['the doubled hour, on again', early, BERLIN, '2026-10-25T02:15+01:00', true],
    ['the doubled hour, over again', early, BERLIN, '2026-10-25T02:30+01:00', false],
    ['New York, the missing hour', late, NEW_YORK, '2026-03-08T03:00-04:00', true],
    ['New York, the doubled hour', profile({ 7: ['01:00-01:30'] }), NEW_YORK, '2026-11-01T01:10-05:00', true],
    ['Lord Howe, the missing half hour', early, LORD_HOWE, '2026-10-04T02:30+11:00', false],
    ['Lord Howe, just after it', late, LORD_HOWE, '2026-10-04T02:30+11:00', true],
    ['Lord Howe, the doubled half hour, second time', profile({ 7: ['01:30-02:00'] }), LORD_HOWE, '2026-04-05T01:59+10:30', true],
    ['a night over the missing hour', profile({ 6: ['22:00-06:00'] }), BERLIN, '2026-03-29T05:59+02:00', true],
    ['a night over the doubled hour', profile({ 6: ['22:00-02:30'] }), BERLIN, '2026-10-25T02:29+01:00', true],

    ['a holiday closes', office, BERLIN, '2026-12-25T09:00+01:00', false],
    ['a holiday as usual', { ...office, onHolidays: 'as-usual' }, BERLIN, '2026-12-25T09:00+01:00', true],
    [
      'a holiday with its own hours',
      { ...office, onHolidays: 'own-hours', holidayHours: [span('10:00-12:00')] },
      BERLIN,
      '2026-12-25T10:00+01:00',
      true,
    ],
    [
      'a holiday with its own hours, outside',
      { ...office, onHolidays: 'own-hours', holidayHours: [span('10:00-12:00')] },
      BERLIN,
      '2026-12-25T09:00+01:00',
      false,
    ],
    ['a holiday takes its own night with it', night, BERLIN, '2026-12-26T01:00+01:00', false],
    ['and leaves the night before it', profile({ 4: ['22:00-06:00'] }), BERLIN, '2026-12-25T01:00+01:00', true],
    ['a worked Saturday is as a Monday', office, SHANGHAI, '2026-10-10T09:00+08:00', true],
    ['a worked Saturday as a Tuesday has its break', { ...office, makeUpDayAs: 2 }, SHANGHAI, '2026-10-10T12:30+08:00', false],
    ['a statutory holiday closes as any other', office, BERLIN, '2026-12-22T09:00+01:00', false],
    ['half a day is a day like any other', office, BERLIN, '2026-12-21T09:00+01:00', true],
    ['half a day: in the afternoon too', office, BERLIN, '2026-12-21T16:59+01:00', true],
    ['a worked Sunday as the weekday that the calendar says', office, BERLIN, '2026-12-20T12:30+01:00', false],
    ['and not as the profile says', office, BERLIN, '2026-12-20T13:30+01:00', true],
    ['another Saturday', office, SHANGHAI, '2026-10-17T09:00+08:00', false],
  ];
  test.each(cases)('%s', (_name, hours, timeZone, when, expected) => {
    expect(isOpen(hours, at(when), timeZone, holidays)).toBe(expected);
  });
  test('a grant at any time', () => {
    expect(isOpen(ALWAYS, at('2026-12-25T03:00+01:00'), BERLIN, holidays)).toBe(true);
  });
});

describe('when is it next open', () => {
  const cases: [string, TimeProfile, string, string, string | null][] = [
    ['it is', office, BERLIN, '2026-11-23T09:00+01:00', '2026-11-23T09:00+01:00'],
    ['later today', office, BERLIN, '2026-11-23T07:00+01:00', '2026-11-23T08:00+01:00'],
    ['after the break', office, BERLIN, '2026-11-24T12:30+01:00', '2026-11-24T13:00+01:00'],
    ['in three days', office, BERLIN, '2026-11-24T17:00+01:00', '2026-11-27T08:00+01:00'],
    ['over a holiday', office, BERLIN, '2026-12-22T17:00+01:00', '2026-12-28T08:00+01:00'],
    ['never', never, BERLIN, '2026-11-23T09:00+01:00', null],
    ['no hours at all', profile({}), BERLIN, '2026-11-23T09:00+01:00', null],
    ['at midnight', wholeDay, BERLIN, '2026-11-24T23:59+01:00', '2026-11-25T00:00+01:00'],
    ['the missing hour: the clock jumps into it', late, BERLIN, '2026-03-29T01:30+01:00', '2026-03-29T03:00+02:00'],
    ['the missing hour: what lies in it comes a day later', early, BERLIN, '2026-03-29T01:30+01:00', '2026-03-30T02:00+02:00'],
    ['the doubled hour: it comes again', early, BERLIN, '2026-10-25T02:30+02:00', '2026-10-25T02:00+01:00'],
    [
      'the doubled hour: the clock falls back into the middle of it',
      profile({ 7: ['01:00-02:30'] }),
      BERLIN,
      '2026-10-25T02:40+02:00',
      '2026-10-25T02:00+01:00',
    ],
    ['New York: the clock jumps into it', late, NEW_YORK, '2026-03-08T01:30-05:00', '2026-03-08T03:00-04:00'],
    [
      'Lord Howe: the clock jumps into it',
      profile({ 7: ['02:10-02:40'] }),
      LORD_HOWE,
      '2026-10-04T01:30+10:30',
      '2026-10-04T02:30+11:00',
    ],
    ['Lord Howe: it comes again', profile({ 7: ['01:40-01:50'] }), LORD_HOWE, '2026-04-05T01:55+11:00', '2026-04-05T01:40+10:30'],
  ];
  test.each(cases)('%s', (_name, hours, timeZone, when, expected) => {
    expect(nextOpening(hours, at(when), Infinity, timeZone, holidays)).toBe(expected === null ? null : at(expected));
  });
  test('not after its end', () => {
    const from = at('2026-11-24T17:00+01:00');
    expect(nextOpening(office, from, at('2026-11-27T08:00+01:00'), BERLIN, [])).toBeNull();
    expect(nextOpening(office, from, at('2026-11-27T08:00:01+01:00'), BERLIN, [])).toBe(at('2026-11-27T08:00+01:00'));
    expect(nextOpening(ALWAYS, from, from, BERLIN, [])).toBeNull();
    expect(nextOpening(ALWAYS, from, from + 1, BERLIN, [])).toBe(from);
  });
});
