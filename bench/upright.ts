/**
 * What it costs at the kiosk to ask whether a face is upright: `npm run bench:upright [-- --json] [--rounds 60]`
 *
 * Frames of the demo's camera, one face that hardly moves (the cheapest frame there is, so the dearest question). `detect` asks once a face; the question is then asked of the same
 * crop again, in turn with it, and its time is what a frame without it would save.
 */
import { FRAME, sceneFrames } from '../demo/people-video.ts';
import type { FivePoints } from '../src/domain/recognition/face.ts';
import { FRAME_OPTIONS } from '../src/vision/detector.ts';
import { uprightness } from '../src/vision/upright.ts';
import { finish, machine, median, option, p95, round, say, table } from '../tools/figures.ts';
import { createNodeDetector } from '../tools/vision.ts';

const rounds = option('rounds', 60);
const WARM_UP = 5;

const loaded = await createNodeDetector();
if (!loaded.ok) throw new Error('the face detector cannot be loaded');
const pictures = await sceneFrames('ana', [0, 1, 2, 3, 4, 5, 6, 7]);

const frameMs: number[] = [];
const questionMs: number[] = [];
let last: readonly FivePoints[] = [];
let odds = Infinity;
for (let k = -WARM_UP; k < rounds; k++) {
  const data = pictures[(k + WARM_UP) % pictures.length]!;
  const begun = performance.now();
  const faces = await loaded.value.detect({ data, ...FRAME, channels: 3 }, { ...FRAME_OPTIONS, last });
  const found = performance.now();
  const [face, another] = faces;
  if (!face || another) throw new Error('not one face');
  const asked = performance.now();
  odds = Math.min(odds, uprightness(face.crop));
  const answered = performance.now();
  last = [face.points];
  if (k < 0) continue;
  frameMs.push(found - begun);
  questionMs.push(answered - asked);
}
if (odds < 0) throw new Error('an upright face is not seen to be');

say(machine());
const share = median(questionMs) / (median(frameMs) - median(questionMs));
finish(
  { rounds, frame_ms: round(median(frameMs)), question_ms: round(median(questionMs), 3), share: round(share, 4) },
  `${table(
    ['', 'p50 ms', 'p95 ms'],
    [
      ['a frame, the question asked', median(frameMs).toFixed(2), p95(frameMs).toFixed(2)],
      ['the question', median(questionMs).toFixed(2), p95(questionMs).toFixed(2)],
    ],
  )}

the question makes a frame ${(100 * share).toFixed(2)} % longer (${rounds} frames)`,
);
