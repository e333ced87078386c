import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { About } from './describe.ts';
import { judge, qualityMeasures, summary } from '../measure/judge.ts';
import { seeded } from '../random.ts';
import { htmlReport } from './report.ts';
import { scoresOf } from '../measure/scores.ts';
import type { Sample } from '../read/stages.ts';
import { reportCard } from './text.ts';

/** 60 people with four pictures each: own scores around 0.6, others around 0.1. */
function madeUp() {
  const samples = Array.from({ length: 240 }, (_, i): Sample => {
    const person = `P<${Math.floor(i / 4)}>`;
    const name = `${person}_000${(i % 4) + 1}`;
    return {
      entry: { path: `${person}/${name}.webp`, name, person },
      cropHash: `h${i}`,
      faces: i === 7 ? 0 : 1,
      quality: null,
      points: null,
    };
  });
  const random = seeded(11);
  const steps = new Int16Array((240 * 239) / 2);
  for (let i = 1, at = 0; i < 240; i++) {
    for (let j = 0; j < i; j++) {
      const middle = samples[i]!.entry.person === samples[j]!.entry.person ? 0.6 : 0.1;
      steps[at++] = Math.round((middle + 0.25 * (random() + random() + random() - 1.5)) * 32_767);
    }
  }
  const mirror = Float64Array.from(samples, () => random());
  return judge(
    samples,
    scoresOf(steps, 240),
    [],
    qualityMeasures(
      samples.map(() => null),
      mirror,
    ),
  );
}
const about: About = {
  set: 'a set',
  lfw: false,
  grey: true,
  aligned: false,
  limit: null,
  model: 'q-test',
  runtime: 'a runtime',
  engineMs: 12.3,
  unreadable: 1,
  missingPairs: 0,
};

describe('a report card', () => {
  const judgement = madeUp();
  it('has the agreed keys in one object', () => {
    const keys = summary(judgement);
    expect(Object.keys(keys)).toEqual(['accuracy', 'standard_error', 'fnmr', 'fnir', 'fte', 'faces', 'people']);
    expect(keys).toMatchObject({ faces: 240, people: 60, fte: Number((1 / 240).toPrecision(6)) });
    expect(Object.keys(keys['fnmr'] as object)).toEqual(['1e-3', '1e-4', '1e-5', '1e-6']);
    expect(keys['fnir']).toEqual({ '100': null, '1000': null, '4000': null });
    expect(keys['accuracy']).toBeGreaterThan(0.9);
  });
  it('in words says grey, the failures and that the pairs were drawn', () => {
    const text = reportCard(about, judgement);
    expect(text).toMatch(/all pictures are grey/);
    expect(text).toMatch(/FTE: 0.42 %, no face found in 1 of 240/);
    expect(text).toMatch(/drawn by LFW's rule/);
  });
  it('as a page asks nobody for anything, and shows twenty pairs', () => {
    const page = htmlReport(about, judgement, { cropFile: () => Uint8Array.of(1, 2, 3) });
    expect(page).not.toMatch(/https?:|<script|<link|url\(|src="(?!data:)/);
    expect(page.match(/class="pair"/g)).toHaveLength(20);
    expect(page.match(/<svg /g)!.length).toBeGreaterThanOrEqual(4);
    // names are text, whatever is in them
    expect(page).not.toContain('P<1>');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the command', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lintel-evaluate-'));
    const demo = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo/', import.meta.url));
    for (const [person, picture] of [
      ['Ann', 1],
      ['Ann', 2],
      ['Bob', 3],
      ['Bob', 4],
    ] as const) {
      mkdirSync(join(folder, 'faces', person), { recursive: true });
      cpSync(join(demo, `sample${picture}.jpg`), join(folder, 'faces', person, `${person}_000${picture}.jpg`));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]) =>
    spawnSync(
      process.execPath,
      [fileURLToPath(new URL('../main.ts', import.meta.url)), '--cache', join(folder, 'cache'), ...args],
      {
        encoding: 'utf8',
      },
    );

  it('judges a folder with real parts, and the second time from what it kept', { timeout: 240_000 }, () => {
    const page = join(folder, 'report.html');
    const first = run(join(folder, 'faces'), '--json', '--out', page);
    expect(first.stderr).toMatch(/embedding: 4 of 4, \d+ ms each/);
    expect(first.status).toBe(0);
    expect(first.stdout.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(first.stdout)).toMatchObject({ faces: 4, people: 2, fte: 0, accuracy: null });
    expect(readFileSync(page, 'utf8')).toContain('Report card');
    const second = run(join(folder, 'faces'), '--json');
    expect(second.stderr).not.toMatch(/(finding faces|embedding): \d of 4, \d+ ms each/);
    expect(second.stdout).toBe(first.stdout);
  });
  it('says what is wrong', () => {
    expect(run(join(folder, 'nowhere')).status).toBe(1);
    const unknown = run('--colour');
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toMatch(/Unknown option '--colour'/);
    expect(run('--limit', 'few').stderr).toMatch(/--limit is a whole number/);
    expect(run('--help').stdout).toMatch(/^npm run evaluate/);
  });
});
