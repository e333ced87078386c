/** The detector and the tracks together: frame after frame of one camera -> observations with their numbers. */
import type { FaceObservation, FivePoints } from '../domain/recognition/face.ts';
import { createSurroundReader, GREY_SIDE, greyOf } from './cues/cues.ts';
import { FRAME_OPTIONS, PHOTO_OPTIONS, type Detector } from './detector.ts';
import type { Frame } from './frame.ts';
import { detectStill } from './still.ts';
import { forget, NO_TRACKS, track } from './track.ts';

export type ObserveOptions = {
  readonly liveness: boolean;
  /** Milliseconds since the epoch when the frame was taken. */
  readonly capturedAt: number;
  /** A photograph: every face gets a new number, small ones too, and the camera's tracks end. */
  readonly still?: boolean;
  /** The camera was away: the tracks end, or whoever stands there now would be taken for whoever stood there then. */
  readonly first?: boolean;
};

export type Observer = {
  /** All faces, the largest first. */
  observe(frame: Frame, options: ObserveOptions): Promise<FaceObservation[]>;
};

export function createObserver(detector: Detector): Observer {
  let state = NO_TRACKS;
  let last: readonly FivePoints[] = [];
  const surround = createSurroundReader();
  return {
    async observe(frame, { liveness, capturedAt, still = false, first = false }) {
      const faces = still
        ? await detectStill(detector, frame, { ...PHOTO_OPTIONS, liveness })
        : await detector.detect(frame, { ...FRAME_OPTIONS, liveness, last });
      const [next, tracked] = track(
        still || first ? forget(state) : state,
        faces.map((face) => face.box),
      );
      state = still ? forget(next) : next;
      last = still ? [] : faces.map((face) => face.points);
      return faces.map((face, i): FaceObservation => {
        const { track: number, frame: count } = tracked[i]!;
        const seen = { ...face, track: number, frame: count, capturedAt };
        // Cues are of the one face that was asked about; its own track is what the earlier picture must be of.
        if (!face.cues || still) return seen;
        const look = { track: number, at: capturedAt, grey: greyOf(frame, GREY_SIDE), points: face.points };
        return { ...seen, cues: { ...face.cues, surround: surround.read(look, face.box) } };
      });
    },
  };
}
