/** Tells a live camera from a frozen or a black one, by what it shows. Pure: (state, sample) -> (state, fault). */
import type { CameraFault } from '../../domain/errors.ts';

export type Sample = {
  /** Monotonic milliseconds. */
  readonly now: number;
  /** When the newest frame came, on the same clock. */
  readonly frameAt: number;
  /** Fingerprint of some of the newest frame's own pixels, unscaled: a live sensor's noise changes it each time. */
  readonly fingerprint: number;
  /** Mean luma of those pixels, 0..255. */
  readonly luma: number;
};

export type WatchState = {
  readonly fingerprint: number | null;
  /** Since when the fingerprint has not changed. */
  readonly sameSince: number;
  /** Since when the picture has been black; null while it is not. */
  readonly blackSince: number | null;
  /** The picture has changed at least once: the camera is alive. */
  readonly changed: boolean;
};
export const WATCH_START: WatchState = { fingerprint: null, sameSince: 0, blackSince: null, changed: false };

/** No frame for this long: frozen. */
const MAX_FRAME_AGE_MS = 3000;
/** The same frame, byte for byte, for this long: frozen. */
const MAX_SAME_MS = 5000;
/** A covered lens shows a luma of 0 to about 8; a dark room, with the camera's gain up, more. */
const BLACK_LUMA = 10;
const BLACK_MS = 2000;

export function watch(state: WatchState, sample: Sample): [WatchState, CameraFault | null] {
  const fresh = state.fingerprint !== sample.fingerprint;
  const black = sample.luma < BLACK_LUMA;
  const next: WatchState = {
    fingerprint: sample.fingerprint,
    sameSince: fresh ? sample.now : state.sameSince,
    blackSince: black ? (state.blackSince ?? sample.now) : null,
    changed: state.changed || (fresh && state.fingerprint !== null),
  };
  if (sample.now - sample.frameAt > MAX_FRAME_AGE_MS) return [next, 'camera-frozen'];
  // Before "the same": a covered lens may well give the same bytes for ever.
  if (next.blackSince !== null && sample.now - next.blackSince >= BLACK_MS) return [next, 'camera-black'];
  if (!black && sample.now - next.sameSince > MAX_SAME_MS) return [next, 'camera-frozen'];
  return [next, null];
}

/** FNV-1a over RGBA bytes (alpha too: it is constant), and the mean luma. */
export function fingerprintOf(rgba: Uint8ClampedArray): { readonly fingerprint: number; readonly luma: number } {
  let hash = 0x811c9dc5;
  let sum = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    const [red, green, blue] = [rgba[i]!, rgba[i + 1]!, rgba[i + 2]!];
    hash = Math.imul(hash ^ red, 0x01000193);
    hash = Math.imul(hash ^ green, 0x01000193);
    hash = Math.imul(hash ^ blue, 0x01000193);
    sum += 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return { fingerprint: hash >>> 0, luma: rgba.length > 0 ? sum / (rgba.length / 4) : 0 };
}
