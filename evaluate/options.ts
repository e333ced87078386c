/** The command line of `npm run evaluate`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { err, ok, type Result } from '../src/domain/result.ts';
import { ENGINE_KINDS } from '../src/engine/embedder.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** Where this project's faces lie; they are never part of it. */
export const FACES = join(ROOT, '../shared/faces');

export const USAGE = `npm run evaluate -- [PLACE …] [options]

PLACE          a folder with a folder of photographs for each person, or tar files of such folders.
               Without: LFW's view 2 in ../shared/faces.
--pairs FILE   pairs in LFW's format, in folds. Without: pairs are drawn by LFW's rule.
--aligned      the pictures are 112 x 112 aligned crops; no detector.
--labels TSV   the person of picture 000000.webp, 000001.webp, … : first column of each row.
--model FILE   the model; its card stands beside it as .json. Without: resources/model/q.onnx.
--engine KIND  ${ENGINE_KINDS.join(' or ')}.
--limit N      the first N pictures only, where there are pairs: whole pairs from every fold.
--out FILE     also write a report, one HTML file.
--cache DIR    where crops and embeddings are kept: .cache/evaluate.
--crops-only   find and cut the faces, then stop.
--json         one line of JSON on stdout and nothing else.

Presentation attacks: npm run evaluate -- liveness FOLDER (--help says more).
The held-out split: npm run evaluate -- --aligned ../shared/faces/dev-00.tar --labels ../shared/faces/dev.tsv`;

const Options = z.object({
  places: z.array(z.string().min(1)),
  pairs: z.string().optional(),
  labels: z.string().optional(),
  aligned: z.boolean(),
  model: z.string(),
  engine: z.enum(ENGINE_KINDS).optional(),
  limit: z.coerce.number('--limit is a whole number').int().min(2).optional(),
  out: z.string().optional(),
  cache: z.string(),
  cropsOnly: z.boolean(),
  json: z.boolean(),
  help: z.boolean(),
});
export type Options = z.infer<typeof Options>;

/** @returns the options with LFW filled in where no place is named, or a sentence that says what is wrong. */
export function readOptions(args: readonly string[]): Result<Options, string> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        pairs: { type: 'string' },
        labels: { type: 'string' },
        aligned: { type: 'boolean', default: false },
        model: { type: 'string', default: join(ROOT, 'resources/model/q.onnx') },
        engine: { type: 'string' },
        limit: { type: 'string' },
        out: { type: 'string' },
        cache: { type: 'string', default: join(ROOT, '.cache/evaluate') },
        'crops-only': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (e) {
    return err(e instanceof Error ? e.message : String(e));
  }
  const { positionals: places, values } = parsed;
  const options = Options.safeParse({ ...values, places, cropsOnly: values['crops-only'] });
  if (!options.success) return err(options.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  if (options.data.places.length > 0 || options.data.help) return ok(options.data);
  const lfw = ['lfw-00.tar', 'lfw-01.tar'].map((name) => join(FACES, name));
  if (!lfw.every((file) => existsSync(file))) return err(`name a folder: there is no LFW in ${FACES}`);
  return ok({ ...options.data, places: lfw, pairs: options.data.pairs ?? join(FACES, 'lfw-pairs.txt') });
}

export const cardBeside = (model: string): string => model.replace(/\.onnx$/, '') + '.json';
