import { expect, test } from 'vitest';
import { Role } from './schemas.ts';
import {
  DEFAULT_SETTINGS,
  differing,
  eachOf,
  FIELDS,
  longestOf,
  merged,
  rangeOf,
  SeenSettings,
  seenBy,
  Settings,
  valuesAt,
} from './settings.ts';

test('every default is a value of its field', () => {
  expect(Settings.parse(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
});

test.each(Role.options)('%s is told what the contract says, and of a guarded field nothing', (role) => {
  const seen = seenBy(role, DEFAULT_SETTINGS);
  expect(SeenSettings.parse(seen)).toEqual(seen);
  const { recognition, ...others } = seen;
  expect(others).toEqual({
    site: DEFAULT_SETTINGS.site,
    kiosk: DEFAULT_SETTINGS.kiosk,
    appearance: DEFAULT_SETTINGS.appearance,
  });
  const told = role === 'admin' ? Object.keys(DEFAULT_SETTINGS.recognition) : role === 'kiosk' ? ['liveness'] : [];
  expect(Object.keys(recognition)).toEqual(told);
});

test('inputs read their ranges from the fields', () => {
  expect(rangeOf(FIELDS.site.idleMinutes)).toEqual({ min: 1, max: 60 });
  expect(rangeOf(FIELDS.recognition.threshold)).toEqual({ min: 0, max: 1 });
  expect(eachOf(FIELDS.recognition.voteFrames)).toEqual([1, 2, 3, 4, 5]);
  expect(longestOf(FIELDS.site.name)).toBe(60);
});

test('what differs, what was there before, and the one over the other', () => {
  const patch = { kiosk: { sound: true, doorId: 4 }, recognition: { margin: 0.03, threshold: undefined }, site: {} };
  const changed = differing(DEFAULT_SETTINGS, patch);
  expect(changed).toEqual({ kiosk: { doorId: 4 } });
  expect(valuesAt(changed, DEFAULT_SETTINGS)).toEqual({ kiosk: { doorId: null } });
  const after = merged(DEFAULT_SETTINGS, patch);
  expect(after).toEqual({ ...DEFAULT_SETTINGS, kiosk: { ...DEFAULT_SETTINGS.kiosk, doorId: 4 } });
  expect(merged(after, valuesAt(changed, DEFAULT_SETTINGS))).toEqual(DEFAULT_SETTINGS);
});
