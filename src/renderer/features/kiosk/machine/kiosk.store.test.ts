import { beforeEach, expect, it } from 'vitest';
import { err, ok, type Result } from '../../../../domain/result.ts';
import type { CallName, Output } from '../../../../shared/contract.ts';
import type { KioskDecision } from '../../../../shared/schemas.ts';
import { observation } from '../../../../../test/fakes/observation.ts';
import { goodQuality } from '../../../../../test/fakes/quality.ts';
import { createKioskStore } from './kiosk.store.ts';

let clock = 0;
let asked: CallName[] = [];
let sounds: string[] = [];
let decision: Result<KioskDecision> = ok({ state: 'checking', progress: 0.33 });

const world = {
  now: () => clock,
  wall: () => 1_790_000_000_000,
  play: (sound: string) => sounds.push(sound),
  ask: <N extends CallName>(name: N): Promise<Result<Output<N>>> => {
    asked.push(name);
    return Promise.resolve((name === 'recognition.face' ? decision : ok(null)) as Result<Output<N>>);
  },
};

const face = (track: number, quality = goodQuality()) => observation({ track, quality });

const make = () => createKioskStore(world, { status: 'ready', fault: null });

beforeEach(() => {
  clock = 1000;
  asked = [];
  sounds = [];
  decision = ok({ state: 'checking', progress: 0.33 });
});

it('asks main about a usable face, and only about the largest', async () => {
  const store = make();
  await store.getState().look([face(1), face(2)]);
  expect(asked).toEqual(['recognition.face']);
  expect(store.getState().state.view).toEqual({ kind: 'checking', progress: 0.33 });
  expect(store.getState().votes()).toBe(true);
});

it('guides at once, without asking, when the face is not usable', async () => {
  const store = make();
  await store.getState().look([face(1, { ...goodQuality(), LuminanceMean: 0.02 })]);
  expect(asked).toEqual([]);
  expect(store.getState().state.view).toEqual({ kind: 'guiding', reason: 'too-dark' });
});

it('asks one question at a time', async () => {
  const store = make();
  await Promise.all([store.getState().look([face(1)]), store.getState().look([face(1)])]);
  expect(asked).toHaveLength(1);
});

it('welcomes with two notes, and takes the event back', async () => {
  const store = make();
  decision = ok({ state: 'welcome', eventId: 42, name: '陈静', direction: 'in', at: 1, method: 'face', last: null });
  await store.getState().look([face(1)]);
  expect(store.getState().state.view).toMatchObject({ kind: 'welcome', eventId: 42 });
  expect(sounds).toEqual(['yes']);
  await store.getState().notMe();
  expect(asked).toEqual(['recognition.face', 'recognition.notMe']);
  expect(store.getState().state.view.kind).toBe('taken-back');
  await store.getState().tryAgain();
  expect(asked.at(-1)).toBe('recognition.reset');
});

it('a badge is never taken back, and a refused "not me" is said', async () => {
  const store = make();
  decision = ok({ state: 'welcome', eventId: 42, name: '陈静', direction: 'in', at: 1, method: 'badge', last: null });
  await store.getState().look([face(1)]);
  await store.getState().notMe();
  expect(asked).toEqual(['recognition.face']);
  expect(store.getState().state.view.kind).toBe('welcome');
});

it('shows a full disk, and no green', async () => {
  const store = make();
  decision = err({ code: 'database-full' });
  await store.getState().look([face(1)]);
  expect(store.getState().state.view).toEqual({ kind: 'error', error: { code: 'database-full' } });
  expect(sounds).toEqual([]);
});

it('an answer that never comes does not stop the door: after half a minute main is asked again, and the late answer is not heard', async () => {
  const answers: ((answer: Result<KioskDecision>) => void)[] = [];
  const store = createKioskStore(
    { ...world, ask: () => new Promise((resolve) => answers.push(resolve as never)) },
    { status: 'ready', fault: null },
  );
  void store.getState().look([face(1)]);
  clock += 29_000;
  void store.getState().look([face(1)]);
  expect(answers).toHaveLength(1);
  clock += 2000;
  const second = store.getState().look([face(1)]);
  expect(answers).toHaveLength(2);
  answers[0]!(ok({ state: 'checking', progress: 0.1 }));
  answers[1]!(ok({ state: 'checking', progress: 0.9 }));
  await second;
  expect(store.getState().state.view).toEqual({ kind: 'checking', progress: 0.9 });
});

it('says where the second face is while it is too close, and no longer', async () => {
  const store = make();
  const crowded = { ...goodQuality(), SingleFacePresent: 0 };
  await store.getState().look([face(1, crowded), face(2)]);
  expect(store.getState()).toMatchObject({ place: { frameWidth: 640 }, other: { frameWidth: 640 } });
  await store.getState().look([face(1), face(2)]);
  expect(store.getState().other).toBeNull();
  await store.getState().look([]);
  expect(store.getState()).toMatchObject({ place: null, other: null });
});
