/**
 * What the kiosk shows, as a pure function of what it saw, what main answered, and the time. The screen only draws a state and
 * sends inputs. Times are milliseconds of one clock (any origin).
 *
 * Green is shown for one thing alone: a `welcome` that main answered, whose row is on disk by then.
 */
import type { AppError, CameraFault } from '../../../../domain/errors.ts';
import type { QualityReason } from '../../../../domain/recognition/quality.ts';
import { assertNever } from '../../../../domain/never.ts';
import type { EngineState, KioskDecision } from '../../../../shared/schemas.ts';
import type { Light } from '../../../camera/light.ts';

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
  /** Whoever types a PIN or looks for a badge may look away from the camera this long. */
  typing: 20_000,
  /** What was answered to a PIN or a badge stays this long: its person may not be in the picture at all. */
  told: 6000,
  /** In bad light, without a face: somebody who stirred within this time is taken to stand there. */
  stirred: 4000,
} as const;

/** What somebody in front of the camera is asked to do; `light-behind` is a face that is too dark because of what is behind it. */
export type Instruction = QualityReason | 'light-behind';
/** Two-person rule: the first of two is here; `ends` is on the machine's clock. */
type FirstOfTwo = { readonly name: string; readonly until: number; readonly ends: number };

type Decided<S extends KioskDecision['state']> = Omit<Extract<KioskDecision, { state: S }>, 'state'>;

export type KioskView =
  | { readonly kind: 'idle'; readonly dimmed: boolean }
  | { readonly kind: 'guiding'; readonly reason: Instruction }
  /** Somebody stirs, and the light is too bad to see a face. */
  | { readonly kind: 'light'; readonly light: Exclude<Light, 'good'> }
  | { readonly kind: 'checking'; readonly progress: number }
  | ({ readonly kind: 'welcome' } & Decided<'welcome'>)
  /** `eventId`: the own welcome that it follows, while "not me" can still take it back. */
  | ({ readonly kind: 'again'; readonly eventId: number | null } & Decided<'again'>)
  | ({ readonly kind: 'refused' } & Decided<'refused'>)
  /** The face is not enough: PIN or badge. */
  | ({ readonly kind: 'need-pin' } & Decided<'need-pin'>)
  | ({ readonly kind: 'wait-for-second' } & FirstOfTwo)
  /** The second of two did not come in time. */
  | { readonly kind: 'second-missed' }
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
  readonly light: Light;
  /** The spell of bad light that somebody was told of: what the log says; good when there is none. */
  readonly spell: Light;
  /** When something last moved in the picture. */
  readonly stirredAt: number;
  /** The first of two, until the second comes or the time is over. */
  readonly first: FirstOfTwo | null;
  /** When a key was last pressed. */
  readonly typedAt: number;
  /** Until when an answer to a PIN or a badge stays, whoever is in the picture; 0 = none. */
  readonly toldUntil: number;
};

/** The face that decides, and what the probe limits find wrong with it, most hindering first (two near faces come first of all). */
export type MainFace = { readonly track: number; readonly reasons: readonly QualityReason[] };

export type KioskInput =
  | { readonly type: 'faces'; readonly main: MainFace | null }
  /** `wall`: now in milliseconds since the epoch, on the clock of the decision's own instants. */
  | { readonly type: 'decision'; readonly track: number; readonly decision: KioskDecision; readonly wall: number }
  /** The answer to a PIN or a badge: for whoever typed or showed it, be they in the picture or not. */
  | { readonly type: 'credential'; readonly decision: KioskDecision; readonly wall: number }
  /** A key of the keypad. */
  | { readonly type: 'typing' }
  /** How light it is, and whether something moves. */
  | { readonly type: 'light'; readonly light: Light; readonly stirs: boolean }
  | { readonly type: 'error'; readonly error: AppError }
  | { readonly type: 'camera'; readonly fault: CameraFault | null }
  | { readonly type: 'engine'; readonly engine: Engine }
  | { readonly type: 'try-again' }
  /** Main has taken the visit back, or says why not. */
  | { readonly type: 'not-me'; readonly error: AppError | null }
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
    light: 'good',
    spell: 'good',
    stirredAt: -Infinity,
    first: null,
    typedAt: -Infinity,
    toldUntil: 0,
  };
  return settle(state, now);
}

/** One step. Returns the same object when nothing changed. */
export function kioskNext(state: KioskState, input: KioskInput, now: number): KioskState {
  const next = step(state, input, now);
  const spell = spellOf(next);
  return spell === next.spell ? next : { ...next, spell };
}

/** Bad light is a matter for the log once it kept somebody from being seen, until it is over. */
function spellOf({ view, light, spell }: KioskState): Light {
  const told =
    view.kind === 'light' ||
    (view.kind === 'guiding' && (view.reason === 'too-dark' || view.reason === 'light-behind')) ||
    (view.kind === 'refused' && view.reason === 'not-recognised');
  return told || spell === light ? light : 'good';
}

function step(state: KioskState, input: KioskInput, now: number): KioskState {
  switch (input.type) {
    case 'faces':
      return input.main ? faceSeen(state, input.main, now) : settle(state, now);
    case 'decision':
      return decided(state, input.track, input.decision, input.wall, now);
    case 'credential':
      return credential(state, input.decision, input.wall, now);
    case 'typing':
      return settle({ ...state, typedAt: now, seenAt: now }, now);
    case 'light':
      if (input.light === state.light && !input.stirs) return state;
      return settle({ ...state, light: input.light, stirredAt: input.stirs ? now : state.stirredAt }, now);
    case 'error':
      return failed(state, input.error, now);
    case 'camera':
      return input.fault === state.camera ? state : settle({ ...state, camera: input.fault }, now);
    case 'engine':
      return input.engine.status === 'ready' && state.view.kind === 'engine'
        ? rest({ ...state, engine: input.engine }, now)
        : settle({ ...state, engine: input.engine }, now);
    case 'try-again':
      return state.view.kind === 'refused' || state.view.kind === 'taken-back'
        ? rest({ ...state, answered: null, toldUntil: 0 }, now)
        : state;
    case 'not-me':
      // At once, though a welcome has its time on the screen: whoever tapped waits for it.
      if (state.view.kind !== 'welcome' && state.view.kind !== 'again') return state;
      return show(state, input.error ? { kind: 'error', error: input.error } : { kind: 'taken-back' }, now);
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
  const told = state.view.kind === 'taken-back' || state.view.kind === 'second-missed';
  if (track === state.answered && (told || now - state.checkedAt < TIMING.recheck)) return false;
  if (state.view.kind === 'error' || state.view.kind === 'engine') return now - state.since >= TIMING.retry;
  return true;
}

/**
 * The visit that "this is not me" may be said of; null = of none. Only a face alone can be wrong about somebody: who typed their number and PIN, or
 * held up a badge, said themselves who they are.
 */
export function deniable(view: KioskView): number | null {
  if (view.kind === 'welcome') return view.method === 'face' ? view.eventId : null;
  return view.kind === 'again' ? view.eventId : null;
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

/** A welcome, or an "again", that has not had its time on the screen; what was answered to a PIN or a badge as well. */
function holds(state: KioskState, now: number): boolean {
  if (now < state.toldUntil) return true;
  return (state.view.kind === 'welcome' || state.view.kind === 'again') && now - state.since < TIMING.hold;
}

/** The view when nothing is going on: a fault if there is one, else what is waited for, else idle. */
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
  if (state.first)
    return state.view.kind === 'wait-for-second' ? state : show(state, { kind: 'wait-for-second', ...state.first }, now);
  if (state.light !== 'good' && now - state.stirredAt < TIMING.stirred) {
    const same = state.view.kind === 'light' && state.view.light === state.light;
    return same ? state : show(state, { kind: 'light', light: state.light }, now);
  }
  const dimmed = now - state.seenAt >= TIMING.dim;
  return state.view.kind === 'idle' && state.view.dimmed === dimmed ? state : show(state, { kind: 'idle', dimmed }, now);
}

/** What ends by itself. The first of two waits on while somebody else's answer is on the screen. */
function expire(state: KioskState, now: number): KioskState {
  const help = state.help !== null && now - state.help >= TIMING.help ? null : state.help;
  const first = state.first && now >= state.first.ends && !holds(state, now) ? null : state.first;
  return help === state.help && first === state.first ? state : { ...state, help, first };
}

/** What time alone does to a state. */
function settle(before: KioskState, now: number): KioskState {
  const state = expire(before, now);
  const { view } = state;
  if (holds(state, now)) return state;
  if (before.first && !state.first) return show(state, { kind: 'second-missed' }, now);
  const absent = now - state.seenAt;
  const answeredIsHere = state.track === state.answered && absent < TIMING.gone;
  if (view.kind === 'welcome' && answeredIsHere) {
    // Still standing there: a quiet word instead of a second question to main, which would be a second punch after the cool-down.
    return show(state, { kind: 'again', eventId: deniable(view), name: view.name, direction: view.direction, at: view.at }, now);
  }
  if (state.camera !== null || state.engine.status !== 'ready') return rest(state, now);
  switch (view.kind) {
    case 'welcome':
    case 'again':
    case 'refused':
    case 'taken-back':
      return answeredIsHere ? state : rest(state, now);
    case 'need-pin':
      return answeredIsHere || now - Math.max(state.since, state.typedAt) < TIMING.typing ? state : rest(state, now);
    case 'second-missed':
      return now - state.since < TIMING.error ? state : rest(state, now);
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
    case 'light':
    case 'wait-for-second':
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
  if (reason) return guide(state, reason === 'too-dark' && state.light === 'backlit' ? 'light-behind' : reason, now);
  return view.kind === 'checking' ? state : show(state, { kind: 'checking', progress: 0 }, now);
}

function guide(state: KioskState, reason: Instruction, now: number): KioskState {
  if (state.view.kind === 'guiding') {
    if (state.view.reason === reason || now - state.since < TIMING.instruction) return state;
  }
  return show(state, { kind: 'guiding', reason }, now);
}

function decided(before: KioskState, track: number, decision: KioskDecision, wall: number, now: number): KioskState {
  const state = { ...before, checkedAt: now };
  if (decision.state === 'welcome') return welcome({ ...state, answered: track }, decision, now);
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
      return show(
        { ...state, answered: track },
        { kind: 'refused', reason: decision.reason, from: decision.from, name: decision.name },
        now,
      );
    case 'need-pin':
      if (state.view.kind === 'need-pin' && state.answered === track) return state;
      return show({ ...state, answered: track }, { kind: 'need-pin', why: decision.why }, now);
    case 'wait-for-second':
      return waitForSecond({ ...state, answered: track }, decision, wall, now);
    default:
      return assertNever(decision);
  }
}

function welcome(state: KioskState, decision: Extract<KioskDecision, { state: 'welcome' }>, now: number): KioskState {
  const { eventId, name, direction, at, method, last } = decision;
  return show({ ...state, first: null, toldUntil: 0 }, { kind: 'welcome', eventId, name, direction, at, method, last }, now);
}

function waitForSecond(state: KioskState, { name, until }: Decided<'wait-for-second'>, wall: number, now: number): KioskState {
  if (state.first?.until === until) return rest(state, now);
  const first = { name, until, ends: now + Math.max(0, until - wall) };
  return show({ ...state, first }, { kind: 'wait-for-second', ...first }, now);
}

/** A face may be answered anew; a PIN or a badge gets its answer once, and it stays its time. */
function credential(before: KioskState, decision: KioskDecision, wall: number, now: number): KioskState {
  const state: KioskState = { ...before, answered: before.track, checkedAt: now, seenAt: now, typedAt: -Infinity, help: null };
  const told = (view: KioskView) => ({ ...show(state, view, now), toldUntil: now + TIMING.told });
  switch (decision.state) {
    case 'welcome':
      return welcome(state, decision, now);
    case 'again':
      return told({ kind: 'again', eventId: null, name: decision.name, direction: decision.direction, at: decision.at });
    case 'refused':
      return told({ kind: 'refused', reason: decision.reason, from: decision.from, name: decision.name });
    case 'need-pin':
      return show(state, { kind: 'need-pin', why: decision.why }, now);
    case 'wait-for-second':
      return waitForSecond(state, decision, wall, now);
    case 'guide':
    case 'checking':
      // Of faces only.
      return before;
    default:
      return assertNever(decision);
  }
}

function failed(state: KioskState, error: AppError, now: number): KioskState {
  if (holds(state, now) || state.camera !== null) return state;
  if (error.code === 'engine-down') return show(state, { kind: 'engine', status: 'restarting', fault: null }, now);
  return show(state, { kind: 'error', error }, now);
}
