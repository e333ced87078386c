/** `npm test` runs several checks at once, and reads as if they had come one after another. */
import { expect, test } from 'vitest';
import { sideBySide, type Task } from '../../scripts/lib/side-by-side.mjs';

/** Tasks by name that begin and end when told; what is written, in order. */
function house(names: readonly string[], atOnce: number, weights: readonly number[] = []) {
  const written: string[] = [];
  const began: string[] = [];
  const ended: string[] = [];
  const say = new Map<string, (text: string) => void>();
  const end = new Map<string, (ok: boolean) => void>();
  const tasks = names.map((name, index): Task => ({
    weight: weights[index] ?? 0,
    run: ({ show, signal }) =>
      new Promise((resolve) => {
        began.push(name);
        say.set(name, show);
        end.set(name, (ok) => resolve({ ok }));
        signal.addEventListener('abort', () => {
          ended.push(name);
          resolve({ ok: false });
        });
      }),
  }));
  const done = sideBySide(tasks, atOnce, {
    begin: (index) => written.push(`# ${names[index]!}`),
    write: (text) => written.push(text),
  });
  const finish = async (name: string, ok = true): Promise<void> => {
    end.get(name)!(ok);
    for (let i = 0; i < 10; i += 1) await Promise.resolve();
  };
  return { written, began, ended, say: (name: string, text: string) => say.get(name)!(text), finish, done };
}

test('two at once: the first speaks as it goes, the second when the first is done', async () => {
  const h = house(['a', 'b', 'c'], 2);
  expect(h.began).toEqual(['a', 'b']);
  h.say('b', 'b1');
  h.say('a', 'a1');
  expect(h.written).toEqual(['# a', 'a1']);
  await h.finish('b');
  expect(h.began).toEqual(['a', 'b', 'c']);
  h.say('c', 'c1');
  h.say('a', 'a2');
  await h.finish('a');
  h.say('c', 'c2');
  expect(h.written).toEqual(['# a', 'a1', 'a2', '# b', 'b1', '# c', 'c1', 'c2']);
  await h.finish('c');
  expect((await h.done).map((result) => result?.ok)).toEqual([true, true, true]);
});

test('one core: one after another', async () => {
  const h = house(['a', 'b'], 1);
  expect(h.began).toEqual(['a']);
  await h.finish('a');
  expect(h.began).toEqual(['a', 'b']);
  await h.finish('b');
  await h.done;
  expect(h.written).toEqual(['# a', '# b']);
});

test('the one that takes longest begins first, and is still read in its place', async () => {
  const h = house(['quick', 'long'], 1, [1, 2]);
  expect(h.began).toEqual(['long']);
  h.say('long', 'x');
  await h.finish('long');
  await h.finish('quick');
  await h.done;
  expect(h.written).toEqual(['# quick', '# long', 'x']);
});

test('a failure ends what runs, begins nothing, and is read', async () => {
  const h = house(['a', 'b', 'c'], 2, [1, 0, 2]);
  expect(h.began).toEqual(['c', 'a']);
  h.say('c', 'wrong');
  await h.finish('c', false);
  expect((await h.done).map((result) => result?.ok ?? null)).toEqual([null, null, false]);
  expect(h.ended).toContain('a');
  expect(h.began).toEqual(['c', 'a']);
  expect(h.written).toEqual(['# a', '# c', 'wrong']);
});
