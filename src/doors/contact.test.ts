import { expect, onTestFinished, test } from 'vitest';
import { err, ok, type Result } from '../domain/result.ts';
import { watchContact, type Watching } from './contact.ts';

/** What listeners hear of these answers, one after another; the last one stays. */
async function heard(answers: readonly Result<boolean>[], watching: Watching = {}): Promise<(boolean | null)[]> {
  const closing = new AbortController();
  onTestFinished(() => closing.abort());
  const said: (boolean | null)[] = [];
  const { promise, resolve } = Promise.withResolvers<null>();
  let at = 0;
  const read = (): Promise<Result<boolean>> => {
    if (at > answers.length) resolve(null);
    at += 1;
    return Promise.resolve(answers[Math.min(at, answers.length) - 1]!);
  };
  watchContact(read, closing.signal, watching)((open) => said.push(open));
  await promise;
  return said;
}
const [on, off, silence] = [ok(true), ok(false), err({ code: 'door-timeout' } as const)];

test('each change, at once', async () => {
  expect(await heard([on, on, off, on])).toEqual([true, false, true]);
});

test('one wrong bit is not believed where two are asked for', async () => {
  expect(await heard([on, on, off, on, off, off], { steady: 2 })).toEqual([true, false]);
});

test('a lost answer is no silence, three are; and what was before is asked for anew', async () => {
  const watching = { steady: 2, longestMs: 500 };
  expect(await heard([on, on, silence, silence, on, on], watching)).toEqual([true]);
  expect(await heard([on, on, silence, silence, silence, on, on], watching)).toEqual([true, null, true]);
}, 20_000);
