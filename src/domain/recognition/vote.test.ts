import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestFrames, cosine, frameWeight, meanEmbedding } from './vote.ts';

const unit = (v: number[]): Float32Array => {
  const n = Math.hypot(...v);
  return Float32Array.from(v, (x) => x / n);
};

test('the mean of one frame is that frame, whatever its weight', () => {
  const e = unit([3, 4, 12]);
  expect(cosine(meanEmbedding([{ embedding: e, weight: 0.2 }]), e)).toBeCloseTo(1, 6);
});

test('a heavier frame pulls the mean its way', () => {
  const a = unit([1, 0]);
  const b = unit([0, 1]);
  const mean = meanEmbedding([
    { embedding: a, weight: 3 },
    { embedding: b, weight: 1 },
  ]);
  expect(cosine(mean, a)).toBeGreaterThan(cosine(mean, b));
  expect(Math.hypot(...mean)).toBeCloseTo(1, 6);
});

test('the mean of noisy views is nearer to the truth than the average view', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 16, maxLength: 16 }), {
        minLength: 3,
        maxLength: 5,
      }),
      (noise) => {
        const truth = unit(Array.from({ length: 16 }, (_, i) => (i % 2 ? 1 : -1)));
        const views = noise.map((n) => unit([...truth].map((t, i) => t + n[i]!)));
        const mean = meanEmbedding(views.map((embedding) => ({ embedding, weight: 1 })));
        const average = views.reduce((s, v) => s + cosine(v, truth), 0) / views.length;
        expect(cosine(mean, truth)).toBeGreaterThanOrEqual(average - 1e-6);
      },
    ),
  );
});

test('the best frames come first and a blurred one weighs less', () => {
  expect(frameWeight(10, 0.9)).toBeLessThan(frameWeight(200, 0.9));
  expect(frameWeight(200, 0.5)).toBeLessThan(frameWeight(200, 0.9));
  expect(bestFrames([{ weight: 1 }, { weight: 3 }, { weight: 2 }], 2)).toEqual([{ weight: 3 }, { weight: 2 }]);
});
