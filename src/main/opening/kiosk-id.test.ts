import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { quiet, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { NEW_DOOR } from '../../shared/access.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { kioskIdOf, readKioskId } from './kiosk-id.ts';

const HERE = '6f1c0d8e-52a7-4b7a-9a39-0d6d5f3f3a10';
const THERE = '0b0e3c66-7c5e-4a57-8f0c-2f1f6a1a9d11';
const SCANNER = { prefix: '~', suffix: '', gapMs: 5, layout: 'same', ends: true } as const;

function temp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-kiosk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
const note = (userData: string, text: string): void => {
  mkdirSync(userData, { recursive: true });
  writeFileSync(join(userData, 'kiosk.json'), text);
};

test('it is made once, and is this user’s alone', () => {
  const userData = join(temp(), 'profile');
  expect(readKioskId(userData)).toBeNull();
  const id = kioskIdOf(userData, [], quiet);
  expect(JSON.parse(readFileSync(join(userData, 'kiosk.json'), 'utf8'))).toEqual({ version: 1, id });
  if (process.platform !== 'win32') expect(statSync(join(userData, 'kiosk.json')).mode & 0o077).toBe(0);
  // Whatever a site knows: it is who it is.
  expect(kioskIdOf(userData, [THERE], quiet)).toBe(id);
});

test.each(['', '{"ver', '{"version":1,"id":"7"}', '{"version":2,"id":"6f1c0d8e-52a7-4b7a-9a39-0d6d5f3f3a10"}', 'x'.repeat(5000)])(
  'a file that is damaged: %s',
  (text) => {
    const [one, several] = [join(temp(), 'a'), join(temp(), 'b')];
    note(one, text);
    note(several, text);
    // The only kiosk that the site knows must be this one; of several nobody can say.
    expect(kioskIdOf(one, [HERE], quiet)).toBe(HERE);
    expect(readKioskId(one)).toBe(HERE);
    const made = kioskIdOf(several, [HERE, THERE], quiet);
    expect([HERE, THERE]).not.toContain(made);
    expect(readKioskId(several)).toBe(made);
  },
);

test('where it cannot be noted the kiosk works all the same', () => {
  const file = join(temp(), 'file');
  writeFileSync(file, '');
  expect(kioskIdOf(join(file, 'profile'), [HERE], quiet)).toBe(HERE);
});

test('two kiosks on one database differ in camera, door, sound and mode, and one that changes leaves the other alone', async () => {
  const folder = temp();
  const profile = (name: string): string => join(folder, name);
  const running = new Set<TestApp>();
  onTestFinished(() => running.forEach((t) => t.close()));
  const start = async (name: string): Promise<TestApp> => {
    const t = await startTestApp({ userData: profile(name) });
    running.add(t);
    t.app.setRole('admin');
    return t;
  };
  const end = async (t: TestApp): Promise<void> => {
    running.delete(t);
    await t.app.stop();
  };
  const kioskOf = (t: TestApp) => t.app.state().settings.kiosk;

  const first = await start('a');
  value(await first.call('setup.complete', { ...SETUP, dataFolder: join(folder, 'shared') }));
  const door = async (name: string) =>
    value(await first.call('access.saveDoor', { id: null, fields: { ...NEW_DOOR, name }, openTo: [] })).id;
  const [north, south] = [await door('North'), await door('South')];
  const here = {
    mode: 'kiosk',
    cameraId: 'front',
    cameraTurn: 0,
    doorId: north,
    sound: true,
    scanner: SCANNER,
    ownHours: 'off',
  } as const;
  value(await first.call('settings.save', { kiosk: here, site: { name: 'Harbour' } }));
  await end(first);

  // A second installation of the same site; and one that has lost its file, which is the first again.
  for (const name of ['b', 'lost']) cpSync(profile('a'), profile(name), { recursive: true });
  note(profile('b'), JSON.stringify({ version: 1, id: THERE }));
  rmSync(join(profile('lost'), 'kiosk.json'));
  const lost = await start('lost');
  expect(kioskOf(lost)).toEqual(here);
  expect(readKioskId(profile('lost'))).toBe(readKioskId(profile('a')));
  await end(lost);

  const second = await start('b');
  expect(second.app.state().settings).toMatchObject({ kiosk: DEFAULT_SETTINGS.kiosk, site: { name: 'Harbour' } });
  const there = {
    mode: 'desk',
    cameraId: 'back',
    cameraTurn: 180,
    doorId: south,
    sound: false,
    scanner: null,
    ownHours: 'off',
  } as const;
  value(await second.call('settings.save', { kiosk: there, site: { idleMinutes: 20 } }));
  expect(kioskOf(second)).toEqual(there);
  await end(second);

  const again = await start('a');
  expect(again.app.state().settings).toMatchObject({ kiosk: here, site: { name: 'Harbour', idleMinutes: 20 } });
  // A door that is deleted at one kiosk is the other's no more.
  value(await again.call('access.deleteDoor', { id: south }));
  await end(again);
  const last = await start('b');
  expect(kioskOf(last)).toEqual({ ...there, doorId: null });
  await end(last);
}, 120_000);
