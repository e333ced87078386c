import { expect, test } from 'vitest';
import { state } from '../../../test/access/build.ts';
import type { AccessState, Reach } from './model.ts';
import { override } from './overrides.ts';

const none: Reach = { site: false, doors: [] };
const site: Reach = { site: true, doors: [] };
const here: Reach = { site: false, doors: [3, 1] };
const elsewhere: Reach = { site: false, doors: [2] };
const cases: [string, Partial<AccessState>, 'emergency' | 'lockdown' | null][] = [
  ['nothing', { lockdown: none, emergency: none }, null],
  ['the site is locked', { lockdown: site }, 'lockdown'],
  ['this door is locked', { lockdown: here }, 'lockdown'],
  ['another door is locked', { lockdown: elsewhere }, null],
  ['the site is open', { emergency: site }, 'emergency'],
  ['this door is open', { emergency: here }, 'emergency'],
  ['another door is open', { emergency: elsewhere }, null],
  ['emergency beats lockdown', { lockdown: site, emergency: here }, 'emergency'],
  ['elsewhere it does not', { lockdown: site, emergency: elsewhere }, 'lockdown'],
];
test.each(cases)('%s', (_name, changes, expected) => {
  expect(override(state(changes), 1)).toBe(expected);
});
