import { expect, test } from 'vitest';
import { openTemp } from '../../../test/storage/support.ts';
import { DEFAULT_SETTINGS, merged } from '../../shared/settings.ts';
import { getSettings, saveSettings } from './settings.ts';

const KIOSK = '6f1c0d8e-52a7-4b7a-9a39-0d6d5f3f3a10';

test('defaults, then what was saved, over a restart of the connection', () => {
  const { db } = openTemp();
  expect(getSettings(db, KIOSK)).toEqual({ settings: DEFAULT_SETTINGS, rejected: [] });
  const saved = saveSettings(db, KIOSK, {
    site: { name: '  北门 ' },
    recognition: { threshold: 0.4 },
    kiosk: { cameraId: null },
  });
  expect(saved).toEqual({
    ok: true,
    value: merged(DEFAULT_SETTINGS, { site: { name: '北门' }, recognition: { threshold: 0.4 } }),
  });
  expect(saveSettings(db, KIOSK, { recognition: { threshold: null } })).toMatchObject({
    ok: true,
    value: { recognition: { threshold: null }, site: { name: '北门' } },
  });
  expect(getSettings(db, KIOSK).settings).toEqual(merged(DEFAULT_SETTINGS, { site: { name: '北门' } }));
});

test('a bad value is refused with its field, and nothing of the patch is written', () => {
  const { db } = openTemp();
  expect(saveSettings(db, KIOSK, { kiosk: { sound: false }, recognition: { margin: 7 } })).toEqual({
    ok: false,
    error: { code: 'bad-input', field: 'recognition.margin' },
  });
  expect(getSettings(db, KIOSK).settings.kiosk.sound).toBe(true);
});

test('a stored value that is invalid or unknown costs its own key alone, and is named', () => {
  const { db } = openTemp();
  const put = (key: string, value: string) => db.run('INSERT INTO settings VALUES (:key, :value)', { key, value });
  put('recognition.voteFrames', '99');
  put('appearance.theme', '"dark"');
  // Of a kiosk, and not where those stand.
  put('kiosk.sound', 'false');
  put('fromTomorrow', '1');
  put('toString', '1');
  expect(getSettings(db, KIOSK)).toEqual({
    settings: merged(DEFAULT_SETTINGS, { appearance: { theme: 'dark' } }),
    rejected: ['fromTomorrow', 'kiosk.sound', 'recognition.voteFrames', 'toString'],
  });
});
