import { expect, test } from 'vitest';
import { createListeners } from './listeners.ts';

test('whoever listens is told in order, until they stop; one that stops the next while it is told keeps it from hearing', () => {
  const heard: string[] = [];
  const listeners = createListeners<[door: number, open: boolean]>();
  const first = listeners.on((door, open) => heard.push(`a ${door} ${open}`));
  const second = listeners.on((door) => heard.push(`b ${door}`));
  listeners.tell(1, true);
  expect(heard).toEqual(['a 1 true', 'b 1']);
  first();
  first();
  listeners.tell(2, false);
  expect(heard.slice(2)).toEqual(['b 2']);
  second();
  listeners.on(() => third());
  const third = listeners.on(() => heard.push('c'));
  listeners.tell(3, true);
  expect(heard).toHaveLength(3);
});
