/** A camera that does not hang upright: its picture is turned before anybody looks at it, whether a person or the detector, and faces say by how much. Pure but for the canvas. */
import type { CSSProperties } from 'react';
import type { Face } from '../../vision/detector.ts';
import { directionOf } from '../../vision/still.ts';
import { qualityReasons, UPRIGHT_MIN } from '../../domain/recognition/quality.ts';
import type { CameraTurn } from '../../shared/camera-turn.ts';

type Size = { readonly width: number; readonly height: number };
type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const onItsSide = (turn: CameraTurn): boolean => turn === 90 || turn === 270;

/** The size of a picture that was turned. */
export function turnedSize({ width, height }: Size, turn: CameraTurn): Size {
  return onItsSide(turn) ? { width: height, height: width } : { width, height };
}

/** Draws a picture turned, so that it fills width x height. */
export function drawTurned(context: Context, picture: CanvasImageSource, { width, height }: Size, turn: CameraTurn): void {
  if (turn === 0) {
    context.drawImage(picture, 0, 0, width, height);
    return;
  }
  const before = turnedSize({ width, height }, turn);
  context.setTransform(1, 0, 0, 1, width / 2, height / 2);
  context.rotate((turn * Math.PI) / 180);
  context.drawImage(picture, -before.width / 2, -before.height / 2, before.width, before.height);
  context.resetTransform();
}

/** How sure the crop must be that the face is upright in it, before the way the head lies says how the camera hangs. */
const SURELY = 4;

/** By how much the picture would have to be turned more for this face to be upright; null where it does not say. */
export function turnFor(face: Pick<Face, 'quality' | 'upright'>): CameraTurn | null {
  const { upright, quality } = face;
  if (qualityReasons(quality, 'probe').some((reason) => reason !== 'straighten-head')) return null;
  const way = directionOf(0, face);
  if (upright >= SURELY) return degrees(way);
  // The mesh lies on the face the wrong way round.
  return upright < UPRIGHT_MIN.probe ? degrees(way + 2) : null;
}

const degrees = (quarters: number): CameraTurn => ((quarters % 4) * 90) as CameraTurn;

export const addTurns = (turn: CameraTurn, more: CameraTurn): CameraTurn => degrees((turn + more) / 90);

/** Faces that say the same, one look after another. */
export type Mounting = { readonly says: CameraTurn; readonly looks: number; readonly since: number };
export const MOUNTING_START: Mounting = { says: 0, looks: 0, since: 0 };

/** Somebody who lies on a bench, or bends down to tie a shoe, is no camera: it takes so many looks and so long. */
const LOOKS = 8;
const LONG_MS = 4000;

/** One look more. @param says what the largest face says; null: nothing, which changes nothing */
export function mountingNext(state: Mounting, says: CameraTurn | null, now: number): Mounting {
  if (says === null) return state;
  return says === state.says && state.looks > 0 ? { ...state, looks: state.looks + 1 } : { says, looks: 1, since: now };
}

/** By how much the picture should be turned, as faces again and again have said; null while they have not. */
export function turnOffered({ says, looks, since }: Mounting, now: number): Exclude<CameraTurn, 0> | null {
  return says !== 0 && looks >= LOOKS && now - since >= LONG_MS ? says : null;
}

/** Of the <video>, which lies in its box by `position: absolute` and is mirrored by its style sheet, as people know themselves: turned after the mirror, so the other way. */
export function videoStyle(turn: CameraTurn): CSSProperties | undefined {
  if (turn === 0) return undefined;
  const rotate = `${-turn}deg`;
  if (!onItsSide(turn)) return { rotate };
  return { rotate, inset: 'auto', width: '100cqh', height: '100cqw', left: 'calc(50% - 50cqh)', top: 'calc(50% - 50cqw)' };
}

/** Of the box around it. */
export const boxStyle = (turn: CameraTurn): CSSProperties | undefined =>
  onItsSide(turn) ? { containerType: 'size' } : undefined;
