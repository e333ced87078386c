/**
 * One visit: the frames of one tracked face, from the first usable one to a verdict on who it is. Main decides, once; the renderer only shows. What
 * follows from what is `visit.machine.ts`; this performs it. Who is recognised goes on to `admit.ts`: rules, row, door.
 */
import type { Candidate } from '../../domain/recognition/decision.ts';
import type { FaceObservation } from '../../domain/recognition/face.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { KioskDecision } from '../../shared/schemas.ts';
import type { Admit, PunchToRecord } from './admit.ts';
import { progressOf, type Policy } from './look.ts';
import { pendingAt, step } from './visit.machine.ts';
import { NOBODY, type Pending, type VisitEffect, type VisitInput } from './visit.state.ts';

export type { Policy } from './look.ts';
export type { Pending } from './visit.state.ts';

/** What is known of mistakes that this gallery invites. */
export type VisitGuard = {
  /** The known look-alikes of a person, each with the probe's cosine to them. */
  rivals(probe: Float32Array, personId: number): Result<readonly Candidate[]>;
  /** Cosine of the probe to the person's nearest counter-example; null without any. */
  counterExample(probe: Float32Array, personId: number): Result<number | null>;
  /** Keeps the probe of a welcome for a while, for "not him". */
  keepProbe(eventId: number, probe: Float32Array): void;
};

/** Everything that the visit needs of the world; tests give their own. */
export type VisitWorld = {
  embed(crop: Uint8Array): Promise<Result<{ readonly vector: Float32Array; readonly mirrorCosine: number; readonly ms: number }>>;
  match(probe: Float32Array): Result<{ readonly first: Candidate | null; readonly second: Candidate | null }>;
  policy(): Policy;
  modelId(): string;
  admit: Admit;
  /** Absent = no look-alikes, no counter-examples: what `bench:door` compares with. */
  readonly guard?: VisitGuard;
  /** The row of a refusal to nobody known. */
  record(punch: PunchToRecord): Result<{ readonly eventId: number; readonly at: number }>;
  /** Monotonic milliseconds. */
  monotonic(): number;
  /** Calls back once, that many ms later. */
  wake(ms: number, call: () => void): void;
};

export type VisitDesk = {
  face(observation: FaceObservation): Promise<Result<KioskDecision>>;
  /** Forgets the refusal: "try again". Errors: of the row for somebody who was asked for a PIN or badge and gave none. */
  reset(): Result<null>;
  /** Who is asked for a PIN or badge now; null = nobody. */
  pending(): Pending | null;
  /**
   * Somebody's PIN or badge was right. null = nothing is pending for that person: they said who they are by that way alone.
   * Otherwise they are admitted by face and PIN, with the record of the visit that is pending.
   */
  confirm(personId: number): Result<KioskDecision> | null;
};

/** What an effect came to: the input that follows from it, or null. Of a face that the engine is to look at it comes later. */
type Performed = Result<VisitInput | null>;

function perform(world: VisitWorld, effect: Exclude<VisitEffect, { kind: 'embed' | 'answer' }>, woken: () => void): Performed {
  switch (effect.kind) {
    case 'match': {
      const found = world.match(effect.probe);
      return found.ok ? ok({ kind: 'matched', ...found.value, now: world.monotonic() }) : found;
    }
    case 'guard':
      return guarded(world, effect.probe, effect.near);
    case 'book': {
      const row = world.record(effect.punch);
      return row.ok ? ok({ kind: 'booked', now: world.monotonic() }) : row;
    }
    case 'admit': {
      const decision = world.admit(effect.who);
      return decision.ok ? ok({ kind: 'admitted', decision: decision.value, now: world.monotonic() }) : decision;
    }
    case 'keep-probe':
      world.guard?.keepProbe(effect.eventId, effect.probe);
      return ok(null);
    case 'wake':
      world.wake(effect.ms, woken);
      return ok(null);
  }
}

function guarded(world: VisitWorld, probe: Float32Array, near: number | null): Performed {
  const asked = near === null ? undefined : world.guard;
  const rivals = asked ? asked.rivals(probe, near!) : ok([]);
  if (!rivals.ok) return rivals;
  const counter = asked ? asked.counterExample(probe, near!) : ok(null);
  if (!counter.ok) return counter;
  const known = { rivals: rivals.value, counterExample: counter.value, modelId: world.modelId() };
  return ok({ kind: 'guarded', ...known, now: world.monotonic() });
}

export function createVisitDesk(world: VisitWorld): VisitDesk {
  let state = NOBODY;
  let busy = false;

  /** Goes on until there is an answer, a failure, or a crop that the engine is to look at. */
  function drive(from: VisitInput): Result<KioskDecision | null> | { readonly crop: Uint8Array } {
    let input: VisitInput = from;
    for (;;) {
      const { state: after, effects } = step(state, input);
      state = after;
      let then: VisitInput | null = null;
      for (const effect of effects) {
        if (effect.kind === 'embed') return { crop: effect.crop };
        if (effect.kind === 'answer') return ok(effect.decision);
        const done = perform(world, effect, () => void drive({ kind: 'woken', now: world.monotonic() }));
        if (!done.ok) {
          state = { ...state, next: null };
          return done;
        }
        then = done.value ?? then;
      }
      if (!then) throw new Error('a step without an end');
      input = then;
    }
  }

  async function look(observation: FaceObservation): Promise<Result<KioskDecision>> {
    const begun = drive({ kind: 'face', observation, policy: world.policy(), now: world.monotonic() });
    if (!('crop' in begun)) return answered(begun);
    const embedding = await world.embed(begun.crop);
    if (!embedding.ok) {
      state = { ...state, looking: null };
      return embedding;
    }
    return answered(drive({ kind: 'embedded', ...embedding.value, now: world.monotonic() }));
  }

  return {
    async face(observation) {
      // The renderer asks again after a second without an answer (a restarting engine): one question at a time is enough.
      if (busy) return ok(progressOf(state.visit, world.policy()));
      busy = true;
      try {
        return await look(observation);
      } finally {
        busy = false;
      }
    },
    reset() {
      const done = drive({ kind: 'reset', now: world.monotonic() });
      return 'crop' in done || done.ok ? ok(null) : done;
    },
    pending: () => pendingAt(state, world.monotonic())?.pending ?? null,
    confirm(personId) {
      const done = drive({ kind: 'confirm', personId, now: world.monotonic() });
      if ('crop' in done) throw new Error('a PIN needs no engine');
      if (!done.ok) return done;
      return done.value && ok(done.value);
    },
  };
}

/** A face always has an answer. */
function answered(done: Result<KioskDecision | null> | { readonly crop: Uint8Array }): Result<KioskDecision> {
  if ('crop' in done) throw new Error('a frame is embedded once');
  if (!done.ok) return done;
  if (!done.value) throw new Error('a face without an answer');
  return ok(done.value);
}
