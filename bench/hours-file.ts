/**
 * How long does a sheet of hours take, and how much memory?
 *
 *     npm run bench:hours-file [-- --people 5000] [-- --days 31] [-- --two] [-- --person] [-- --json]
 *
 * Made-up days of so many people, written as the built-in sheet of days by the exporter's own writer into a file; `--two`: as 企业微信's two sheets, with two
 * punches a day; `--person`: a sheet for each person. `xlsx_s`: from the first person to the last byte; `rss_mb`: the most that the process held meanwhile. The reading of days is bench:hours'.
 */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayNumber } from '../src/domain/hours/days.ts';
import { BUILT_IN } from '../src/exports/hours/templates/index.ts';
import type { PersonBlock } from '../src/exports/hours/source.ts';
import { writeHours } from '../src/exports/hours/write.ts';
import { finish, machine, option, round, say, table } from '../tools/figures.ts';
import { seeded } from '../tools/random.ts';

const [people, days] = [option('people', 5000), option('days', 31)];
const first = dayNumber('2026-10-01');
const next = seeded(11);

const twoSheets = process.argv.includes('--two');

function punchesOf({ day, firstIn, lastOut }: PersonBlock['days'][number]): PersonBlock['punches'] {
  const punch = { zone: 'Europe/Berlin', door: 1, shiftDay: day };
  return [
    { ...punch, key: `e${firstIn}`, at: firstIn! * 60_000, direction: 'in' },
    { ...punch, key: `e${lastOut}`, at: lastOut! * 60_000, direction: 'out' },
  ];
}

function* blocks(): Generator<PersonBlock> {
  for (let id = 1; id <= people; id++) {
    const person = {
      id,
      employeeNumber: String(100_000 + id),
      targetId: null,
      name: `Person ${id} 王伟`,
      department: `Department ${id % 40}`,
    };
    const own = Array.from({ length: days }, (_, i): PersonBlock['days'][number] => {
      const start = (first + i) * 1440 + 540;
      const late = Math.floor(next() * 20);
      return {
        ...{ personId: id, day: first + i, verdict: 'present', kind: 'workday', shift: { id: 1, name: 'Day shift' } },
        ...{
          lateAs: null,
          earlyAs: null,
          planned: 480,
          inPlan: 480 - late,
          late,
          early: 0,
          away: 0,
          tolerated: 0,
          leave: 0,
          missing: 0,
        },
        ...{
          extra: 30,
          breakDeducted: 60,
          graceCounted: 0,
          rounding: 0,
          paid: 480 - late,
          nightBonus: 0,
          credit: 480,
          leaves: [],
        },
        overtime: [{ rule: 1, name: 'After work', rate: 150, timeOff: null, minutes: 30, approved: 30 }],
        ...{
          flags: [],
          firstIn: start + late,
          lastOut: start + 570,
          startsAt: start,
          endsAt: start + 540,
          closesAt: null,
          closed: false,
        },
      };
    });
    yield {
      person,
      days: own,
      punches: twoSheets ? own.flatMap(punchesOf) : [],
      pairs: [],
      corrections: [],
      ignored: 0,
      unreadable: 0,
    };
  }
}

const folder = mkdtempSync(join(tmpdir(), 'lintel-bench-'));
const file = createWriteStream(join(folder, 'hours.xlsx'));
let most = 0;
const looking = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
const began = performance.now();
const done = await writeHours(
  {
    template: { ...BUILT_IN[twoSheets ? 'wecom' : 'days-xlsx']!, sheets: process.argv.includes('--person') ? 'person' : 'one' },
    period: { from: first, to: first + days - 1 },
    ...{ zone: 'Europe/Berlin', language: 'en', site: 'Bench', siteId: 'bench', now: Date.UTC(2026, 10, 2), rules: [] },
  },
  blocks,
  (bytes) => {
    most = Math.max(most, process.memoryUsage.rss());
    return file.write(bytes) ? undefined : new Promise<void>((drained) => file.once('drain', () => drained()));
  },
);
const seconds = (performance.now() - began) / 1000;
clearInterval(looking);
await new Promise<void>((ended) => file.end(() => ended()));
rmSync(folder, { recursive: true, force: true });

const result = { rows: done.rows, bytes: done.bytes, xlsx_s: round(seconds), rss_mb: Math.round(most / 1_048_576) };
say(machine());
finish(
  result,
  table(
    ['what', 'figure'],
    [
      ['rows', result.rows],
      ['the file, bytes', result.bytes],
      ['written in, s', result.xlsx_s],
      ['memory at most, MiB', result.rss_mb],
    ],
  ),
);
