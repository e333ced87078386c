/** What main and the process that holds an archive say to each other. Both parse what they hear: a process that has read a stranger's file is a stranger itself. */
import { z } from 'zod';
import { PhotoArchiveList, PhotoBytes } from '../../shared/photo-archive.ts';
import { AppErrorSchema } from '../../shared/schemas.ts';

const Site = z.strictObject({ language: z.string().max(20), timeZone: z.string().max(60) });

/** The first message opens; each further one asks for one entry. One process holds one archive, until it is ended. */
export const ToPhotos = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open'), path: z.string(), site: Site }),
  z.strictObject({ type: z.literal('read'), question: z.int(), entry: z.int().min(0) }),
]);
export type ToPhotos = z.infer<typeof ToPhotos>;

const failed = z.strictObject({ ok: z.literal(false), error: AppErrorSchema });
const answer = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), value }), failed]);

export const FromPhotos = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('opened'), result: answer(PhotoArchiveList) }),
  z.strictObject({ type: z.literal('read'), question: z.int(), result: answer(PhotoBytes) }),
]);
export type FromPhotos = z.infer<typeof FromPhotos>;
