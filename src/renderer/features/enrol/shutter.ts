/**
 * When the camera takes a capture by itself. Pure: (state, what is seen, now) -> (state, take?).
 *
 * A face must be good for a moment. After each capture comes a pause; then a face in another pose is taken at once, and one in a
 * pose that is there already a little later: small differences are welcome and never required.
 */
import type { Quality } from '../../../domain/recognition/face.ts';

export const SHUTTER = {
  /** A face must be good for this long, ms. */
  hold: 400,
  /** After a capture, or a refusal, nothing is taken for this long, ms. */
  pause: 900,
  /** A pose that is there already is taken this long after the last capture, ms. */
  patience: 2400,
  /** Degrees of yaw or pitch from every other capture that make a pose new. */
  newPose: 5,
} as const;

export type Pose = { readonly yaw: number; readonly pitch: number };
export type ShutterState = {
  readonly track: number | null;
  readonly goodSince: number | null;
  /** When the last capture was taken or refused. */
  readonly lastAt: number | null;
};
export const SHUTTER_START: ShutterState = { track: null, goodSince: null, lastAt: null };

export type Seen = {
  readonly track: number;
  readonly good: boolean;
  readonly pose: Pose;
};

export const poseOf = (quality: Quality): Pose => ({ yaw: quality.HeadPoseYaw, pitch: quality.HeadPosePitch });

export function isNewPose(pose: Pose, taken: readonly Pose[]): boolean {
  return taken.every((t) => Math.max(Math.abs(t.yaw - pose.yaw), Math.abs(t.pitch - pose.pitch)) >= SHUTTER.newPose);
}

/** One frame. `taken`: poses of the captures so far. */
export function shutterNext(
  state: ShutterState,
  seen: Seen | null,
  taken: readonly Pose[],
  now: number,
): { readonly state: ShutterState; readonly take: boolean } {
  if (!seen?.good) return { state: { ...state, track: seen?.track ?? null, goodSince: null }, take: false };
  const goodSince = state.track === seen.track && state.goodSince !== null ? state.goodSince : now;
  const next: ShutterState = { track: seen.track, goodSince, lastAt: state.lastAt };
  const wait = state.lastAt === null ? 0 : isNewPose(seen.pose, taken) ? SHUTTER.pause : SHUTTER.patience;
  const take = now - goodSince >= SHUTTER.hold && (state.lastAt === null || now - state.lastAt >= wait);
  return { state: take ? { ...next, goodSince: null, lastAt: now } : next, take };
}
