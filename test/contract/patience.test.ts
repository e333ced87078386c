/** Tests measure, they do not race: none has a limit by the clock that a machine three times slower would break. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isTest, readGraph } from '../../scripts/lib/graph.ts';

/** A limit for what hangs; shorter ones are a bet on the machine. */
const HANGS_MS = 180_000;
const files = readGraph(join(import.meta.dirname, '../..')).files.filter(
  ({ path }) =>
    (isTest(path) || path.startsWith('driver/')) && !path.startsWith('test/rigs/') && !path.endsWith('/patience.test.ts'),
);
const lines = files.flatMap(({ path, syntax }) => syntax.text.split('\n').map((text) => ({ path, text: text.trim() })));
const found = (bad: (text: string) => boolean): string[] =>
  lines.filter(({ text }) => bad(text)).map(({ path, text }) => `${path}: ${text}`);

test('no limit of a wait or of a test is short', () => {
  const short = found((text) =>
    [...text.matchAll(/\b(?:timeout: |setTimeout\()([\d_]+)\b/g)].some(
      ([what, ms]) =>
        (what.startsWith('timeout') || text.includes('test.setTimeout')) && Number(ms!.replaceAll('_', '')) < HANGS_MS,
    ),
  );
  // A picture for the report of a failure, which is worth no more.
  expect(short).toEqual(['test/e2e/fixture.ts: const body = await page.screenshot({ timeout: 5_000 }).catch(() => null);']);
});

test('no wait has Vitest’s own limit of a second: expect.poll has the config’s', () => {
  expect(found((text) => /\bvi\.wait(For|Until)\(/.test(text))).toEqual([]);
});

test('whoever waits counts turns, and does not look at the clock whether it is late', () => {
  expect(found((text) => /\bperformance\.now\(\) [<>]=? (end|deadline)\b/.test(text))).toEqual([]);
});

test('how long something took is counted in turns or in work (test/fakes/patience.ts), not by the clock', () => {
  expect(found((text) => /expects?\((performance|Date)\.now\(\) - \w+\)\.toBeLessThan/.test(text))).toEqual([]);
});
