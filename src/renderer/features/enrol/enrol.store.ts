/** One enrolment: captures from the camera or from photo files, what was refused and why, and the way to the database. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../../domain/errors.ts';
import type { FaceObservation, Quality } from '../../../domain/recognition/face.ts';
import { faceReasons, type QualityReason } from '../../../domain/recognition/quality.ts';
import type { Result } from '../../../domain/result.ts';
import type { Person, PersonFields } from '../../../shared/schemas.ts';
import type { call } from '../../base/api.ts';
import { poseOf, shutterNext, SHUTTER_START } from './shutter.ts';

export type Source = { readonly kind: 'camera' } | { readonly kind: 'photo'; readonly name: string };
export type Capture = {
  readonly sampleId: number;
  /** The crop as a picture. */
  readonly url: string;
  readonly quality: Quality;
  readonly source: Source;
};
export type Refusal = { readonly id: number; readonly url: string | null; readonly error: AppError; readonly source: Source };
type FaceKnown = Extract<AppError, { code: 'face-known' }>;
export type Known = { readonly error: FaceKnown; readonly face: FaceObservation; readonly url: string; readonly source: Source };

/** What the person in front of the camera is told. */
export type Instruction =
  | { readonly kind: 'looking' | 'hold' | 'thinking' | 'finished' }
  | { readonly kind: 'quality'; readonly reason: QualityReason }
  | { readonly kind: 'pose'; readonly to: 'left' | 'right' | 'up' | 'straight' };

export type EnrolStore = {
  readonly enrolmentId: number | null;
  readonly needed: number;
  readonly captures: readonly Capture[];
  readonly refusals: readonly Refusal[];
  readonly known: Known | null;
  /** Main is looking at a capture. */
  readonly busy: boolean;
  readonly files: { readonly done: number; readonly total: number } | null;
  readonly instruction: Instruction;
  /** Why the enrolment could not begin, or could not be saved. */
  readonly error: AppError | null;
  readonly saved: { readonly person: Person; readonly count: number } | null;
  readonly begin: () => Promise<void>;
  readonly look: (faces: readonly FaceObservation[]) => Promise<void>;
  readonly addFiles: (files: readonly File[]) => Promise<void>;
  readonly drop: (sampleId: number) => Promise<void>;
  readonly distinct: () => Promise<void>;
  readonly startOver: () => Promise<void>;
  readonly clearRefusals: () => void;
  /** Answers what main refused. */
  readonly commit: (person: PersonFields) => Promise<AppError | null>;
  readonly cancel: () => Promise<void>;
};

export type EnrolWorld = {
  readonly ask: typeof call;
  readonly now: () => number;
  /** A crop (112 x 112 x 3) as the URL of a picture. */
  readonly picture: (crop: Uint8Array) => string;
  readonly readPhoto: (file: File) => Promise<Result<readonly FaceObservation[]>>;
};

/** Refusals that are kept on the screen. */
const SHOWN = 6;

/** Whether there are enough captures: five of the camera, or at least one photo, for there may be no more. */
export function isEnough(captures: readonly Capture[], needed: number): boolean {
  return captures.length >= needed || captures.some((c) => c.source.kind === 'photo');
}

type Set = StoreApi<EnrolStore>['setState'];
type Get = StoreApi<EnrolStore>['getState'];
type Offers = {
  /** Offers a face to main. */
  readonly offer: (face: FaceObservation, source: Source) => Promise<void>;
  readonly readFile: (file: File) => Promise<void>;
};

/** Faces on their way to main, and what becomes of them. @param onAsked main has looked at one */
function createOffers({ ask, picture, readPhoto }: EnrolWorld, set: Set, get: Get, onAsked: () => void): Offers {
  let nextRefusal = 1;

  const refuse = (error: AppError, source: Source, url: string | null) => {
    const refusal: Refusal = { id: nextRefusal++, url, error, source };
    set((s) => ({ refusals: [refusal, ...s.refusals].slice(0, SHOWN) }));
  };

  const offer = async (face: FaceObservation, source: Source) => {
    const { enrolmentId } = get();
    if (enrolmentId === null) return;
    set({ busy: true });
    const answer = await ask('enrol.sample', { enrolmentId, face });
    set({ busy: false });
    onAsked();
    if (get().enrolmentId !== enrolmentId) return;
    const url = picture(face.crop);
    if (answer.ok) {
      const capture: Capture = { sampleId: answer.value.sampleId, url, quality: face.quality, source };
      set((s) => ({ captures: [...s.captures, capture] }));
    } else if (answer.error.code === 'face-known') set({ known: { error: answer.error, face, url, source } });
    else if (answer.error.code === 'enrolment-ended') set({ error: answer.error, enrolmentId: null });
    else refuse(answer.error, source, url);
  };

  const readFile = async (file: File) => {
    const source: Source = { kind: 'photo', name: file.name };
    const faces = await readPhoto(file);
    if (!faces.ok) {
      refuse(faces.error, source, null);
      return;
    }
    const [face, another] = faces.value;
    if (!face) refuse({ code: 'face-none' }, source, null);
    else if (another && face.quality.SingleFacePresent < 1) refuse({ code: 'face-several' }, source, null);
    else {
      const reason = faceReasons(face, 'enrol')[0];
      if (reason) refuse({ code: 'face-poor', reason }, source, picture(face.crop));
      else await offer(face, source);
    }
  };

  return { offer, readFile };
}

/** The camera's faces, of which it takes one by itself whenever it is a good one and time for another. */
function createShutter(now: () => number, set: Set, get: Get, offer: Offers['offer']) {
  let state = SHUTTER_START;
  return {
    rewind: () => void (state = SHUTTER_START),
    /** The time that main took belongs to the pause. */
    rest: () => void (state = { ...state, lastAt: now() }),
    look: async (faces: readonly FaceObservation[]) => {
      const { enrolmentId, captures, needed, known, busy, saved, files } = get();
      if (enrolmentId === null || known || busy || saved || files) return;
      if (captures.length >= needed) {
        set({ instruction: { kind: 'finished' } });
        return;
      }
      const face = faces[0];
      const reason = face ? faceReasons(face, 'enrol')[0] : undefined;
      const seen = face ? { track: face.track, good: !reason, pose: poseOf(face.quality) } : null;
      const step = shutterNext(
        state,
        seen,
        captures.map((c) => poseOf(c.quality)),
        now(),
      );
      state = step.state;
      const instruction = instructionFor(seen !== null, reason, captures.length);
      if (!same(instruction, get().instruction)) set({ instruction });
      if (step.take && face) await offer(face, { kind: 'camera' });
    },
  };
}

export function createEnrolStore(world: EnrolWorld, personId: number | null): StoreApi<EnrolStore> {
  const { ask, now } = world;

  return createStore<EnrolStore>()((set, get) => {
    const offers = createOffers(world, set, get, () => shutter.rest());
    const shutter = createShutter(now, set, get, offers.offer);

    const open = async () => {
      shutter.rewind();
      const answer = await ask('enrol.begin', { personId });
      if (answer.ok) set({ ...START, ...answer.value });
      else set({ error: answer.error, enrolmentId: null });
    };

    const START = {
      captures: [],
      refusals: [],
      known: null,
      busy: false,
      files: null,
      error: null,
      saved: null,
      instruction: { kind: 'looking' },
    } as const satisfies Partial<EnrolStore>;

    return {
      ...START,
      enrolmentId: null,
      needed: 5,
      begin: open,
      look: shutter.look,
      addFiles: async (files) => {
        if (get().files || files.length === 0) return;
        for (const [i, file] of files.entries()) {
          // A face that is known already is a question to the administrator: the rest waits for the answer.
          while (get().known || get().busy) await new Promise<void>((done) => setTimeout(done, 100));
          if (get().enrolmentId === null) break;
          set({ files: { done: i + 1, total: files.length } });
          await offers.readFile(file);
        }
        set({ files: null });
      },
      drop: async (sampleId) => {
        const { enrolmentId } = get();
        if (enrolmentId === null) return;
        const answer = await ask('enrol.drop', { enrolmentId, sampleId });
        if (answer.ok)
          set((s) => ({ captures: s.captures.filter((c) => c.sampleId !== sampleId), instruction: { kind: 'looking' } }));
        else set({ error: answer.error });
      },
      distinct: async () => {
        const { enrolmentId, known } = get();
        if (enrolmentId === null || !known) return;
        const answer = await ask('enrol.distinct', { enrolmentId, personId: known.error.personId });
        set({ known: null });
        if (answer.ok) await offers.offer(known.face, known.source);
        else set({ error: answer.error });
      },
      startOver: async () => {
        const { enrolmentId } = get();
        set({ enrolmentId: null });
        if (enrolmentId !== null) await ask('enrol.cancel', { enrolmentId });
        await open();
      },
      clearRefusals: () => set({ refusals: [] }),
      commit: async (person) => {
        const { enrolmentId, captures } = get();
        if (enrolmentId === null) return null;
        set({ busy: true, error: null });
        const answer = await ask('enrol.commit', { enrolmentId, person });
        set(
          answer.ok
            ? { busy: false, saved: { person: answer.value, count: captures.length }, enrolmentId: null }
            : { busy: false, error: answer.error },
        );
        return answer.ok ? null : answer.error;
      },
      cancel: async () => {
        const { enrolmentId } = get();
        set({ enrolmentId: null, known: null });
        if (enrolmentId !== null) await ask('enrol.cancel', { enrolmentId });
      },
    };
  });
}

/** Small differences between the captures, after the first, second, … : offered, never required. */
const ENCOURAGED = ['left', 'right', 'up', 'straight'] as const;

function instructionFor(present: boolean, reason: QualityReason | undefined, taken: number): Instruction {
  if (!present) return { kind: 'looking' };
  if (reason) return { kind: 'quality', reason };
  const to = ENCOURAGED[taken - 1];
  return to ? { kind: 'pose', to } : { kind: 'hold' };
}

function same(a: Instruction, b: Instruction): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
