import { expect, test } from 'vitest';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Embedding } from '../../engine/embedder.ts';
import { createQuestions } from './questions.ts';

const CROP = new Uint8Array(3);
const DOWN = err({ code: 'engine-down' });
const answer = (ms: number): Result<Embedding> => ok({ vector: new Float32Array(1), mirrorCosine: 1, ms });

function asked(limits = { waiting: 3, askedAtMost: 2 }) {
  const questions = createQuestions(limits);
  const said: (readonly [string, Result<Embedding>])[] = [];
  const add = (name: string): void => void questions.add(CROP).then((result) => said.push([name, result]));
  return { questions, said, add };
}
const heard = (): Promise<void> => new Promise((done) => setImmediate(done));

test('one is in hand at a time, in the order in which they were asked', async () => {
  const { questions, said, add } = asked();
  expect(questions.take()).toBeNull();
  add('a');
  add('b');
  const first = questions.take()!;
  expect(questions.take()).toBeNull();
  expect(questions.answered(first.id, answer(1))).toBe(true);
  const second = questions.take()!;
  expect(second.id).not.toBe(first.id);
  // A late answer to what was answered already is nobody's.
  expect(questions.answered(first.id, answer(2))).toBe(false);
  expect(questions.answered(second.id, answer(3))).toBe(true);
  await heard();
  expect(said).toEqual([
    ['a', answer(1)],
    ['b', answer(3)],
  ]);
});

test('whoever had it is gone: it is asked again, so often; the next has all its tries', async () => {
  const { questions, said, add } = asked();
  add('a');
  add('b');
  const first = questions.take()!;
  questions.lost();
  // What the lost one says after all is not taken.
  expect(questions.answered(first.id, answer(1))).toBe(false);
  expect(questions.take()).toEqual(first);
  questions.lost();
  await heard();
  expect(said).toEqual([['a', DOWN]]);
  expect(questions.take()).not.toBeNull();
  questions.lost();
  await heard();
  expect(said).toHaveLength(1);
});

test('a loss while nothing is in hand takes nothing away', async () => {
  const { questions, said, add } = asked({ waiting: 3, askedAtMost: 1 });
  questions.lost();
  add('a');
  questions.lost();
  await heard();
  expect(said).toEqual([]);
});

test('too many are refused at once, and all are answered when there is no engine', async () => {
  const { questions, said, add } = asked();
  for (const name of ['a', 'b', 'c', 'd']) add(name);
  await heard();
  expect(said).toEqual([['d', DOWN]]);
  questions.take();
  questions.answerAll({ code: 'model-missing' });
  await heard();
  expect(said.slice(1).map(([name]) => name)).toEqual(['a', 'b', 'c']);
  expect(said.at(-1)).toEqual(['c', err({ code: 'model-missing' })]);
  add('e');
  expect(questions.take()).not.toBeNull();
});
