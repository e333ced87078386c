import { describe, expect, it } from 'vitest';
import { fingerprintOf, watch, WATCH_START, type Sample } from './watchdog.ts';

/** One sample a second; gives the fault after each. */
function faults(samples: readonly Partial<Sample>[]): (string | null)[] {
  let state = WATCH_START;
  return samples.map((given, second) => {
    const now = 1000 * second;
    const [next, fault] = watch(state, { now, frameAt: now, fingerprint: second, luma: 120, ...given });
    state = next;
    return fault;
  });
}
const times = (count: number, sample: Partial<Sample>): Partial<Sample>[] => Array.from({ length: count }, () => sample);

describe('watch', () => {
  it('is content with a live camera, in a dim room too', () => {
    expect(faults(times(20, { luma: 14 }))).toEqual(Array(20).fill(null));
  });

  it('calls the same bytes for more than 5 seconds frozen, and a new frame ends it', () => {
    expect(faults([...times(8, { fingerprint: 7 }), {}])).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      'camera-frozen',
      'camera-frozen',
      null,
    ]);
  });

  it('calls no frame for more than 3 seconds frozen', () => {
    expect(faults(times(6, { frameAt: 0 }))).toEqual([null, null, null, null, 'camera-frozen', 'camera-frozen']);
  });

  it('calls black frames black after 2 seconds, the same ones too', () => {
    expect(faults(times(10, { luma: 2, fingerprint: 1 })).slice(0, 4)).toEqual([null, null, 'camera-black', 'camera-black']);
    expect(faults(times(10, { luma: 2, fingerprint: 1 })).at(-1)).toBe('camera-black');
  });

  it('knows from the second frame on whether the picture has ever changed', () => {
    const sample = { now: 0, frameAt: 0, fingerprint: 1, luma: 100 };
    const [first] = watch(WATCH_START, sample);
    const [same] = watch(first, { ...sample, now: 1000, frameAt: 1000 });
    const [other] = watch(same, { ...sample, now: 2000, frameAt: 2000, fingerprint: 2 });
    expect([first.changed, same.changed, other.changed]).toEqual([false, false, true]);
  });

  it('forgives a single black frame', () => {
    expect(faults([{}, { luma: 0 }, {}, { luma: 0 }, {}, { luma: 0 }, {}])).toEqual(Array(7).fill(null));
  });
});

describe('fingerprintOf', () => {
  it('changes with one level of one pixel', () => {
    const pixels = new Uint8ClampedArray(64 * 36 * 4).fill(90);
    const before = fingerprintOf(pixels);
    pixels[4001] = 91;
    expect(fingerprintOf(pixels).fingerprint).not.toBe(before.fingerprint);
    expect(before.luma).toBeCloseTo(90, 6);
  });
});
