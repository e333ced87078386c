import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CROP_BYTES, QUALITY_MEASURES, type FivePoints, type Quality } from '../../src/domain/recognition/face.ts';
import { hashOf, openCache } from './cache.ts';
import { fromMiddle, middleOf, readAligned } from './find.ts';
import { openSource, personOf, readLabels } from './source.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-evaluate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function tarOf(files: Record<string, string>): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of Object.entries(files)) tar.entry({ name }, text);
  tar.finalize();
  const parts: Uint8Array[] = [];
  for await (const part of tar) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

async function everything(places: string[], labels: string[] | null = null): Promise<string[]> {
  const source = await openSource(places, labels);
  if (!source.ok) throw new Error(source.error);
  const seen: string[] = [];
  for await (const { entry, bytes } of source.value.read(new Set(source.value.entries.map((e) => e.path)))) {
    seen.push(`${entry.person} ${entry.name} ${Buffer.from(bytes).toString()}`);
  }
  return seen;
}

describe('photographs by person', () => {
  it('are read from folders and from tar files alike', async () => {
    mkdirSync(join(folder, 'set/Ann'), { recursive: true });
    writeFileSync(join(folder, 'set/Ann/Ann_0001.jpg'), 'a1');
    writeFileSync(join(folder, 'set/Ann/notes.txt'), 'no picture');
    writeFileSync(join(folder, 'set/nobody.jpg'), 'of no person');
    writeFileSync(join(folder, 'more.tar'), await tarOf({ 'Bob/Bob_0001.webp': 'b1', 'Bob/Bob_0002.webp': 'b2' }));
    expect(await everything([join(folder, 'set'), join(folder, 'more.tar')])).toEqual([
      'Ann Ann_0001 a1',
      'Bob Bob_0001 b1',
      'Bob Bob_0002 b2',
    ]);
  });
  it('have names from a table where their own are numbers', async () => {
    writeFileSync(join(folder, 'dev.tar'), await tarOf({ '000000.webp': 'x', '000001.webp': 'y', '000002.webp': 'z' }));
    expect(await everything([join(folder, 'dev.tar')], readLabels('Ann\ta.jpg\n\tunknown.jpg\nBob\tb.jpg\n'))).toEqual([
      'Ann 000000 x',
      'Bob 000002 z',
    ]);
    expect(personOf('x/000009.webp', ['Ann'])).toBeNull();
  });
  it('that are not there give a sentence', async () => {
    const source = await openSource([join(folder, 'none')], null);
    expect(source.ok).toBe(false);
    mkdirSync(join(folder, 'empty'));
    const empty = await openSource([join(folder, 'empty')], null);
    expect(empty.ok ? '' : empty.error).toMatch(/no pictures by person/);
  });
});

describe('the middle of a picture without a face', () => {
  it('is the middle 112 x 112 of 250 x 250, pixel by pixel', () => {
    const data = Uint8Array.from({ length: 250 * 250 * 3 }, (_, i) => (i * 7 + Math.floor(i / 750)) % 251);
    const crop = middleOf({ data, width: 250, height: 250, channels: 3 });
    for (const [x, y] of [
      [0, 0],
      [111, 111],
      [5, 90],
    ] as const) {
      expect(crop[(y * 112 + x) * 3 + 1]).toBe(data[((y + 69) * 250 + x + 69) * 3 + 1]);
    }
  });
  it('is as large a share of a larger picture', () => {
    // 500 x 700: left half black, right half white; the border stays in the middle
    const data = Uint8Array.from({ length: 500 * 700 * 3 }, (_, i) => (Math.floor(i / 3) % 500 < 250 ? 0 : 255));
    const crop = middleOf({ data, width: 500, height: 700, channels: 3 });
    expect([crop[55 * 3], crop[56 * 3]]).toEqual([0, 255]);
  });
  it('and of several faces the nearest to it counts', () => {
    const frame = { width: 250, height: 250 };
    expect(fromMiddle({ x: 100, y: 100, width: 50, height: 50 }, frame)).toBe(0);
    expect(fromMiddle({ x: 103, y: 104, width: 50, height: 50 }, frame)).toBe(5);
  });
});

describe('the cache', () => {
  const crop = Uint8Array.from({ length: CROP_BYTES }, (_, i) => (i * 31) % 256);
  const quality = Object.fromEntries(QUALITY_MEASURES.map((name, i) => [name, i / 7])) as Quality;
  const points: FivePoints = [
    [1.5, 2],
    [3, 4],
    [5, 6.25],
    [7, 8],
    [9, 1e-7],
  ];
  it('gives back what was put in, after it was closed too', async () => {
    const first = openCache(folder);
    expect(first.cut('image', 'v1')).toBeNull();
    const hash = await first.putCut('image', 'v1', { crop, faces: 2, quality, points });
    expect(hash).toBe(hashOf(crop));
    await first.putCut('broken', 'v1', null);
    const vector = Float32Array.of(0.1, -2, 3e-9);
    first.putEmbedding(hash!, 'm', { vector, mirrorCosine: 0.75 });
    first.close();
    const again = openCache(folder);
    expect(again.cut('image', 'v1')).toEqual({ cropHash: hash, faces: 2, quality, points });
    expect(again.cut('image', 'v2')).toBeNull();
    expect(again.cut('broken', 'v1')).toBe('unreadable');
    expect(await again.crop(hash!)).toEqual(crop);
    expect(again.embedding(hash!, 'm')).toEqual({ vector, mirrorCosine: 0.75 });
    expect(again.embedding(hash!, 'another model')).toBeNull();
    again.close();
  });
});

describe('an aligned crop', () => {
  it('is taken as it is, grey ones too, and refused in another size', async () => {
    const grey = await sharp({ create: { width: 112, height: 112, channels: 3, background: '#808080' } })
      .greyscale()
      .png()
      .toBuffer();
    const cut = await readAligned(grey);
    expect(cut?.crop).toEqual(new Uint8Array(CROP_BYTES).fill(128));
    const small = await sharp({ create: { width: 96, height: 112, channels: 3, background: '#808080' } })
      .png()
      .toBuffer();
    expect(await readAligned(small)).toBeNull();
    expect(await readAligned(Buffer.from('no picture'))).toBeNull();
  });
});
