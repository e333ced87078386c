import { expect, test } from 'vitest';
import { openTemp, plansOf, tempFolder, value } from '../../../test/storage/support.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import { claimKiosk, getSettings, kiosksOf, leaveDoor, saveSettings } from '../site/settings.ts';
import { MIGRATIONS } from './index.ts';

const OLD = MIGRATIONS.filter((step) => step.version < 270);
const HERE = '6f1c0d8e-52a7-4b7a-9a39-0d6d5f3f3a10';
const THERE = '0b0e3c66-7c5e-4a57-8f0c-2f1f6a1a9d11';
const SCANNER = { prefix: '~', suffix: '', gapMs: 5, layout: 'same', ends: true } as const;

/** Fields that came later. */
const { cameraTurn, scanner, ownHours } = DEFAULT_SETTINGS.kiosk;
const NEWER = { kiosk: { cameraTurn, scanner, ownHours } } as const;

/** Every field with another value than its default, as the version before stored it. */
const SET: Settings = {
  site: { name: '北门', timeZone: 'Asia/Shanghai', idleMinutes: 7, longestPresenceHours: 26 },
  kiosk: { mode: 'kiosk', cameraId: 'camera-7', doorId: 3, sound: false, ...NEWER.kiosk },
  recognition: {
    wrongPersonOneIn: 5000,
    strangers: 'children-too',
    threshold: 0.5,
    margin: 0.05,
    voteFrames: 4,
    cooldownSeconds: 30,
    liveness: 'strict',
    lookAlikes: 'pin',
    secondFactor: 'always',
    badge: 'with-pin',
    keepCrops: false,
  },
  appearance: { language: 'en', theme: 'dark' },
};

function oldSite(rows: Readonly<Record<string, unknown>>): string {
  const folder = tempFolder();
  const { db, close } = openTemp({ folder, migrations: OLD });
  for (const [key, set] of Object.entries(rows))
    db.run('INSERT INTO settings VALUES (:key, :value)', { key, value: JSON.stringify(set) });
  close();
  return folder;
}

test('every value of an old database is kept, and those of the kiosk are this one’s', () => {
  const { name, ...site } = SET.site;
  const { mode, cameraId, doorId, sound } = SET.kiosk;
  const kiosk = { mode, cameraId, doorId, sound };
  const folder = oldSite({ siteName: name, ...site, ...kiosk, ...SET.recognition, ...SET.appearance });
  for (const [group, fields] of Object.entries(SET))
    for (const [field, set] of Object.entries(fields).filter(([each]) => !(each in NEWER.kiosk)))
      expect(set, `${group}.${field}`).not.toBe((DEFAULT_SETTINGS as never)[group][field]);
  const { db } = openTemp({ folder });
  // Before anybody has taken them over, too: a full disk must not leave a kiosk without its door.
  expect(getSettings(db, HERE)).toEqual({ settings: SET, rejected: [] });
  value(claimKiosk(db, HERE));
  expect(getSettings(db, HERE)).toEqual({ settings: SET, rejected: [] });
  expect(kiosksOf(db)).toEqual([HERE]);
  // Who comes later begins anew, with what is the site's.
  value(claimKiosk(db, THERE));
  expect(getSettings(db, THERE).settings).toEqual({ ...SET, kiosk: DEFAULT_SETTINGS.kiosk });
});

test('a damaged or unknown value of an old database costs itself alone, and is named', () => {
  const folder = oldSite({ mode: 'porch', doorId: 2, voteFrames: 99, zone: 'Asia/Shanghai', fromTomorrow: 1 });
  const { db } = openTemp({ folder });
  const { settings, rejected } = getSettings(db, HERE);
  expect(rejected).toEqual(['fromTomorrow', 'recognition.voteFrames', 'kiosk.mode']);
  expect(settings).toEqual({
    ...DEFAULT_SETTINGS,
    site: { ...DEFAULT_SETTINGS.site, timeZone: 'Asia/Shanghai' },
    kiosk: { ...DEFAULT_SETTINGS.kiosk, doorId: 2 },
  });
});

test('where the zone stands under both of its names, the newer counts', () => {
  const { db } = openTemp({ folder: oldSite({ zone: 'Asia/Shanghai', timeZone: 'Europe/Berlin' }) });
  expect(getSettings(db, HERE)).toMatchObject({ settings: { site: { timeZone: 'Europe/Berlin' } }, rejected: [] });
});

test('two kiosks of one site differ in camera, door, sound and mode, and one that changes leaves the other alone', () => {
  const { db } = openTemp();
  const here = {
    mode: 'kiosk',
    cameraId: 'front',
    cameraTurn: 90,
    doorId: 1,
    sound: true,
    scanner: SCANNER,
    ownHours: 'off',
  } as const;
  const there = { mode: 'desk', cameraId: 'back', cameraTurn: 180, doorId: 2, sound: false, scanner: null, ownHours } as const;
  value(saveSettings(db, HERE, { kiosk: here, site: { name: 'North' } }));
  value(saveSettings(db, THERE, { kiosk: there }));
  expect(getSettings(db, HERE).settings).toMatchObject({ kiosk: here, site: { name: 'North' } });
  expect(getSettings(db, THERE).settings).toMatchObject({ kiosk: there, site: { name: 'North' } });
  value(saveSettings(db, THERE, { kiosk: { sound: true, doorId: null } }));
  expect(getSettings(db, HERE).settings.kiosk).toEqual(here);
  // A door that is deleted is nobody's any more.
  value(saveSettings(db, THERE, { kiosk: { doorId: 1 } }));
  leaveDoor(db, 1);
  expect([HERE, THERE].map((kiosk) => getSettings(db, kiosk).settings.kiosk.doorId)).toEqual([null, null]);
});

test('the primary key is used', () => {
  const { db } = openTemp();
  expect(plansOf(db, (w) => getSettings(w, HERE))).toContain('SEARCH kiosk_settings USING PRIMARY KEY (kiosk=?)');
  expect(plansOf(db, (w) => claimKiosk(w, HERE))).not.toContain('TEMP B-TREE');
});
