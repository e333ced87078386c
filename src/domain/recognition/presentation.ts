/**
 * Is it a living face that stands there, or a picture of one? Passive: from the frames of a visit, nobody is asked to do anything. Pure.
 *
 * Numbers were chosen on videos of living people and on drawn attacks (docs/adr/0007-liveness.md says which, and how few). Human's two models
 * told neither from the other there, so they count only where both are sure of an attack, and are recorded always.
 */
import type { Presentation } from './decision.ts';
import type { FaceObservation, FrameCues } from './face.ts';
import { motionOf, placeOf, type Motion } from './parallax.ts';

export const LIVENESS_MODES = ['off', 'standard', 'strict'] as const;
export type LivenessMode = (typeof LIVENESS_MODES)[number];

/** One frame of a visit: models and cues are of the same face box as the frame's embedding, or they would lend life to a photograph. */
export type PresentationFrame = Pick<FaceObservation, 'capturedAt' | 'liveness' | 'cues'>;

/** A cue under this accuses. */
const ACCUSED = 0.25;
/** The border under this: a phone's video lies at 0.2 to 0.35, by the frames that a visit happens to get; living people's at 0.5 and more. */
const BORDERED = 0.4;
/** A motion cue from this on speaks for a living face. */
const ALIVE = 0.5;

/** Every cue that a record may hold, in the order in which they are shown. */
export const PRESENTATION_CUES = [
  'parallax',
  'expression',
  'flat',
  'border',
  'pattern',
  'stillness',
  'still',
  'surround',
  'models',
  'antispoof',
  'liveness',
] as const;
export type PresentationCue = (typeof PRESENTATION_CUES)[number];

/** Cues that can show an attack by themselves. */
const ACCUSERS = ['border', 'pattern', 'flat', 'still', 'models'] as const;

/**
 * The frames of one visit, oldest first -> what they say; null when liveness is off.
 * attack: a cue accuses (the border under 0.4, others under 0.25). live: the face is round or its expression changes, and no cue accuses; under strict no cue may even be in doubt.
 * unsure: neither.
 */
export function judgePresentation(frames: readonly PresentationFrame[], mode: LivenessMode): Presentation | null {
  if (mode === 'off') return null;
  const cues = cuesOf(frames, mode);
  const accusers = ACCUSERS.flatMap((name) => cues[name] ?? []);
  const worst = Math.min(1, ...accusers);
  const accused = worst < ACCUSED || (cues.border ?? 1) < BORDERED;
  const motion = Math.max(cues.parallax ?? 0, cues.expression ?? 0);
  const alive = motion >= ALIVE && worst >= (mode === 'strict' ? ALIVE : ACCUSED);
  return {
    mode,
    verdict: accused ? 'attack' : alive ? 'live' : 'unsure',
    live: Math.min(worst, 0.5 + motion / 2),
    cues: Object.fromEntries(Object.entries(cues).map(([name, value]) => [name, Math.round(value * 1000) / 1000])),
  };
}

/** How long a visit may look before its verdict stands; a living face that moves at all has settled long before. */
export const PRESENTATION_WAIT_MS: Readonly<Record<'standard' | 'strict', number>> = { standard: 1500, strict: 4000 };
/** Even life is not believed in less time than the cues that accuse need. */
const LIVE_SPAN_MS = 300;
/** Nor from fewer frames, however slow the machine: the border's median of four let a phone's video in now and then. */
const LIVE_FRAMES = 8;
/** A face as still as a picture is looked at this long under both. */
export const STILL_WAIT_MS = 2500;
/** Under this motion a face might be a picture on a stand. */
const STILL_CUE = 0.5;

/**
 * Whether the verdict stands, or more frames of the visit should come first. A bad first moment is no attack: only `live` is believed at once,
 * and not where straight edges surround the face: for a moment the edges of a phone in a calm hand stay as a doorway's do, beside the moving
 * face of its video.
 */
export function presentationSettled(presentation: Presentation, frames: readonly PresentationFrame[]): boolean {
  const span = spanOf(frames);
  if (presentation.verdict === 'live' && !isFramed(frames) && span >= LIVE_SPAN_MS && frames.length >= LIVE_FRAMES) return true;
  const still = (presentation.cues['stillness'] ?? 1) < STILL_CUE;
  return span >= Math.max(PRESENTATION_WAIT_MS[presentation.mode], still ? STILL_WAIT_MS : 0);
}

/** Whether a settled verdict lets somebody in: strict wants life shown, standard wants no attack shown. */
export function presentationPasses({ mode, verdict }: Presentation): boolean {
  return verdict === 'live' || (mode === 'standard' && verdict === 'unsure');
}

/** The border cue as it is before a doorway is cleared. */
const isFramed = (frames: readonly PresentationFrame[]): boolean =>
  (median(frames.flatMap(({ cues }) => cues?.border ?? [])) ?? 1) < BORDERED;

const spanOf = (frames: readonly PresentationFrame[]): number => (frames.at(-1)?.capturedAt ?? 0) - (frames[0]?.capturedAt ?? 0);

type Cues = Partial<Record<PresentationCue, number>>;

function cuesOf(frames: readonly PresentationFrame[], mode: 'standard' | 'strict'): Cues {
  const scored = frames.flatMap(({ liveness }) => liveness ?? []);
  const seen = frames.flatMap(({ cues, capturedAt }) => (cues ? [{ ...cues, at: capturedAt }] : []));
  const surround = mean(seen.flatMap((cue) => cue.surround ?? []));
  const border = median(seen.map((cue) => cue.border));
  const motion = motionOf(seen);
  const antispoof = mean(scored.map((score) => score.antispoof));
  const liveness = mean(scored.map((score) => score.liveness));
  return defined({
    antispoof,
    liveness,
    models: antispoof === null || liveness === null ? null : rise(Math.max(antispoof, liveness), 0.05, 0.35),
    surround,
    // A doorway's or a poster's edges accuse nobody; but strict does not ask whose edges they are: a screen on a stand stays, too.
    border: border !== null && mode === 'standard' && edgesStay(seen) ? 1 : border,
    pattern: median(seen.map((cue) => cue.pattern)),
    ...(motion ? motionCues(motion) : {}),
  });
}

/** Least motion of the face, in distances between the eyes, that tells whether edges move along. */
const MOVED = 0.025;
const QUIET = 0.012;

/** True when the face moved and the edges around it did not: they are the room's, not those of something that is held. */
function edgesStay(seen: readonly FrameCues[]): boolean {
  const places = seen.map(({ shape }) => placeOf(shape));
  let stay = 0;
  let follow = 0;
  for (const side of [0, 1, 2, 3]) {
    const known = seen.flatMap(({ edges }, i) => {
      const edge = edges[side];
      const place = places[i]!;
      return typeof edge === 'number' ? [{ edge, face: side < 2 ? place.x : place.y, eyes: place.scale }] : [];
    });
    if (known.length < 3) continue;
    const face = deviation(known.map((k) => k.face));
    if (face < MOVED * known[0]!.eyes) continue;
    // A hand that holds something is never so quiet.
    if (deviation(known.map((k) => k.edge)) <= QUIET * known[0]!.eyes) stay++;
    else follow++;
  }
  return stay > follow;
}

/** Median absolute deviation: one frame in which another line was the strongest changes little. */
function deviation(values: readonly number[]): number {
  const middle = median(values) ?? 0;
  return median(values.map((v) => Math.abs(v - middle))) ?? 0;
}

/** Parallax of a flat picture: noise of the mesh, 0.004 to 0.016. Of a head that turns by one degree: 0.017. */
const PARALLAX = { none: 0.006, sure: 0.026 } as const;
const EXPRESSION = { none: 0.008, sure: 0.03 } as const;
/** Least sideways motion, in distances between the eyes, after which a head must have shown parallax. */
const PASSED_BY = 0.06;
/** Parallax over sideways motion: a flat picture's is noise over motion, a head's at least the angle by which the camera sees it anew. */
const FLAT = { flat: 0.08, round: 0.2, noise: 0.01, signal: 0.018 } as const;
/** Travel of a picture on a stand is noise: 0.0013 to 0.005. Of people who sat or stood still, over 2.5 seconds: 0.009 and more. */
const STILL = { still: 0.004, moving: 0.01 } as const;

function motionCues(motion: Motion): Cues {
  const stillness = rise(motion.travel, STILL.still, STILL.moving);
  return defined({
    parallax: rise(motion.parallax, PARALLAX.none, PARALLAX.sure),
    expression: rise(motion.expression, EXPRESSION.none, EXPRESSION.sure),
    flat:
      motion.sideways >= PASSED_BY && motion.expression < EXPRESSION.sure
        ? Math.max(rise(motion.parallax / motion.sideways, FLAT.flat, FLAT.round), rise(motion.parallax, FLAT.noise, FLAT.signal))
        : null,
    stillness,
    still: motion.span >= STILL_WAIT_MS ? stillness : null,
  });
}

/** 0 at `from` and below, 1 at `to` and above, a straight line between. */
function rise(value: number, from: number, to: number): number {
  return Math.max(0, Math.min(1, (value - from) / (to - from)));
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}

function defined(cues: { readonly [name in keyof Cues]: number | null | undefined }): Cues {
  return Object.fromEntries(Object.entries(cues).filter(([, value]) => value !== null && value !== undefined));
}
