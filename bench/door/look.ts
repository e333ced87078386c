/**
 * Frame -> face -> embedding, through the app's own vision and engine, when somebody asks for it: most visits end at their third frame. What was once
 * seen is kept in .cache/door: crops by picture, scene and frame; embeddings by crop and model.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { CROP_SIDE, type FaceObservation } from '../../src/domain/recognition/face.ts';
import type { Embedder } from '../../src/engine/embedder.ts';
import type { Detector } from '../../src/vision/detector.ts';
import type { Frame } from '../../src/vision/frame.ts';
import { createObserver } from '../../src/vision/observer.ts';
import { stand, type Scene } from './scene.ts';

/** An observation as the renderer would send it, and what the engine makes of its crop. */
export type Look = { readonly observation: FaceObservation; readonly vector: Float32Array; readonly mirrorCosine: number };

/** Between two frames that the kiosk looks at, ms. */
const FRAME_MS = 120;

export type Stand = {
  readonly path: string;
  readonly scene: Scene;
  /** 0, or the second and third time that they look. */ readonly again: number;
};

export type Looks = {
  /** What main gets to see of one frame: the largest face, or none. */
  look(stand: Stand, frame: number): Promise<Look | null>;
  close(): Promise<void>;
};

type Deps = {
  readonly photos: ReadonlyMap<string, Uint8Array>;
  readonly detector: Detector;
  readonly vision: string;
  readonly embedder: Embedder;
  readonly folder: string;
  readonly seed: number;
};

/** How frames are drawn is part of their name. */
const DRAWING = createHash('sha256')
  .update(
    ['scene.ts', 'look.ts', '../../tools/attacks.ts']
      .map((name) => readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8'))
      .join(),
  )
  .digest('hex')
  .slice(0, 12);

export function openLooks({ photos, detector, vision, embedder, folder, seed }: Deps): Looks {
  mkdirSync(folder, { recursive: true });
  const db = new Database(join(folder, 'looks.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec(
    'CREATE TABLE IF NOT EXISTS seen (key TEXT PRIMARY KEY, face BLOB, crop BLOB) STRICT; CREATE TABLE IF NOT EXISTS embedded (key TEXT, model TEXT, data BLOB NOT NULL, PRIMARY KEY (key, model)) STRICT',
  );
  const getSeen = db.prepare<[string], { face: Buffer | null; crop: Buffer | null }>('SELECT face, crop FROM seen WHERE key = ?');
  const putSeen = db.prepare('INSERT OR REPLACE INTO seen VALUES (?, ?, ?)');
  const getEmbedded = db.prepare<[string, string], { data: Buffer }>('SELECT data FROM embedded WHERE key = ? AND model = ?');
  const putEmbedded = db.prepare('INSERT OR REPLACE INTO embedded VALUES (?, ?, ?)');
  let current: { readonly key: string; readonly frames: Promise<(frame: number) => Promise<Frame>> } | null = null;

  async function draw(key: string, { path, scene, again }: Stand, frame: number): Promise<Frame> {
    if (current?.key !== key) {
      const visit = createHash('sha256').update(`${path} ${scene.name} ${seed}`).digest().readUInt32LE();
      current = { key, frames: stand(photos.get(path)!, scene, visit, again) };
    }
    return (await current.frames)(frame);
  }

  async function see(key: string, where: Stand, frame: number): Promise<FaceObservation | null> {
    const name = `${key} ${frame}`;
    const stored = getSeen.get(name);
    if (stored) {
      if (!stored.face || !stored.crop) return null;
      const crop = await sharp(stored.crop).removeAlpha().toColourspace('srgb').raw().toBuffer();
      return { ...(deserialize(stored.face) as Omit<FaceObservation, 'crop'>), crop: new Uint8Array(crop) };
    }
    const capturedAt = Date.UTC(2026, 0, 1) + frame * FRAME_MS;
    // An observer of its own for each frame: the tracks of a visit are the bench's to say.
    const [face] = await createObserver(detector).observe(await draw(key, where, frame), { liveness: false, capturedAt });
    if (!face) {
      putSeen.run(name, null, null);
      return null;
    }
    const { crop, ...rest } = face;
    const webp = await sharp(Buffer.from(crop), { raw: { width: CROP_SIDE, height: CROP_SIDE, channels: 3 } })
      .webp({ lossless: true })
      .toBuffer();
    putSeen.run(name, serialize(rest), webp);
    return face;
  }

  async function embed(name: string, crop: Uint8Array): Promise<Pick<Look, 'vector' | 'mirrorCosine'>> {
    const stored = getEmbedded.get(name, embedder.modelId);
    if (stored) return deserialize(stored.data) as Pick<Look, 'vector' | 'mirrorCosine'>;
    const made = await embedder.embed(crop);
    if (!made.ok) throw new Error(`the engine failed: ${made.error.code}`);
    const { vector, mirrorCosine } = made.value;
    putEmbedded.run(name, embedder.modelId, serialize({ vector, mirrorCosine }));
    return { vector, mirrorCosine };
  }

  return {
    async look(where, frame) {
      const key = [DRAWING, vision, seed, where.path, where.scene.name, where.again].join(' ');
      const observation = await see(key, where, frame);
      return (
        observation && {
          observation: { ...observation, track: 1, frame: frame + 1 },
          ...(await embed(`${key} ${frame}`, observation.crop)),
        }
      );
    },
    async close() {
      db.close();
      await embedder.close();
    },
  };
}
