/** How the camera seems to hang, from the faces before it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FaceObservation } from '../../domain/recognition/face.ts';
import type { CameraTurn } from '../../shared/camera-turn.ts';
import { addTurns, MOUNTING_START, mountingNext, turnFor, turnOffered } from './turn.ts';

export type UsedMounting = {
  /** For each look at the picture, the largest face first. */
  readonly see: (faces: readonly Pick<FaceObservation, 'quality' | 'upright'>[]) => void;
  /** How the picture should be turned, all in all; null while all is well. */
  readonly better: CameraTurn | null;
};

/** @param turn how the picture is turned now; a change begins anew */
export function useMounting(turn: CameraTurn): UsedMounting {
  const [offer, setOffer] = useState<{ readonly of: CameraTurn; readonly more: CameraTurn } | null>(null);
  const state = useRef(MOUNTING_START);
  useEffect(() => {
    state.current = MOUNTING_START;
  }, [turn]);
  const see = useCallback<UsedMounting['see']>(
    ([face]) => {
      if (!face) return;
      state.current = mountingNext(state.current, turnFor(face), performance.now());
      const more = turnOffered(state.current, performance.now());
      setOffer((before) => (before?.more === more && before.of === turn ? before : more === null ? null : { of: turn, more }));
    },
    [turn],
  );
  return { see, better: offer?.of === turn ? addTurns(turn, offer.more) : null };
}
