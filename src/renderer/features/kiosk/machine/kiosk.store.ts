/** The kiosk's state, fed by the camera, by main and by the clock. The rules are in kiosk.machine.ts; this carries them out. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Box, FaceObservation } from '../../../../domain/recognition/face.ts';
import { faceReasons } from '../../../../domain/recognition/quality.ts';
import type { call } from '../../../base/api.ts';
import {
  asksMain,
  deniable,
  kioskNext,
  kioskStart,
  soundOf,
  type Engine,
  type KioskInput,
  type KioskState,
  type KioskView,
  type Sound,
} from './kiosk.machine.ts';

/** Where the main face is, in the frame's own pixels. */
export type FacePlace = { readonly box: Box; readonly frameWidth: number; readonly frameHeight: number };

export type KioskStore = {
  readonly state: KioskState;
  readonly place: FacePlace | null;
  /** Where the second face is, while it is so close that nobody can be checked. */
  readonly other: FacePlace | null;
  readonly send: (input: KioskInput) => void;
  /** One frame's faces, the largest first. Done when main has answered, if it was asked. */
  readonly look: (faces: readonly FaceObservation[]) => Promise<void>;
  /** Whether the next frame may become a vote, so that looking for signs of life is worth its time. */
  readonly votes: () => boolean;
  readonly tryAgain: () => Promise<void>;
  readonly notMe: () => Promise<void>;
};

export type KioskWorld = {
  readonly ask: typeof call;
  /** Milliseconds that only rise. */
  readonly now: () => number;
  /** Milliseconds since the epoch: the clock of a decision's own instants. */
  readonly wall: () => number;
  readonly play: (sound: Sound) => void;
};

/** Main answers in well under a second, and an engine that restarts in a few; an answer that never comes must not stop a door for ever. */
const ANSWER_LOST_MS = 30_000;

/** Views under which the next frame may become a vote: the first usable one does already, and nothing after the answer. */
const UNDECIDED: ReadonlySet<KioskView['kind']> = new Set(['idle', 'guiding', 'checking', 'error']);

const placeOf = (face: FaceObservation | undefined): FacePlace | null =>
  face ? { box: face.box, frameWidth: face.frameWidth, frameHeight: face.frameHeight } : null;

export function createKioskStore(world: KioskWorld, engine: Engine): StoreApi<KioskStore> {
  const { ask, now, wall, play } = world;
  /** When main was asked what it has not answered yet. */
  let askedAt: number | null = null;

  return createStore<KioskStore>()((set, get) => {
    const send = (input: KioskInput) => {
      const before = get().state;
      const after = kioskNext(before, input, now());
      if (after === before) return;
      set({ state: after });
      const sound = soundOf(before, after);
      if (sound) play(sound);
    };

    return {
      state: kioskStart(engine, now()),
      place: null,
      other: null,
      send,
      look: async (faces) => {
        const face = faces[0];
        if (!face) {
          set({ place: null, other: null });
          send({ type: 'faces', main: null });
          return;
        }
        const reasons = faceReasons(face, 'probe');
        set({ place: placeOf(face), other: reasons.includes('one-at-a-time') ? placeOf(faces[1]) : null });
        send({ type: 'faces', main: { track: face.track, reasons } });
        const asking = askedAt !== null && now() - askedAt < ANSWER_LOST_MS;
        if (asking || reasons.length > 0 || !asksMain(get().state, face.track, now())) return;
        const mine = now();
        askedAt = mine;
        const answer = await ask('recognition.face', face);
        const overtaken = askedAt !== mine;
        if (!overtaken) askedAt = null;
        // Given up meanwhile: the next question's answer is the newer one. But a welcome is on disk, and is shown.
        if (overtaken && !(answer.ok && answer.value.state === 'welcome')) return;
        if (answer.ok) send({ type: 'decision', track: face.track, decision: answer.value, wall: wall() });
        else send({ type: 'error', error: answer.error });
      },
      votes: () => UNDECIDED.has(get().state.view.kind),
      tryAgain: async () => {
        await ask('recognition.reset', null);
        send({ type: 'try-again' });
      },
      notMe: async () => {
        const eventId = deniable(get().state.view);
        if (eventId === null) return;
        const answer = await ask('recognition.notMe', { eventId });
        send({ type: 'not-me', error: answer.ok ? null : answer.error });
      },
    };
  });
}
