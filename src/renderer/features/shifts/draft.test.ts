import { expect, test } from 'vitest';
import { ShiftFields } from '../../../shared/shifts.ts';
import { asKind, chipText, draftOf, FLEX_KINDS, PRESETS, versionOn } from './draft.ts';
import { clockOf, lengthText, notBefore, parseWall, spanText } from './wall.ts';

test.each(PRESETS)('%s can be saved as it is, and in every other way of being flexible', (preset) => {
  const draft = draftOf(preset, 'X');
  for (const kind of FLEX_KINDS)
    expect(ShiftFields.safeParse({ ...draft, body: asKind(draft.body, kind) }).error?.issues ?? [], kind).toEqual([]);
  const back = asKind(asKind(draft.body, 'free'), 'fixed');
  expect(back.segments).toHaveLength(1);
});

test.each([
  ['9', 540],
  ['0930', 570],
  ['9:30', 570],
  ['２６：００', 1560],
  ['48:00', 2880],
  ['48:01', null],
  ['9:75', null],
  ['', null],
  ['soon', null],
])('%s is %s', (text, minutes) => {
  expect(parseWall(text)).toBe(minutes);
});

test('the end of a night is the next morning', () => {
  expect(notBefore(360, 1320)).toBe(1800);
  expect(notBefore(1380, 1320)).toBe(1380);
  expect([clockOf(1800), clockOf(2880), clockOf(-30)]).toEqual(['06:00', '00:00', '23:30']);
  expect([spanText(1320, 1800), spanText(540, 1080)]).toEqual(['22:00–06:00 +1', '09:00–18:00']);
  expect([lengthText(450), lengthText(-5), lengthText(0)]).toEqual(['7:30', '-0:05', '0:00']);
});

test('a chip has letters, whole ones', () => {
  expect([
    chipText({ code: '', name: '夜班' }),
    chipText({ code: 'N', name: 'Night' }),
    chipText({ code: '', name: '🌙x' }),
  ]).toEqual(['夜班', 'N', '🌙x']);
});

test('the first version holds before it began', () => {
  const versions = [{ from: 5 }, { from: 9 }];
  expect([2, 5, 8, 9].map((day) => versionOn(versions, day)?.from)).toEqual([5, 5, 5, 9]);
  expect(versionOn(versions.slice(2), 3)).toBeUndefined();
});
