/** Head pose from the mesh's depth. */
import type { Mesh, MeshPoint } from './five-points.ts';

/** Degrees; 0 looks straight into the camera; positive = turned to the picture's right / up / clockwise in the picture. */
export type Pose = { readonly yaw: number; readonly pitch: number; readonly roll: number };

/** Ends of the face's two axes: middle of the hairline, chin, the cheek beside each ear (canonical face model). */
const TOP = 10;
const CHIN = 152;
const LEFT = 234;
const RIGHT = 454;

type Vector = readonly [number, number, number];
const between = (from: MeshPoint, to: MeshPoint): Vector => [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const degrees = (radians: number): number => (radians * 180) / Math.PI;

/**
 * The line from hairline to chin leans back in a face that looks straight ahead: by 10 degrees in the median of studio portraits
 * (41 of SCUT-FBP5500), by 8 over 484 pictures of all our training sets, by 5 in 300 of LFW. So this much is taken off.
 */
export const NEUTRAL_PITCH = -9;

/**
 * The forward direction stands upright on the two axes. Roll is taken from the axis of the cheeks alone, so that it does not
 * depend on the others. Angles of a mesh without extent are 0.
 */
export function poseOf(mesh: Mesh): Pose {
  const right = between(mesh[LEFT]!, mesh[RIGHT]!);
  const down = between(mesh[TOP]!, mesh[CHIN]!);
  // x right, y down, z away from the camera: right x down points away from it, so the face looks along the opposite.
  const away = cross(right, down);
  const length = Math.hypot(...away);
  if (!(length > 0)) return { yaw: 0, pitch: 0, roll: 0 };
  return {
    yaw: degrees(Math.atan2(-away[0], away[2])),
    pitch: degrees(Math.asin(Math.max(-1, Math.min(1, away[1] / length)))) - NEUTRAL_PITCH,
    roll: degrees(Math.atan2(right[1], right[0])),
  };
}
