import { expect, test } from 'vitest';
import { door, HOUR, NOW } from '../../../test/access/build.ts';
import type { LastPunch } from '../attendance/direction.ts';
import type { DoorDirection } from './model.ts';
import type { Place } from './place.ts';
import { wayThrough } from './way.ts';

const inside: Place = { zoneId: 1, since: NOW - HOUR };
const outside: Place = { zoneId: null, since: NOW - HOUR };
const punched = (direction: 'in' | 'out', hours = 1): LastPunch => ({ direction, at: NOW - hours * HOUR });
const IN = { direction: 'in', from: null, to: 1 };
const OUT = { direction: 'out', from: 1, to: null };
const cases: [string, DoorDirection, Place | null, LastPunch | null, object][] = [
  ['a door in, whoever comes', 'in', inside, punched('in'), IN],
  ['a door out leads from its near to its far zone as well', 'out', outside, null, { direction: 'out', from: null, to: 1 }],
  ['both: from inside they go out', 'both', inside, null, OUT],
  ['both: from outside they come in', 'both', outside, punched('in'), IN],
  ['both: from a third zone they come in', 'both', { zoneId: 5, since: NOW }, null, IN],
  ['both: inside for longer than any shift, the OUT was forgotten', 'both', { zoneId: 1, since: NOW - 17 * HOUR }, null, IN],
  ['both: not known where, last punch IN', 'both', null, punched('in'), OUT],
  ['both: not known where, last punch OUT', 'both', null, punched('out'), IN],
  ['both: not known where, last punch IN yesterday', 'both', null, punched('in', 20), IN],
  ['both: not known at all', 'both', null, null, IN],
];
test.each(cases)('%s', (_name, direction, place, last, expected) => {
  expect(wayThrough(door({ direction }), place, last, NOW, 16 * HOUR)).toEqual(expected);
});
