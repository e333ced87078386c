import { beforeEach, expect, it } from 'vitest';
import type { FaceObservation } from '../../../domain/recognition/face.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { CallName, Input, Output } from '../../../shared/contract.ts';
import { observation } from '../../../../test/fakes/observation.ts';
import { goodQuality } from '../../../../test/fakes/quality.ts';
import { createEnrolStore, isEnough } from './enrol.store.ts';

let clock = 0;
let asked: { name: CallName; input: unknown }[] = [];
let sample: () => Result<Output<'enrol.sample'>>;
let samples = 0;
let photo: Result<readonly FaceObservation[]> = ok([]);

const world = {
  now: () => clock,
  picture: () => 'data:,',
  readPhoto: () => Promise.resolve(photo),
  ask: <N extends CallName>(name: N, input: Input<N>): Promise<Result<Output<N>>> => {
    asked.push({ name, input });
    const answers: Partial<Record<CallName, Result<unknown>>> = {
      'enrol.begin': ok({ enrolmentId: 5, needed: 5 }),
      'enrol.commit': err({ code: 'employee-number-taken', name: 'Wang' }),
    };
    return Promise.resolve((name === 'enrol.sample' ? sample() : (answers[name] ?? ok(null))) as Result<Output<N>>);
  },
};

const face = (quality = goodQuality()) => observation({ quality });

beforeEach(() => {
  clock = 0;
  asked = [];
  samples = 0;
  sample = () => ok({ sampleId: ++samples, mirrorCosine: 0.9, count: samples });
});

async function started() {
  const store = createEnrolStore(world, null);
  await store.getState().begin();
  return store;
}
async function stand(store: Awaited<ReturnType<typeof started>>, seconds: number, seen = face()) {
  for (let i = 0; i < seconds * 10; i++) {
    clock += 100;
    await store.getState().look([seen]);
  }
}

it('takes five captures of one who stands there, in 11 seconds, and no more', async () => {
  const store = await started();
  await stand(store, 11);
  expect(store.getState().captures).toHaveLength(5);
  await stand(store, 10);
  expect(store.getState().captures).toHaveLength(5);
  expect(store.getState().instruction).toEqual({ kind: 'finished' });
});

it('takes one again after it was dropped', async () => {
  const store = await started();
  await stand(store, 11);
  await store.getState().drop(2);
  expect(store.getState().captures.map((c) => c.sampleId)).toEqual([1, 3, 4, 5]);
  await stand(store, 3);
  expect(store.getState().captures.map((c) => c.sampleId)).toEqual([1, 3, 4, 5, 6]);
});

it('says what hinders, and sends nothing', async () => {
  const store = await started();
  await stand(store, 2, face({ ...goodQuality(), MouthClosed: 0.1 }));
  expect(store.getState().instruction).toEqual({ kind: 'quality', reason: 'close-mouth' });
  expect(asked.map((a) => a.name)).toEqual(['enrol.begin']);
});

it('stops at a known face, and goes on with the same capture when these are two people', async () => {
  const store = await started();
  sample = () => err({ code: 'face-known', personId: 9, name: '陈静', employeeNumber: '17' });
  await stand(store, 3);
  expect(store.getState().known?.error.name).toBe('陈静');
  expect(asked.filter((a) => a.name === 'enrol.sample')).toHaveLength(1);
  sample = () => ok({ sampleId: ++samples, mirrorCosine: 0.9, count: samples });
  await store.getState().distinct();
  expect(asked.at(-2)).toEqual({ name: 'enrol.distinct', input: { enrolmentId: 5, personId: 9 } });
  expect(store.getState()).toMatchObject({ known: null, captures: [{ sampleId: 1 }] });
});

it('keeps what was refused, with its reason', async () => {
  const store = await started();
  sample = () => err({ code: 'face-differs' });
  await stand(store, 1);
  expect(store.getState().refusals).toMatchObject([{ error: { code: 'face-differs' }, source: { kind: 'camera' } }]);
});

it.each<[string, Result<readonly FaceObservation[]>, string | null]>([
  ['a good photo is taken', ok([face()]), null],
  ['no picture', err({ code: 'photo-unreadable' }), 'photo-unreadable'],
  ['nobody in it', err({ code: 'face-none' }), 'face-none'],
  ['two people in it', ok([face({ ...goodQuality(), SingleFacePresent: 0 }), face()]), 'face-several'],
  ['a dark one', ok([face({ ...goodQuality(), LuminanceMean: 0.05 })]), 'face-poor'],
])('photo files: %s', async (_, read, code) => {
  const store = await started();
  photo = read;
  await store.getState().addFiles([new File([], 'a.jpg')]);
  expect(store.getState().refusals.map((r) => r.error.code)).toEqual(code === null ? [] : [code]);
  expect(isEnough(store.getState().captures, 5)).toBe(code === null);
  expect(store.getState().files).toBeNull();
});

it('shows why it could not be saved and keeps the captures', async () => {
  const store = await started();
  await stand(store, 11);
  await store.getState().commit({ employeeNumber: '1', name: 'A', department: '' });
  expect(store.getState()).toMatchObject({ error: { code: 'employee-number-taken' }, saved: null });
  expect(store.getState().captures).toHaveLength(5);
});
