/**
 * What was already computed, in one SQLite file: crops by picture and vision, embeddings by crop and model. New weights only embed
 * again; a new vision only embeds what it cuts differently. Every row is on disk when it is counted, so a run may be stopped anywhere.
 */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { QUALITY_MEASURES, type FivePoints, type Quality } from '../../src/domain/recognition/face.ts';
import type { Cut } from './find.ts';

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 32);

/** `unreadable`: sharp could not decode the picture. */
export type StoredCut = (Omit<Cut, 'crop'> & { readonly cropHash: string }) | 'unreadable';
export type StoredEmbedding = { readonly vector: Float32Array; readonly mirrorCosine: number };

export type Cache = {
  cut(image: string, vision: string): StoredCut | null;
  putCut(image: string, vision: string, cut: Cut | null): Promise<string | null>;
  /** 112 x 112 x 3 RGB bytes. Rejects where there is no such crop. */
  crop(cropHash: string): Promise<Uint8Array>;
  /** The same as a WebP file. */
  cropFile(cropHash: string): Uint8Array;
  embedding(cropHash: string, model: string): StoredEmbedding | null;
  putEmbedding(cropHash: string, model: string, embedding: StoredEmbedding): void;
  close(): void;
};

const SCHEMA = `
CREATE TABLE IF NOT EXISTS crop (hash TEXT PRIMARY KEY, webp BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS cut (
  image TEXT NOT NULL, vision TEXT NOT NULL, crop TEXT REFERENCES crop (hash), faces INTEGER, quality BLOB, points BLOB,
  PRIMARY KEY (image, vision)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS embedding (
  model TEXT NOT NULL, crop TEXT NOT NULL, mirror REAL NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, crop)
) STRICT;`;

type CutRow = {
  readonly crop: string | null;
  readonly faces: number;
  readonly quality: Buffer | null;
  readonly points: Buffer | null;
};
type EmbeddingRow = { readonly mirror: number; readonly vector: Buffer };

/** @throws where the folder cannot be written. */
export function openCache(folder: string): Cache {
  mkdirSync(folder, { recursive: true });
  const db = new Database(join(folder, 'cache.db'), { timeout: 10_000 });
  db.pragma('journal_mode = WAL');
  // A cache may lose its last rows in a power cut.
  db.pragma('synchronous = NORMAL');
  db.exec(SCHEMA);
  const getCut = db.prepare<[string, string], CutRow>(
    'SELECT crop, faces, quality, points FROM cut WHERE image = ? AND vision = ?',
  );
  const addCrop = db.prepare('INSERT OR IGNORE INTO crop (hash, webp) VALUES (?, ?)');
  const addCut = db.prepare('INSERT OR REPLACE INTO cut (image, vision, crop, faces, quality, points) VALUES (?, ?, ?, ?, ?, ?)');
  const getCrop = db.prepare<[string], { readonly webp: Buffer }>('SELECT webp FROM crop WHERE hash = ?');
  const getEmbedding = db.prepare<[string, string], EmbeddingRow>(
    'SELECT mirror, vector FROM embedding WHERE model = ? AND crop = ?',
  );
  const addEmbedding = db.prepare('INSERT OR REPLACE INTO embedding (model, crop, mirror, vector) VALUES (?, ?, ?, ?)');
  const cropFile = (hash: string): Uint8Array => {
    const row = getCrop.get(hash);
    if (!row) throw new Error(`no crop ${hash} in the cache`);
    return row.webp;
  };
  return {
    cut(image, vision) {
      const row = getCut.get(image, vision);
      if (!row) return null;
      if (row.crop === null) return 'unreadable';
      return {
        cropHash: row.crop,
        faces: row.faces,
        quality: row.quality && unpackQuality(row.quality),
        points: row.points && unpackPoints(row.points),
      };
    },
    async putCut(image, vision, cut) {
      if (!cut) {
        addCut.run(image, vision, null, null, null, null);
        return null;
      }
      const hash = hashOf(cut.crop);
      const webp = await sharp(cut.crop, { raw: { width: 112, height: 112, channels: 3 } })
        .webp({ lossless: true })
        .toBuffer();
      addCrop.run(hash, webp);
      addCut.run(
        image,
        vision,
        hash,
        cut.faces,
        cut.quality && packQuality(cut.quality),
        cut.points && doubles(cut.points.flat()),
      );
      return hash;
    },
    async crop(hash) {
      return new Uint8Array(await sharp(cropFile(hash)).toColourspace('srgb').removeAlpha().raw().toBuffer());
    },
    cropFile,
    embedding(crop, model) {
      const row = getEmbedding.get(model, crop);
      // copied: SQLite's buffer may start anywhere, floats may not
      return row ? { mirrorCosine: row.mirror, vector: new Float32Array(Uint8Array.from(row.vector).buffer) } : null;
    },
    putEmbedding(crop, model, { mirrorCosine, vector }) {
      addEmbedding.run(model, crop, mirrorCosine, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
    },
    close: () => void db.close(),
  };
}

const doubles = (values: readonly number[]): Buffer => Buffer.from(Float64Array.from(values).buffer);

function packQuality(quality: Quality): Buffer {
  return doubles(QUALITY_MEASURES.map((name) => quality[name]));
}

function unpackPoints(bytes: Buffer): FivePoints {
  const v = new Float64Array(Uint8Array.from(bytes).buffer);
  return [0, 2, 4, 6, 8].map((k) => [v[k]!, v[k + 1]!] as const) as unknown as FivePoints;
}

function unpackQuality(bytes: Buffer): Quality {
  const values = new Float64Array(Uint8Array.from(bytes).buffer);
  return Object.fromEntries(QUALITY_MEASURES.map((name, i) => [name, values[i]!])) as Quality;
}
