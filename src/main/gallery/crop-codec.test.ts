import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleCrops } from '../../../test/fakes/faces.ts';
import { cosine } from '../../domain/recognition/vote.ts';
import { openEngine } from '../../engine/open-engine.ts';
import { decodeCrop, encodeCrop } from './crop-codec.ts';

const resources = join(import.meta.dirname, '../../../resources/model');

test('a kept crop is small, and its embedding is the original’s within 0.98', async () => {
  const engine = await openEngine({ modelFile: join(resources, 'q.onnx'), cardFile: join(resources, 'q.json') });
  if (!engine.ok) throw new Error(engine.error.why);
  const { embedder } = engine.value;
  for (const crop of await sampleCrops(12, 5)) {
    const webp = await encodeCrop(crop);
    expect(webp.length).toBeLessThan(8_000);
    const back = await decodeCrop(webp);
    if (!back.ok) throw new Error(back.error.code);
    const [before, after] = [await embedder.embed(crop), await embedder.embed(back.value)];
    if (!before.ok || !after.ok) throw new Error('the engine failed');
    expect(cosine(before.value.vector, after.value.vector)).toBeGreaterThan(0.98);
  }
  await embedder.close();
});

test('what is no WebP, or one of another size, is an error and no crash', async () => {
  expect(await decodeCrop(new Uint8Array([1, 2, 3]))).toEqual({ ok: false, error: { code: 'photo-unreadable' } });
  expect(await decodeCrop(new Uint8Array())).toEqual({ ok: false, error: { code: 'photo-unreadable' } });
});
