/** The order of what happens around a process's end. Real processes: tests of the engine, the importer, the exporter, archives of photos. */
import { expect, test } from 'vitest';
import { ToldChild } from '../../../test/fakes/told-child.ts';
import { follow } from './child-process.ts';

function start(dies?: (child: ToldChild<unknown>) => void) {
  const child = new ToldChild<unknown>(dies);
  child.pid = process.pid;
  const heard: unknown[] = [];
  const waiting = new Set<() => void>();
  const running = follow(
    child,
    1,
    (_ms, call) => {
      waiting.add(call);
      return () => void waiting.delete(call);
    },
    {
      message: (message) => heard.push(message),
      error: () => heard.push('error'),
      ended: (code, told) => heard.push({ code, told }),
    },
  );
  return { child, running, heard, waiting };
}

test('ended within being told to: nobody waits to kill a number that may be another’s by then', () => {
  const { running, heard, waiting } = start();
  running.end();
  expect(heard).toEqual([{ code: 0, told: true }]);
  expect(waiting.size).toBe(0);
});

test('what it says once it has been told to end is not heard, and it is told nothing more', () => {
  const { child, running, heard } = start((dying) => dying.say('in the middle'));
  running.post('one');
  child.say('before');
  running.end();
  running.end();
  child.say('after');
  running.post('two');
  expect(heard).toEqual(['before']);
  expect([child.kills, child.heard]).toEqual([1, ['one']]);
});

test('one that does not end is over all the same, once; it has no number any more', () => {
  const { child, running, heard, waiting } = start((dying) => {
    dying.pid = undefined;
  });
  running.end();
  for (const call of waiting) call();
  child.exit(9);
  expect(heard).toEqual([{ code: null, told: true }]);
});

test('it ends by itself: said so, and ending it then tells it nothing', () => {
  const { child, running, heard } = start();
  child.exit(7);
  running.end();
  expect(heard).toEqual([{ code: 7, told: false }]);
  expect(child.kills).toBe(0);
});
