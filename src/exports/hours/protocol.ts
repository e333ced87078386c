/** What main and the exporter process say to each other. One process writes one file and ends; main sends people a few at a time, as they are asked for, and all of them
 * again for each pass (`passes.ts`). */
import { z } from 'zod';
import { ExportTemplate, LeftOut } from '../../shared/exports.ts';
import type { ExportContext, PersonBlock } from './source.ts';

/** `path`: a file that is there, to be written over; null = nothing is kept (a dry run). */
export type ToExporter =
  | { readonly type: 'begin'; readonly context: ExportContext; readonly path: string | null }
  | { readonly type: 'people'; readonly blocks: readonly PersonBlock[] }
  /** Of a pass. */
  | { readonly type: 'end' };

const Context = z.looseObject({ template: ExportTemplate, zone: z.string(), language: z.enum(['en', 'zh-CN']) });
/** The rest of it is main's own, and as typed as between any two files. */
export const Begin = z.strictObject({ type: z.literal('begin'), context: Context, path: z.string().nullable() });

export const FromExporter = z.discriminatedUnion('type', [
  /** People are waited for. */
  z.strictObject({ type: z.literal('more') }),
  z.strictObject({
    type: z.literal('done'),
    written: z.strictObject({
      rows: z.int(),
      people: z.int(),
      leftOut: z.array(LeftOut),
      bytes: z.int(),
      hash: z.string().length(64),
    }),
  }),
  z.strictObject({ type: z.literal('failed'), message: z.string() }),
]);
export type FromExporter = z.infer<typeof FromExporter>;
