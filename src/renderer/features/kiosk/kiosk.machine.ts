/**
 * What the kiosk shows, as a pure function of what it saw, what main answered, and the time. The screen only draws a state and
 * sends inputs. Times are milliseconds of one clock (any origin).
 *
 * Green is shown for one thing alone: a `welcome` that main answered, whose row is on disk by then.
 */
import type { AppError, CameraFault } from '../../../domain/errors.ts';
import type { QualityReason } from '../../../domain/recognition/quality.ts';
import { assertNever } from '../../../domain/result.ts';
import type { EngineState, KioskDecision } from '../../../shared/schemas.ts';

export const TIMING = {
  /** A welcome and an "already in" stay at least this long, whoever stands there. */
  hold: 2500,
  /** An instruction stays at least this long, so that words do not flicker. */
  instruction: 600,
  /** Without a face for this long, guiding and checking end. */
  lost: 800,
  /** Without a face for this long, a refusal is over: its person has gone. */
  gone: 1500,
  /** Without a face for this long, the screen dims. */
  dim: 20_000,
  /** A face that had its answer is asked about again this often: somebody else may have stepped into its place. */
  recheck: 1000,
  /** After an error, the next frame is sent after this long. */
  retry: 2000,
  /** An error stays at least this long. */
  error: 5000,
  /** The page of other ways closes itself; nobody who reads slowly is hurried. */
  help: 45_000,
} as const;

type Decided<S extends KioskDecision['state']> = Omit<Extract<KioskDecision, { state: S }>, 'state'>;

export type KioskView =
  | { readonly kind: 'idle'; readonly dimmed: boolean }
  | { readonly kind: 'guiding'; readonly reason: QualityReason }
  | { readonly kind: 'checking'; readonly progress: number }
  | ({ readonly kind: 'welcome' } & Decided<'welcome'>)
  /** `eventId`: the own welcome that it follows, while "not me" can still take it back. */
  | ({ readonly kind: 'again'; readonly eventId: number | null } & Decided<'again'>)
  | ({ readonly kind: 'refused' } & Decided<'refused'>)
  /** The face is not enough: PIN or badge. */
  | ({ readonly kind: 'need-pin' } & Decided<'need-pin'>)
  | ({ readonly kind: 'wait-for-second' } & Decided<'wait-for-second'>)
  | { readonly kind: 'taken-back' }
  | { readonly kind: 'camera'; readonly fault: CameraFault }
  | { readonly kind: 'engine'; readonly status: 'starting' | 'restarting' | 'fault'; readonly fault: AppError | null }
  | { readonly kind: 'error'; readonly error: AppError };

export type Engine = Pick<EngineState, 'status' | 'fault'>;

export type KioskState = {
  readonly view: KioskView;
  /** When this view came up. */
  readonly since: number;
  /** Track of the main face, the last that was seen. */
  readonly track: number | null;
  /** When a main face was last seen; at first, when the kiosk opened. */
  readonly seenAt: number;
  /** The track that has had its answer. Main is only asked now and then whether it is still the same face, until it goes, or "try again". */
  readonly answered: number | null;
  /** When main last answered. */
  readonly checkedAt: number;
  readonly camera: CameraFault | null;
  readonly engine: Engine;
  /** When the page of other ways was opened; null = closed. */
  readonly help: number | null;
};

/** The face that decides, and what the probe limits find wrong with it, most hindering first (two near faces come first of all). */
export type MainFace = { readonly track: number; readonly reasons: readonly QualityReason[] };

export type KioskInput =
  | { readonly type: 'faces'; readonly main: MainFace | null }
  | { readonly type: 'decision'; readonly track: number; readonly decision: KioskDecision }
  | { readonly type: 'error'; readonly error: AppError }
  | { readonly type: 'camera'; readonly fault: CameraFault | null }
  | { readonly type: 'engine'; readonly engine: Engine }
  | { readonly type: 'try-again' }
  | { readonly type: 'not-me' }
  | { readonly type: 'help'; readonly open: boolean }
  | { readonly type: 'tick' };

export function kioskStart(engine: Engine, now: number): KioskState {
  const state: KioskState = {
    view: { kind: 'idle', dimmed: false },
    since: now,
    track: null,
    seenAt: now,
    answered: null,
    checkedAt: now,
    camera: null,
    engine,
    help: null,
  };
  return settle(state, now);
}

/** One step. Returns the same object when nothing changed. */
export function kioskNext(state: KioskState, input: KioskInput, now: number): KioskState {
  switch (input.type) {
    case 'faces':
      return input.main ? faceSeen(state, input.main, now) : settle(state, now);
    case 'decision':
      return decided(state, input.track, input.decision, now);
    case 'error':
      return failed(state, input.error, now);
    case 'camera':
      return input.fault === state.camera ? state : settle({ ...state, camera: input.fault }, now);
    case 'engine':
      return input.engine.status === 'ready' && state.view.kind === 'engine'
        ? rest({ ...state, engine: input.engine }, now)
        : settle({ ...state, engine: input.engine }, now);
    case 'try-again':
      return state.view.kind === 'refused' || state.view.kind === 'taken-back' ? rest({ ...state, answered: null }, now) : state;
    case 'not-me':
      return state.view.kind === 'welcome' || state.view.kind === 'again' ? show(state, { kind: 'taken-back' }, now) : state;
    case 'help':
      return { ...state, help: input.open ? now : null };
    case 'tick':
      return settle(state, now);
    default:
      return assertNever(input);
  }
}

/** Whether a usable frame of this track should be sent to main now. */
export function asksMain(state: KioskState, track: number, now: number): boolean {
  if (state.help !== null || state.camera !== null || state.engine.status !== 'ready') return false;
  if (holds(state, now)) return false;
  if (track === state.answered && (state.view.kind === 'taken-back' || now - state.checkedAt < TIMING.recheck)) return false;
  if (state.view.kind === 'error' || state.view.kind === 'engine') return now - state.since >= TIMING.retry;
  return true;
}

export type Sound = 'yes' | 'no';

/** The sound of a step, if any. An "again" that only follows the own welcome is silent. */
export function soundOf(before: KioskState, after: KioskState): Sound | null {
  if (before.view.kind === after.view.kind) {
    return after.view.kind === 'welcome' && before.view.kind === 'welcome' && before.view.eventId !== after.view.eventId
      ? 'yes'
      : null;
  }
  if (after.view.kind === 'welcome') return 'yes';
  if (after.view.kind === 'again') return before.view.kind === 'welcome' ? null : 'yes';
  return after.view.kind === 'refused' ? 'no' : null;
}

function show(state: KioskState, view: KioskView, now: number): KioskState {
  return { ...state, view, since: now };
}

/** A welcome, or an "again", that has not had its time on the screen. */
function holds(state: KioskState, now: number): boolean {
  return (state.view.kind === 'welcome' || state.view.kind === 'again') && now - state.since < TIMING.hold;
}

/** The view when nothing is going on: a fault if there is one, else idle. */
function rest(state: KioskState, now: number): KioskState {
  if (state.camera !== null) {
    const same = state.view.kind === 'camera' && state.view.fault === state.camera;
    return same ? state : show(state, { kind: 'camera', fault: state.camera }, now);
  }
  if (state.engine.status !== 'ready') {
    const { status, fault } = state.engine;
    const same = state.view.kind === 'engine' && state.view.status === status && state.view.fault?.code === fault?.code;
    return same ? state : show(state, { kind: 'engine', status, fault }, now);
  }
  const dimmed = now - state.seenAt >= TIMING.dim;
  return state.view.kind === 'idle' && state.view.dimmed === dimmed ? state : show(state, { kind: 'idle', dimmed }, now);
}

/** What time alone does to a state. */
function settle(before: KioskState, now: number): KioskState {
  const state = before.help !== null && now - before.help >= TIMING.help ? { ...before, help: null } : before;
  const { view } = state;
  if (holds(state, now)) return state;
  const absent = now - state.seenAt;
  const answeredIsHere = state.track === state.answered && absent < TIMING.gone;
  if (view.kind === 'welcome' && answeredIsHere) {
    // Still standing there: a quiet word instead of a second question to main, which would be a second punch after the cool-down.
    return show(state, { kind: 'again', eventId: view.eventId, name: view.name, direction: view.direction, at: view.at }, now);
  }
  if (state.camera !== null || state.engine.status !== 'ready') return rest(state, now);
  switch (view.kind) {
    case 'welcome':
    case 'again':
    case 'refused':
    case 'need-pin':
    case 'wait-for-second':
    case 'taken-back':
      return answeredIsHere ? state : rest(state, now);
    case 'guiding':
    case 'checking':
      return absent < TIMING.lost ? state : rest(state, now);
    case 'error':
      return absent < TIMING.gone || now - state.since < TIMING.error ? state : rest(state, now);
    case 'engine':
      // `engine-down` in an answer, while the engine says it is ready: until the next answer, or until nobody is there.
      return now - state.since < TIMING.retry ? state : rest(state, now);
    case 'camera':
    case 'idle':
      return rest(state, now);
    default:
      return assertNever(view);
  }
}

function faceSeen(before: KioskState, face: MainFace, now: number): KioskState {
  const state = settle({ ...before, track: face.track, seenAt: now }, now);
  const { view } = state;
  if (holds(state, now) || state.camera !== null || state.engine.status !== 'ready') return state;
  if (face.track === state.answered) return state;
  if (view.kind === 'engine' || (view.kind === 'error' && now - state.since < TIMING.error)) return state;
  const reason = face.reasons[0];
  if (reason) return guide(state, reason, now);
  return view.kind === 'checking' ? state : show(state, { kind: 'checking', progress: 0 }, now);
}

function guide(state: KioskState, reason: QualityReason, now: number): KioskState {
  if (state.view.kind === 'guiding') {
    if (state.view.reason === reason || now - state.since < TIMING.instruction) return state;
  }
  return show(state, { kind: 'guiding', reason }, now);
}

function decided(before: KioskState, track: number, decision: KioskDecision, now: number): KioskState {
  const state = { ...before, checkedAt: now };
  if (decision.state === 'welcome') {
    const { eventId, name, direction, at, method, last } = decision;
    return show({ ...state, answered: track }, { kind: 'welcome', eventId, name, direction, at, method, last }, now);
  }
  // Nothing below may take a welcome off the screen, or speak to a person who did not ask.
  if (holds(state, now) || state.camera !== null || track !== state.track) return state;
  switch (decision.state) {
    case 'guide':
      return guide({ ...state, answered: null }, decision.reason, now);
    case 'checking': {
      // On a track that had its answer: somebody else stands there now.
      const since = state.view.kind === 'checking' ? state.since : now;
      return { ...state, answered: null, view: { kind: 'checking', progress: decision.progress }, since };
    }
    case 'again': {
      const { name, direction, at } = decision;
      // Still the same: what is shown stays, and with it "this is not me".
      if (state.view.kind === 'again' && state.view.at === at && state.view.name === name) return state;
      return show({ ...state, answered: track }, { kind: 'again', eventId: null, name, direction, at }, now);
    }
    case 'refused':
      if (state.view.kind === 'refused' && state.answered === track) return state;
      return show({ ...state, answered: track }, { kind: 'refused', reason: decision.reason, from: decision.from, name: decision.name }, now);
    case 'need-pin':
      if (state.view.kind === 'need-pin' && state.answered === track) return state;
      return show({ ...state, answered: track }, { kind: 'need-pin', why: decision.why }, now);
    case 'wait-for-second':
      if (state.view.kind === 'wait-for-second' && state.view.until === decision.until) return state;
      return show({ ...state, answered: track }, { kind: 'wait-for-second', name: decision.name, until: decision.until }, now);
    default:
      return assertNever(decision);
  }
}

function failed(state: KioskState, error: AppError, now: number): KioskState {
  if (holds(state, now) || state.camera !== null) return state;
  if (error.code === 'engine-down') return show(state, { kind: 'engine', status: 'restarting', fault: null }, now);
  return show(state, { kind: 'error', error }, now);
}
