/**
 * How long does a ZIP of photographs take, and does anything grow with it?
 *
 *     npm run build && npm run bench:photos [-- --json] [--photos N]
 *
 * The whole built app in the stand-in, as an administrator does it: the archive is chosen, its list is shown, and one photo after the other goes through
 * Chromium, the vision worker, the engine and the gates. The photos are four people of the sample photographs, three of whom are enrolled, each file with some pixels of its own, one a person
 * of the table: all are decoded, looked at and embedded; the first of the one who is new is stored, and the others are refused, as they must be, since that face
 * is somebody else's. Resident memory is read from /proc at the hundredth photo (caches are full then) and at the last: Linux only.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { boxOf, people, photoOf, type Person } from '../demo/people-video.ts';
import { seedSite } from '../demo/seeded-site.ts';
import { Lintel } from '../driver/lintel.ts';
import { StandInDriver } from '../driver/stand-in-driver.ts';
import type { Bridge, CallName, Input, Output } from '../src/shared/contract.ts';
import type { PeopleColumns } from '../src/shared/people-file.ts';
import { finish, machine, option, round, say, table } from '../tools/figures.ts';
import { PASSWORD, PIN } from '../tools/secrets.ts';
import { value } from '../tools/value.ts';
import { frameOf, readPhoto, sharpOf } from '../tools/vision.ts';
import { zip } from '../tools/zip.ts';
import { descendants, role } from './processes.ts';

const PHOTOS = option('photos', 1000);
/** Where growth is counted from. */
const FROM = Math.min(100, Math.floor(PHOTOS / 2));
/** Pixels to a side: about what a telephone's picture is cut to. */
const SIDE = 900;
const LOOK_MS = 100;

/** `backingStorageSize` (of array buffers) is newer than the types. */
type HeapUsage = { readonly usedSize: number; readonly backingStorageSize?: number };
type Held = { readonly heap: number; readonly resident: ReadonlyMap<string, number> };

const numberOf = (i: number): string => `P${String(i).padStart(5, '0')}`;

/** A face with a little around it. */
async function faceOf(person: Person): Promise<Awaited<ReturnType<typeof frameOf>>> {
  const [left, top, side] = boxOf(person);
  const edge = 20;
  const photo = value(await readPhoto(photoOf(person)));
  const cut = sharpOf(photo).extract({ left: left - edge, top: top - edge, width: side + 2 * edge, height: side + 2 * edge });
  return frameOf(sharpOf(await frameOf(cut)).resize(SIDE, SIDE));
}

/** Each a file of its own, by some pixels in a corner. */
async function photos(): Promise<Uint8Array> {
  const faces = await Promise.all(people.map(faceOf));
  const entries = [];
  for (let i = 0; i < PHOTOS; i++) {
    const { data, width, height } = faces[i % faces.length]!;
    const own = Uint8Array.from(data);
    // Noise of a block, so that the compression keeps it.
    for (let p = 0; p < 8; p++) own[p * 3 + (i % 3)] = (i * 37 + p * 11) % 256;
    const jpeg = await sharp(own, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 90 })
      .toBuffer();
    entries.push({ name: `photos/${numberOf(i)}.jpg`, data: jpeg, method: 0 });
  }
  return zip(entries);
}

async function ask<N extends CallName>(page: Page, name: N, input: Input<N>): Promise<Output<N>> {
  const answer = await page.evaluate(([n, i]) => (window as unknown as { lintel: Bridge }).lintel.call(n, i as never), [
    name,
    input,
  ] as const);
  return value(answer);
}

/** Resident MiB by what the process is; of several renderers, the largest. */
function memory(): Map<string, number> {
  const held = new Map<string, number>();
  for (const found of descendants(process.pid)) {
    const name = role(found);
    if (name !== null) held.set(name, Math.max(held.get(name) ?? 0, found.mebibytes));
  }
  return held;
}

/** People of the table, without a face. */
async function addPeople(page: Page): Promise<void> {
  const lines = Array.from({ length: PHOTOS }, (_, i) => `${numberOf(i)},Person ${numberOf(i)}`);
  const columns: PeopleColumns = { employeeNumber: 0, name: 1, familyName: null, givenName: null, department: null };
  await page.evaluate(
    async ([text, of]) => {
      const bytes = new TextEncoder().encode(text);
      const file = { bytes, name: 'people.csv', encoding: null, separator: null, sheet: 0, header: false, columns: of };
      await (window as unknown as { lintel: Bridge }).lintel.call('dataImports.takePeople', file);
    },
    [lines.join('\n'), columns] as const,
  );
}

const profile = mkdtempSync(join(tmpdir(), 'lintel-bench-photos-'));
try {
  say(machine());
  await seedSite(join(profile, 'userData'), { password: PASSWORD, pin: PIN }, 60);
  const archive = join(profile, 'photos.zip');
  const packed = await photos();
  writeFileSync(archive, packed);
  say(`${PHOTOS} photos, ${round(packed.length / 1e6, 1)} MB …`);
  const lintel = await Lintel.launch((options) => new StandInDriver(options), { scene: 'empty', profile });
  try {
    const page = await lintel.page();
    await ask(page, 'session.leaveKiosk', { pin: PIN });
    await ask(page, 'session.signIn', { secret: PASSWORD, kind: 'password' });
    // Longer than the run: nobody touches anything.
    await ask(page, 'settings.save', { site: { idleMinutes: 60 } });
    await addPeople(page);
    await page.evaluate(() => (window.location.hash = '#/hours/imports'));
    await lintel.answerOpenDialog(archive);
    await page.getByRole('button', { name: 'Choose a ZIP' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Enrol from these pictures' }).click({ timeout: 120_000 });
    const session = await page.context().newCDPSession(page);
    /** What the page holds after its garbage is collected, MB. Its process has more: the worker, and what the allocator keeps. */
    const heap = async (): Promise<number> => {
      for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize = 0 } = (await session.send('Runtime.getHeapUsage')) as HeapUsage;
      return (usedSize + backingStorageSize) / 1e6;
    };
    const look = async (): Promise<Held> => ({ heap: await heap(), resident: memory() });
    const started = performance.now();
    let before: Held | null = null;
    const bar = dialog.getByRole('progressbar');
    for (let told = 0; !(await dialog.getByText(/enrolled from/).isVisible());) {
      // At the end it is gone in the moment between.
      const said = await bar.getAttribute('aria-label', { timeout: 1000 }).catch(() => null);
      const done = Number(/^(\d+)/.exec(said ?? '')?.[1] ?? 0);
      if (before === null && done >= FROM) before = await look();
      if (done >= told + 100) {
        told = done;
        say(`${done} photos, ${round((performance.now() - started) / 1000, 0)} s`);
      }
      await wait(LOOK_MS);
    }
    const seconds = (performance.now() - started) / 1000;
    const after = await look();
    const counts = await dialog.getByRole('status').last().innerText();
    const megabytes = (mib: number | undefined): number => (mib ?? Number.NaN) * 1.048576;
    const grown = (name: string): number => round(megabytes(after.resident.get(name)) - megabytes(before?.resident.get(name)), 1);
    const names = [...after.resident.keys()];
    say(counts.replaceAll('\n', ', '));
    finish(
      {
        photos: PHOTOS,
        photos_s: round(seconds, 1),
        photo_ms: round((seconds * 1000) / PHOTOS, 0),
        rss_growth_mb: grown('main'),
        growth_mb: Object.fromEntries(names.map((name) => [name, grown(name)])),
        page_heap_growth_mb: round(after.heap - (before?.heap ?? Number.NaN), 1),
        resident_mb: Object.fromEntries(names.map((name) => [name, round(megabytes(after.resident.get(name)), 0)])),
      },
      [
        `${PHOTOS} photos in ${round(seconds, 1)} s (${round((seconds * 1000) / PHOTOS, 0)} ms each)`,
        '',
        table(
          ['process', 'resident MB', `grown since photo ${FROM}, MB`],
          names.map((name) => [name, round(megabytes(after.resident.get(name)), 0), grown(name)]),
        ),
        '',
        `The page itself holds ${round(after.heap, 1)} MB, ${round(after.heap - (before?.heap ?? Number.NaN), 1)} more than then.`,
      ].join('\n'),
    );
  } finally {
    await lintel.close();
  }
} finally {
  rmSync(profile, { recursive: true, force: true });
}
