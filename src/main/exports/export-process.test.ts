/** Main's side of the exporter against a process that does what it may not. Real ones: `exports.calls.test.ts`. */
import { expect, test } from 'vitest';
import { ToldChild } from '../../../test/fakes/told-child.ts';
import type { ToExporter } from '../../exports/hours/protocol.ts';
import type { ExportContext, PersonBlock } from '../../exports/hours/source.ts';
import { createExporter } from './export-process.ts';

const written = { rows: 1, people: 1, leftOut: [], bytes: 9, hash: 'a'.repeat(64) };
const DONE = { type: 'done', written };
const FAILED = { ok: false, error: { code: 'export-failed', path: '/x/days.csv' } };
/** What main knows of it is not looked at here. */
const context = {} as ExportContext;
const block = {} as PersonBlock;

function start(
  child = new ToldChild<ToExporter>(),
  next: () => Promise<readonly PersonBlock[] | null> = () => Promise.resolve(null),
) {
  const lines: string[] = [];
  const say = (_facts: unknown, message?: string): void => void lines.push(message ?? '');
  const exporter = createExporter({ fork: () => child, log: { info: say, warn: say, error: say } });
  const stop = new AbortController();
  return { child, lines, stop, answer: exporter.write(context, '/x/days.csv', next, stop.signal) };
}

test('a process that ends within being told to: its file stands, and nothing is said of a failure', async () => {
  const { child, answer, lines } = start();
  child.say(DONE);
  expect(await answer).toEqual({ ok: true, value: written });
  expect([child.kills, lines]).toEqual([1, []]);
});

test('what it says while it is told to end is nobody’s', async () => {
  const child = new ToldChild<ToExporter>((dying) => {
    dying.say({ type: 'failed', message: 'late' });
    dying.say(DONE);
    dying.exit(1);
  });
  const { answer, lines, stop } = start(child);
  stop.abort();
  expect(await answer).toEqual({ ok: false, error: { code: 'export-cancelled' } });
  expect([child.kills, lines]).toEqual([1, []]);
});

test('people that come after it was told to end are given to nobody', async () => {
  const { promise, resolve } = Promise.withResolvers<readonly PersonBlock[]>();
  const { child, answer, stop } = start(new ToldChild(), () => promise);
  child.say({ type: 'more' });
  stop.abort();
  resolve([block]);
  expect(await answer).toMatchObject({ error: { code: 'export-cancelled' } });
  await promise;
  expect(child.heard.map(({ type }) => type)).toEqual(['begin']);
});

test('it dies, says something strange, or says that it cannot: the file failed', async () => {
  for (const happens of [
    (child: ToldChild<ToExporter>) => child.exit(9),
    (child: ToldChild<ToExporter>) => child.say({ type: 'hello' }),
    (child: ToldChild<ToExporter>) => child.say({ type: 'failed', message: 'EIO' }),
  ]) {
    const { child, answer } = start();
    happens(child);
    expect(await answer).toEqual(FAILED);
  }
});
