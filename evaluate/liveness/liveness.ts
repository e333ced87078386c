/**
 * How good is the presentation attack detection?   npm run evaluate -- liveness FOLDER [--json] [--fps N]
 *
 * FOLDER/bona-fide/** and FOLDER/<kind of attack>/**: a folder with pictures is one presentation, its pictures are its frames by name, FPS a
 * second (10); a picture that lies in FOLDER/<kind> itself is a presentation of one frame. Every presentation goes through the app's
 * own vision, quality limits and judgement, as at the door: frames until the verdict stands, or to the end.
 */
import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { qualityReasons } from '../../src/domain/recognition/quality.ts';
import {
  judgePresentation,
  presentationPasses,
  presentationSettled,
  type PresentationFrame,
} from '../../src/domain/recognition/presentation.ts';
import type { Detector } from '../../src/vision/detector.ts';
import { createNodeDetector, readPhoto } from '../../tools/vision.ts';
import { createObserver } from '../../src/vision/observer.ts';
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts';
import { machine, p50, p95, round, table } from '../../tools/figures.ts';
import { BONA_FIDE, ratesByKind, type KindRates, type Outcome, type Share } from './rates.ts';
import { startProgress } from '../progress.ts';

export const LIVENESS_USAGE = `npm run evaluate -- liveness FOLDER [--fps N] [--verbose] [--json]

FOLDER/bona-fide/**        living people: a folder of numbered frames is one presentation, a single picture one too.
FOLDER/<kind>/**           one folder for each kind of attack, the same way.
--fps N                    frames a second of the folders: 10.
--verbose                  also a line for each presentation, with its cues.
--json                     one line of JSON on stdout and nothing else.`;

const MODES = ['standard', 'strict'] as const;
type Mode = (typeof MODES)[number];
const PICTURES: ReadonlySet<string> = new Set(['.png', '.jpg', '.jpeg', '.webp']);
const isPicture = (name: string): boolean => PICTURES.has(extname(name).toLowerCase());

type Presented = { readonly kind: string; readonly name: string; readonly files: readonly string[] };

/** Names in a folder, in the order of their numbers. */
function namesIn(folder: string): { readonly files: string[]; readonly folders: string[] } {
  const names = readdirSync(folder).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const isFolder = (name: string): boolean => statSync(join(folder, name)).isDirectory();
  return { files: names.filter((name) => isPicture(name) && !isFolder(name)), folders: names.filter(isFolder) };
}

/** Every presentation under a folder of kinds. Throws where the folder cannot be read. */
function presentationsOf(root: string): Presented[] {
  return namesIn(root).folders.flatMap((kind) => walk(join(root, kind), kind, kind, true));
}

function walk(folder: string, kind: string, name: string, top: boolean): Presented[] {
  const { files, folders } = namesIn(folder);
  const paths = files.map((file) => join(folder, file));
  const singles = paths.map((path) => ({ kind, name: path, files: [path] }));
  const here = top ? singles : paths.length > 0 ? [{ kind, name, files: paths }] : [];
  return [...here, ...folders.flatMap((sub) => walk(join(folder, sub), kind, `${name}/${sub}`, false))];
}

type Looked = {
  readonly usable: readonly PresentationFrame[];
  readonly frames: number;
  readonly cueMs: readonly number[];
  readonly detectMs: readonly number[];
};

async function look(detector: Detector, { files }: Presented, fps: number): Promise<Looked> {
  const observer = createObserver(detector);
  const usable: PresentationFrame[] = [];
  const cueMs: number[] = [];
  const detectMs: number[] = [];
  let frames = 0;
  for (const [i, file] of files.entries()) {
    const picture = await readPhoto(file);
    if (!picture.ok) continue;
    frames++;
    // Any instant does: only differences count.
    const capturedAt = 1_700_000_000_000 + (1000 * i) / fps;
    const [face] = await observer.observe(picture.value, { liveness: true, capturedAt, first: i === 0 });
    if (!face) continue;
    cueMs.push(face.times.liveness);
    detectMs.push(face.times.detect);
    if (qualityReasons(face.quality, 'probe').length === 0) usable.push(face);
  }
  return { usable, frames, cueMs, detectMs };
}

type Answer = { readonly outcome: Outcome; readonly waitMs: number; readonly cues: Readonly<Record<string, number>> };

/** As the visit does it: from the frames of a vote on, until the verdict stands. */
function answer(kind: string, { usable }: Looked, mode: Mode): Answer {
  const least = Math.min(DEFAULT_SETTINGS.recognition.voteFrames, usable.length);
  for (let n = Math.max(1, least); n <= usable.length; n++) {
    const frames = usable.slice(0, n);
    const said = judgePresentation(frames, mode);
    if (!said || (n < usable.length && !presentationSettled(said, frames))) continue;
    const outcome: Outcome = { kind, answer: presentationPasses(said) ? 'passed' : 'refused', unsure: said.verdict === 'unsure' };
    return { outcome, waitMs: frames.at(-1)!.capturedAt - frames[0]!.capturedAt, cues: said.cues };
  }
  return { outcome: { kind, answer: 'none', unsure: false }, waitMs: 0, cues: {} };
}

const percent = (v: number | null): string => (v === null ? '-' : `${(100 * v).toFixed(1)} %`);
const share = ({ count, of, rate, low, high }: Share): string =>
  rate === null ? `- (${count}/${of})` : `${percent(rate)} (${count}/${of}; ${percent(low)} to ${percent(high)})`;

const LIMITS = `What these figures do not say. Errors are of the presentations that had a response; kinds are not averaged: the worst one counts. Frames of one
person or one object hang together, so the intervals (Wilson, 95 %) are too narrow where few people stand behind many presentations.
Not stopped, by design: masks and heads of any material; a replay without a border in view and without a pattern that the camera sees; a
cut-out picture that is bent or moved cleverly; video injected in the camera's place (a virtual camera, a changed cable).`;

function text(
  folder: string,
  presented: readonly Presented[],
  byMode: readonly (readonly [Mode, readonly KindRates[]])[],
  singles: number,
  costs: string,
): string {
  const parts = [
    `Presentation attack detection (ISO/IEC 30107-3) on ${folder}: ${presented.length} presentations`,
    machine(),
    costs,
    '',
  ];
  for (const [mode, rates] of byMode) {
    parts.push(`${mode}: ${mode === 'standard' ? 'unsure passes' : 'unsure is refused'}`);
    parts.push(
      table(
        ['kind', 'presentations', 'error', 'rate (count; 95 % interval)', 'no response', 'unsure'],
        rates.map((r) => [
          r.kind,
          r.presentations,
          r.kind === BONA_FIDE ? 'BPCER' : 'APCER',
          share(r.errors),
          `${r.kind === BONA_FIDE ? 'BPNRR' : 'APNRR'} ${share(r.nonResponse)}`,
          r.unsure,
        ]),
      ),
      '',
    );
  }
  if (singles > 0)
    parts.push(
      `${singles} presentations have one frame: motion says nothing of them, so strict refuses them all, and standard has only border and pattern.`,
    );
  return [...parts, LIMITS].join('\n');
}

/** @returns the process's exit code. */
export async function evaluateLiveness(args: readonly string[]): Promise<number> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      fps: { type: 'string', default: '10' },
      json: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  const fps = Number(values.fps);
  if (values.help || folder === undefined || positionals.length > 1 || !(fps > 0)) {
    say(LIVENESS_USAGE);
    return values.help ? 0 : 2;
  }
  let presented: Presented[];
  try {
    presented = presentationsOf(folder);
  } catch (e) {
    say(e instanceof Error ? e.message : String(e));
    return 1;
  }
  if (presented.length === 0) {
    say(`no pictures in folders of ${folder}\n\n${LIVENESS_USAGE}`);
    return 1;
  }
  const detector = await createNodeDetector();
  if (!detector.ok) {
    say('the face detector cannot be loaded');
    return 1;
  }
  const progress = startProgress('looking, presentations', presented.length);
  const looked: Looked[] = [];
  for (const one of presented) {
    looked.push(await look(detector.value, one, fps));
    progress.step(true);
  }
  progress.end();
  const answers = MODES.map((mode) => [mode, presented.map(({ kind }, i) => answer(kind, looked[i]!, mode))] as const);
  const byMode = answers.map(([mode, all]) => [mode, ratesByKind(all.map(({ outcome }) => outcome))] as const);
  if (values.verbose) {
    for (const [i, { name }] of presented.entries()) {
      const [standard, strict] = answers.map(([, all]) => all[i]!) as [Answer, Answer];
      say(
        `${name}: standard ${standard.outcome.answer} after ${round(standard.waitMs, 0)} ms, strict ${strict.outcome.answer} after ${round(strict.waitMs, 0)} ms ${JSON.stringify(strict.cues)}`,
      );
    }
  }
  const cueMs = looked.flatMap((l) => l.cueMs);
  const detectMs = looked.flatMap((l) => l.detectMs);
  if (values.json) {
    const rates = Object.fromEntries(
      byMode.map(([mode, kinds]) => [mode, Object.fromEntries(kinds.map(({ kind, ...rest }) => [kind, rest]))]),
    );
    process.stdout.write(
      `${JSON.stringify({ presentations: presented.length, frames: looked.reduce((n, l) => n + l.frames, 0), liveness_ms: { p50: round(p50(cueMs), 1), p95: round(p95(cueMs), 1) }, ...rates })}\n`,
    );
  } else {
    const costs = `A frame: ${round(p50(detectMs), 0)} ms to find the face, ${round(p50(cueMs), 1)} ms for models and cues (p50; p95 ${round(p95(cueMs), 1)})`;
    process.stdout.write(`${text(folder, presented, byMode, looked.filter((l) => l.frames === 1).length, costs)}\n`);
  }
  return 0;
}
