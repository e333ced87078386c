import { expect, test } from 'vitest';
import { openTemp } from '../../../test/storage/support.ts';
import { DEFAULT_SETTINGS, merged } from '../../shared/settings.ts';
import { getSettings, saveSettings } from './settings.ts';

test('defaults, then what was saved, over a restart of the connection', () => {
  const { db } = openTemp();
  expect(getSettings(db)).toEqual({ settings: DEFAULT_SETTINGS, rejected: [] });
  const saved = saveSettings(db, { site: { name: '  北门 ' }, recognition: { threshold: 0.4 }, kiosk: { cameraId: null } });
  expect(saved).toEqual({
    ok: true,
    value: merged(DEFAULT_SETTINGS, { site: { name: '北门' }, recognition: { threshold: 0.4 } }),
  });
  expect(saveSettings(db, { recognition: { threshold: null } })).toMatchObject({
    ok: true,
    value: { recognition: { threshold: null }, site: { name: '北门' } },
  });
  expect(getSettings(db).settings).toEqual(merged(DEFAULT_SETTINGS, { site: { name: '北门' } }));
});

test('a bad value is refused with its field, and nothing of the patch is written', () => {
  const { db } = openTemp();
  expect(saveSettings(db, { kiosk: { sound: false }, recognition: { margin: 7 } })).toEqual({
    ok: false,
    error: { code: 'bad-input', field: 'recognition.margin' },
  });
  expect(getSettings(db).settings.kiosk.sound).toBe(true);
});

test('a stored value that is invalid or unknown costs its own key alone, and is named', () => {
  const { db } = openTemp();
  const put = (key: string, value: string) => db.run('INSERT INTO settings VALUES (:key, :value)', { key, value });
  put('voteFrames', '99');
  put('sound', 'false');
  put('fromTomorrow', '1');
  put('toString', '1');
  expect(getSettings(db)).toEqual({
    settings: merged(DEFAULT_SETTINGS, { kiosk: { sound: false } }),
    rejected: ['fromTomorrow', 'toString', 'voteFrames'],
  });
});

test('the time zone is read from a row of before it was called so, until it is set anew', () => {
  const { db } = openTemp();
  db.run(`INSERT INTO settings VALUES ('zone', '"Asia/Shanghai"')`);
  expect(getSettings(db)).toEqual({ settings: merged(DEFAULT_SETTINGS, { site: { timeZone: 'Asia/Shanghai' } }), rejected: [] });
  expect(saveSettings(db, { site: { timeZone: 'Europe/Berlin' } })).toMatchObject({
    ok: true,
    value: { site: { timeZone: 'Europe/Berlin' } },
  });
});
