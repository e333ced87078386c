/** PINs and badges in a seeded site, and a badge in front of the camera. */
import { alone } from '../../src/storage/file/db.ts';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SettingsPatch } from '../../src/shared/settings.ts';
import { printBadges } from '../../src/storage/credentials/badges.ts';
import { setPin } from '../../src/storage/credentials/pins.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { listPeople } from '../../src/storage/people/people.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import { badgePicture, type Sight } from '../fakes/badge-picture.ts';
import { FPS, FRAME } from '../../demo/people-video.ts';
import { overwriteVideo, y4m } from '../../demo/y4m.ts';
import type { Lintel } from '../../driver/lintel.ts';
import { value, type Site } from './seeded.ts';

export type Held = {
  readonly name: string;
  /** Number and PIN, as they are typed. */ readonly code: string;
  readonly number: string;
  readonly pin: string;
  readonly token: string;
};

/** A PIN and a badge for everybody of the site, by name; the app must not be running. */
export async function giveCredentials(site: Site, settings: SettingsPatch = {}): Promise<Map<string, Held>> {
  const open = value(
    openDatabase({ file: site.database, key: await site.key(), log: { info: () => undefined, warn: () => undefined } }),
  );
  try {
    value(saveSettings(open.db, kiosksOf(open.db)[0]!, settings));
    const held = new Map<string, Held>();
    for (const { id, name } of listPeople(open.db, '')) {
      const { number, pin } = value(await setPin(open.db, id as never, null, Date.now(), alone(open.db)));
      const [badge] = value(printBadges(open.db, [id as never], false, Date.now()));
      held.set(name, { name, number, pin, code: number + pin, token: badge!.token });
    }
    return held;
  } finally {
    open.close();
  }
}

/** Holds a badge up: a hand that moves a little, for as long as a scene lasts. */
export function holdUp(lintel: Lintel, token: string, sight: Sight = {}): void {
  const frames = Array.from({ length: 15 }, (_, i) => {
    const sway = Math.sin((i / 15) * 2 * Math.PI);
    const { data } = badgePicture(token, {
      width: FRAME.width,
      height: FRAME.height,
      module: 6,
      turn: 8 + 3 * sway,
      yaw: 6 * sway,
      pitch: 5,
      blur: 0.7,
      noise: 4,
      seed: i + 1,
      ...sight,
    });
    return Uint8Array.from({ length: FRAME.width * FRAME.height * 3 }, (_x, j) => data[Math.floor(j / 3) * 4 + (j % 3)]!);
  });
  const file = join(lintel.profile, 'badge.y4m');
  writeFileSync(
    file,
    y4m(FRAME, FPS, 45, (i) => frames[i % frames.length]!),
  );
  overwriteVideo(lintel.camera.file, file);
  rmSync(file);
}
