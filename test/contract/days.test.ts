/** Days are reckoned in src/domain/time/ (and, in numbers, in src/domain/hours/), so that they are reckoned one way: anywhere else they are asked for. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGraph } from '../../scripts/lib/graph.ts';

const RECKONS = [
  // The day of an instant in UTC, which is seldom the site's.
  /\.toISOString\(\)\s*\.(slice|substring|split|startsWith)\(/,
  // The instant of a day, and whether it is one.
  /Date\.parse\(\s*`/,
  /new Date\(\s*`/,
  // Midnight and a number of hours: not on the days of changed clocks.
  /\.[gs]et(UTC)?(Date|Day|Month|FullYear|Hours)\(/,
  /\bDate\.UTC\(/,
  // Whether a zone is known.
  /new Intl\.DateTimeFormat\([^)]*\btimeZone: zone\b/,
];

const reckons = (source: string): string[] => RECKONS.filter((way) => way.test(source)).map(String);

test('nothing outside of domain/ reckons with days by itself', () => {
  const found = readGraph(join(import.meta.dirname, '../..'))
    .files.filter(({ path, test: isTest }) => path.startsWith('src/') && !isTest && !/^src\/domain\/(time|hours)\//.test(path))
    .flatMap(({ path, syntax }) => reckons(syntax.text).map((way) => `${path}: ${way}`));
  expect(found).toEqual([]);
});

test.each([
  ['new Date(now).toISOString().slice(0, 10)', 1],
  ['const at = Date.parse(`${day}T00:00:00Z`);', 1],
  ['const at = new Date(`${day}T00:00:00Z`);', 1],
  ['day.setUTCDate(day.getUTCDate() + 1);', 1],
  ['const start = Date.UTC(1899, 11, 30);', 1],
  ["new Intl.DateTimeFormat('en', { timeZone: zone });", 1],
  ['const utc = new Date(at).toISOString();', 0],
  ['addDays(dayOf(now, timeZone), 1)', 0],
])('the check finds it: %s', (source, ways) => {
  expect(reckons(source)).toHaveLength(ways);
});
