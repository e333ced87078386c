/**
 * The five points that alignment stands on, out of MediaPipe's 468-point face mesh.
 *
 * Mesh numbers are those of MediaPipe's canonical face model (canonical_face_model_uv_visualization.png in
 * google-ai-edge/mediapipe; the same lists stand in @vladmandic/human src/face/facemeshcoords.ts). "Left" is the picture's left.
 *
 * Which of them stand for "eye centre" and "nose tip" was chosen by measurement, because the network was trained on crops
 * aligned by another detector (SCRFD): on 400 of its crops, all 16 points of the eyelids' rim, the nose's 4 and the mouth's
 * outer corners place the face at 1.011 times the size and 0.06 px from where SCRFD does (medians); nose point 1, which is
 * often called the tip, lies 4.7 px lower and moves the crop by 0.7 px.
 */
import type { FivePoints, Point } from '../domain/recognition/face.ts';

/** x, y in frame pixels; z on the same scale, smaller = nearer to the camera, 0 about the middle of the head. */
export type MeshPoint = readonly [x: number, y: number, z: number];
export type Mesh = readonly MeshPoint[];
export const MESH_POINTS = 468;

export const EYE_LEFT_RIM = [33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173] as const;
export const EYE_RIGHT_RIM = [263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398] as const;
const NOSE_TIP = 4;
const MOUTH_LEFT = 61;
const MOUTH_RIGHT = 291;

function middle(mesh: Mesh, indices: readonly number[]): Point {
  let x = 0;
  let y = 0;
  for (const index of indices) {
    x += mesh[index]![0];
    y += mesh[index]![1];
  }
  return [x / indices.length, y / indices.length];
}

export function fivePoints(mesh: Mesh): FivePoints {
  return [
    middle(mesh, EYE_LEFT_RIM),
    middle(mesh, EYE_RIGHT_RIM),
    middle(mesh, [NOSE_TIP]),
    middle(mesh, [MOUTH_LEFT]),
    middle(mesh, [MOUTH_RIGHT]),
  ];
}
