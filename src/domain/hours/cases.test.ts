/** The hard cases: each a report of somebody whose hours were wrong. Numbers are those of the specification. Monday 2026-11-02 is day 0. */
import { describe } from 'vitest';
import { breakAt, D, N, runCases, shift, type Case } from '../../../test/hours/fixtures.ts';

const BERLIN = { zone: 'Europe/Berlin' } as const;
const marked = { pairing: 'marked' } as const;

describe('3.1 clock changes and zones', () => {
  const cases: Case[] = [
    [
      '1 the short night',
      { ...BERLIN, on: '2026-03-28', shifts: { 0: N } },
      '21:55, 06:03+1',
      { P: 420, W: 420, X: 8, E: 0, missing: 0, flags: [] },
    ],
    ['2 the long night', { ...BERLIN, on: '2026-10-24', shifts: { 0: N } }, '21:58, 06:00+1', { P: 540, W: 540, X: 2 }],
    ['4 both passes of an hour', { ...BERLIN, on: '2026-10-25', shifts: {} }, '02:10↓, 02:20↑', { X: 70 }],
    [
      '7 a start in the missing hour',
      { ...BERLIN, on: '2026-03-29', shifts: { 0: shift('02:30-10:30') } },
      '03:00, 10:30',
      { P: 450, W: 450, L: 0 },
    ],
    [
      '8 an end in the doubled hour',
      { ...BERLIN, on: '2026-10-24', shifts: { 0: shift('18:30-02:30') } },
      '18:30, 02:30+1↑',
      { P: 480, X: 60 },
    ],
    [
      '9 half an hour, autumn',
      { zone: 'Australia/Lord_Howe', on: '2026-04-04', shifts: { 0: N } },
      '22:00, 06:00+1',
      { P: 510, W: 510 },
    ],
    [
      '9 half an hour, spring',
      { zone: 'Australia/Lord_Howe', on: '2026-10-03', shifts: { 0: N } },
      '22:00, 06:00+1',
      { P: 450, W: 450 },
    ],
    [
      '10 midnight is missing',
      { zone: 'America/Santiago', on: '2026-09-05', shifts: { 0: shift('16:00-00:30') } },
      '16:00, 01:00+1',
      { P: 480, W: 480, X: 0 },
    ],
    [
      '11 a break in the missing hour',
      { ...BERLIN, on: '2026-03-28', shifts: { 0: shift('22:00-06:00', { breaks: [breakAt('26:00', 60)] }) } },
      '22:00, 06:00+1',
      { P: 360, W: 360 },
    ],
    [
      '12 a break in the doubled hour',
      { ...BERLIN, on: '2026-10-24', shifts: { 0: shift('22:00-06:00', { breaks: [breakAt('26:00', 60)] }) } },
      '22:00, 06:00+1',
      { P: 480, W: 480 },
    ],
    [
      '13 25 hours of duty',
      { ...BERLIN, on: '2026-10-24', shifts: { 0: shift('08:00-08:00') } },
      '07:55, 08:05+1',
      { P: 1500, W: 1500, X: 10 },
    ],
    [
      '14 a day of 23 hours',
      { ...BERLIN, on: '2026-03-29', shifts: { 0: shift('00:00-24:00') } },
      '00:00, 00:00+1',
      { P: 1380, W: 1380 },
    ],
    [
      '14 a day of 25 hours',
      { ...BERLIN, on: '2026-10-25', shifts: { 0: shift('00:00-24:00') } },
      '00:00, 00:00+1',
      { P: 1500, W: 1500 },
    ],
    [
      '15 a day that the zone skipped',
      { zone: 'Pacific/Apia', on: '2011-12-29', shifts: { 0: D, 1: D, 2: D } },
      '09:00, 18:00, 09:00+2, 18:00+2',
      { P: 480, W: 480 },
      { P: 0, W: 0, X: 0 },
      { P: 480, W: 480 },
    ],
    ['16 over the missing hour', { ...BERLIN, on: '2020-03-29', shifts: {} }, '01:49, 03:15', { X: 26 }],
    ['17 from the first pass', { zone: 'Europe/Athens', on: '2026-10-25', shifts: {} }, '03:05↓, 06:00', { X: 235 }],
    ['17 its end put right', { zone: 'Europe/Athens', on: '2026-10-25', shifts: {} }, '03:05↓, 06:10', { X: 245 }],
    [
      '18 home in another zone',
      { zone: 'Asia/Tokyo', on: '2026-11-02', shifts: { 0: D } },
      '09:00, 02:00@Pacific/Honolulu',
      { W: 480, X: 180, flags: [] },
    ],
    ["19 a traveller by the plan's clock", { rule: { zoneOf: 'plan' } }, '09:50@Asia/Tokyo, 18:00', { L: 0 }],
    ['19 a traveller by the clock where he was', { rule: { zoneOf: 'punch' } }, '09:50@Asia/Tokyo, 18:00', { L: 50 }],
    [
      '21 a change for Ramadan',
      { zone: 'Africa/Casablanca', on: '2026-02-14', shifts: { 0: N } },
      '22:00, 06:00+1',
      { P: 540, W: 540 },
    ],
  ];
  runCases(cases);
});

const LONG = shift('18:00-07:00');
const AFTERNOON = shift('14:00-20:00');
const EARLY = shift('08:00-16:00');
const DUTY = shift('08:00-08:00');
const SPLIT = shift('06:00-10:00 16:00-20:00');

describe('3.2 windows, nights, owning a punch', () => {
  const cases: Case[] = [
    [
      '22',
      { shifts: { 0: LONG, 1: AFTERNOON } },
      '17:55, 07:10+1, 13:50+1, 20:05+1',
      { W: 780, X: 15, flags: [] },
      { W: 360, X: 15, flags: [] },
    ],
    [
      '23',
      { shifts: { 0: LONG, 1: AFTERNOON } },
      '17:55, 13:50+1, 20:05+1',
      { W: 0, flags: ['missing-out', 'unpaired'], verdict: 'missing' },
      { W: 360, X: 15 },
    ],
    [
      '24',
      { shifts: { 0: N, 1: EARLY } },
      '21:55, 06:10+1, 07:50+1, 16:01+1',
      { W: 480, X: 15, flags: [] },
      { W: 480, X: 11, flags: [] },
    ],
    [
      '25 parity moves it',
      { shifts: { 0: N, 1: EARLY } },
      '21:55, 07:10+1, 07:50+1, 16:01+1',
      { W: 480, X: 75 },
      { W: 480, X: 11 },
    ],
    [
      '26 the IN of the night was forgotten',
      { shifts: { 0: N, 1: EARLY } },
      '06:10+1, 07:50+1, 16:01+1',
      { W: 0, flags: ['missing-in', 'unpaired'] },
      { W: 480, X: 11, flags: [] },
    ],
    [
      '27 one is lacking',
      { shifts: { 0: N, 1: EARLY } },
      '21:55, 07:10+1, 16:01+1',
      { W: 0, flags: ['missing-out', 'unpaired'] },
      { W: 480, X: 51 },
    ],
    [
      'a night is open while its OUT may come, even after the next window opened',
      { shifts: { 0: N, 1: EARLY }, now: '11:00+1' },
      '21:55',
      { verdict: 'open' },
    ],
    ['28 out after midnight', { shifts: { 0: shift('15:00-23:30', { after: 120 }) } }, '14:55, 01:24+1', { W: 510, X: 119 }],
    ['29 not yet judged', { shifts: { 0: shift('15:00-23:30', { after: 120 }) }, now: '00:10+1' }, '', { verdict: 'open' }],
    ['29 judged', { shifts: { 0: shift('15:00-23:30', { after: 120 }) }, now: '01:31+1' }, '', { verdict: 'absent' }],
    [
      '30 out at noon',
      { shifts: { 0: N, 1: N } },
      '21:58, 12:40+1, 21:59+1, 06:00+2',
      { W: 480, X: 402, flags: ['outside-window'] },
      { W: 480, X: 1, flags: [] },
    ],
    [
      '31 seventeen hours are no pair',
      { shifts: { 0: N } },
      '22:00, 15:00+1',
      { W: 0, X: 0, flags: ['missing-out', 'unpaired'] },
      { X: 0, verdict: 'unplanned', flags: ['missing-out', 'unpaired', 'unplanned'] },
    ],
    [
      '32 the OUT was forgotten',
      { shifts: { 0: D, 1: D } },
      '08:58, 08:57+1, 18:02+1',
      { W: 0, flags: ['missing-out', 'unpaired'] },
      { W: 480, X: 5 },
    ],
    [
      '33 the OUT of a night was forgotten',
      { shifts: { 0: N, 1: N } },
      '21:58, 21:57+1, 06:01+2',
      { flags: ['missing-out', 'unpaired'] },
      { W: 480, X: 4 },
    ],
    ['34 nearer to the end', {}, '18:02', { W: 0, flags: ['missing-in', 'unpaired'] }],
    ['35 a minute before the window', {}, '06:59, 18:00', { W: 480, X: 121, flags: ['before-window'] }],
    ['36 as the window opens', {}, '07:00, 18:00', { W: 480, X: 120, flags: [] }],
    ['37 as the window has closed', {}, '09:00, 00:00+1', { W: 480, X: 360, flags: ['outside-window'] }],
    ['an IN that is 16 hours old is still open', { shifts: {} }, '04:00, 20:00', { X: 960 }],
    ['and a minute later it is not', { shifts: {} }, '04:00, 20:01', { X: 0 }],
    ['38 far before', {}, '02:50, 18:00', { W: 0, X: 0, flags: ['missing-in', 'missing-out', 'unpaired', 'unplanned'] }],
    ['39 two segments', { shifts: { 0: SPLIT } }, '05:58, 10:01, 15:55, 20:00', { P: 480, W: 480, X: 8 }],
    ['40 through the gap', { shifts: { 0: SPLIT } }, '05:58, 20:00', { W: 480, X: 362 }],
    [
      '41 each segment asks for its own',
      { shifts: { 0: SPLIT }, rule: { pairing: 'per-segment' } },
      '05:58, 20:00',
      { W: 0, flags: ['missing-in', 'missing-out', 'unpaired'] },
    ],
    ['43 24 hours', { shifts: { 0: DUTY } }, '07:55, 08:05+1', { W: 1440, X: 10, flags: [] }],
    [
      '44 24 on, 24 off',
      { shifts: { 0: DUTY, 2: DUTY } },
      '07:58, 08:01+1, 08:00+2, 08:03+3',
      { W: 1440, X: 3 },
      { P: 0, X: 0 },
      { W: 1440, X: 3 },
    ],
    [
      '45 two duties in a row',
      { shifts: { 0: DUTY, 1: DUTY } },
      '07:55, 08:05+2',
      { W: 1440, X: 5, missing: 0, flags: ['runs-across'] },
      { W: 1440, X: 5, missing: 0, flags: ['runs-across'] },
    ],
    [
      '46 over midnight from one shift into the next',
      { zone: 'Asia/Kolkata', shifts: { 0: shift('20:00-24:00'), 1: shift('00:00-04:00') } },
      '20:00, 04:00+1',
      { W: 240, X: 0, missing: 0 },
      { W: 240, X: 0, missing: 0 },
    ],
    ['47 ten minutes over midnight', { shifts: {} }, '23:55, 00:05+1', { X: 10 }, { X: 0 }],
    [
      '48 from nights to afternoons',
      { shifts: { 0: N, 1: shift('14:00-22:00') } },
      '21:55, 06:02+1, 13:58+1, 22:01+1',
      { W: 480, X: 7 },
      { W: 480, X: 3 },
    ],
    [
      '52 night bonus of 01 to 09',
      { shifts: { 0: shift('01:00-09:00') }, rule: { nightBonus: { from: 1320, to: 360 } } },
      '01:00, 09:00',
      { night: 300 },
    ],
    [
      '52 night bonus of 20 to 04',
      { shifts: { 0: shift('20:00-04:00') }, rule: { nightBonus: { from: 1320, to: 360 } } },
      '20:00, 04:00+1',
      { night: 360 },
    ],
    [
      '52 night bonus of the short night',
      { ...BERLIN, on: '2026-03-28', shifts: { 0: N }, rule: { nightBonus: { from: 1320, to: 360 } } },
      '22:00, 06:00+1',
      { night: 420 },
    ],
  ];
  runCases(cases);
});

describe('3.3 repeats, missing, clock faults', () => {
  const cases: Case[] = [
    ['53', {}, '08:59:10, 08:59:40, 18:00:10, 18:00:50', { W: 480, X: 1, flags: [] }],
    ['54 sliding', {}, '08:58:00, 08:58:50, 08:59:40, 18:00', { W: 480, X: 2, flags: [] }],
    ['55 119 seconds', {}, '08:56:00, 08:57:59, 18:00', { W: 480, flags: [] }],
    ['55 120 seconds', {}, '08:56:00, 08:58:00, 18:00', { flags: ['missing-out', 'unpaired'] }],
    ['57 buttons', {}, 'in 09:00:00, out 09:00:20, in 09:30, out 18:00', { W: 450, away: 30 }],
    [
      '58 from one segment into the next in one second',
      { shifts: { 0: shift('08:00-12:00 12:00-16:00') }, rule: { pairing: 'per-segment' } },
      'in 08:00, in 12:00, out 12:00, out 16:00',
      { W: 480, away: 0, flags: [] },
    ],
    ['59', {}, '08:58, 12:01, 18:03', { W: 180, E: 0, missing: 300, flags: ['missing-out', 'unpaired'], verdict: 'missing' }],
    ['59 as first and last', { rule: { pairing: 'first-last' } }, '08:58, 12:01, 18:03', { W: 480, flags: [] }],
    ['60', { rule: marked }, 'in 08:55, in 13:02, out 18:00', { W: 298, L: 182, flags: ['missing-out', 'unpaired'] }],
    ['61', { rule: marked }, 'out 08:30, in 09:00', { W: 0, flags: ['missing-in', 'missing-out', 'unpaired'] }],
    [
      '63 set back below its IN',
      { rule: marked },
      'in 09:00, out 08:30',
      { W: 0, X: 0, flags: ['missing-in', 'missing-out', 'unpaired'] },
    ],
  ];
  runCases(cases);
});
