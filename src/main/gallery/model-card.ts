/** What main reads of the model's card: thresholds and the about page. The engine process checks the model file itself. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ModelMisses, Strangers } from '../../domain/recognition/error-rate.ts';
import { Card } from '../../engine/card.ts';
import type { About } from '../../shared/contract.ts';

const rate = z.number().min(0).max(1);
const cosine = z.number().min(-1).max(1);
const count = z.int().min(0);
/** The card with what is shown to people. */
const FullCard = Card.omit({ selfCheck: true }).extend({
  accuracy: z.object({
    heldOut: z.object({
      people: count.optional(),
      genuinePairs: count.optional(),
      impostorPairs: count.optional(),
      fnmr: z.array(z.object({ fmr: rate, fnmr: rate, threshold: cosine.optional() })),
    }),
  }),
  /** Strangers' thresholds by FMR, ten a decade, and groups of them; older cards have the five of `thresholds` alone. */
  impostors: z
    .object({
      faces: count.optional(),
      pairs: count.optional(),
      tail: z.array(z.tuple([rate, cosine])).max(200),
      groups: z
        .array(
          z.object({
            group: z.string().min(1).max(60),
            kind: z.enum(['adults', 'children', 'everybody']),
            shift: z.number(),
            scale: z.number().positive(),
          }),
        )
        .max(100)
        .optional(),
    })
    .optional(),
  /** Rates of searches as a door makes them (training/lintel_train/report.py, door_rates); older cards have none. */
  door: z
    .array(
      z.object({
        frames: z.int().min(1),
        templates: z.int().min(1),
        people: count,
        genuineSearches: count,
        misses: z.array(z.tuple([cosine, rate])).max(200),
      }),
    )
    .max(40)
    .optional(),
  training: z.object({ imagesSeen: z.int().min(0), faces: z.int().min(0), sets: z.array(z.string()), teacher: z.string() }),
});
type FullCard = z.infer<typeof FullCard>;

export type Model = {
  /** The model that templates are made with; '' while the card cannot be read (the engine then says why). */
  id(): string;
  /** Cosine at `ADVISED_FMR`. */
  advisedThreshold(): number;
  /** A cosine that one in ten pairs of strangers exceeds: under it, two pictures are hardly of one person. */
  looseThreshold(): number;
  /** What the card says of strangers and of misses, single pictures first; empty while the card cannot be read. */
  strangers(): Strangers;
  misses(): readonly ModelMisses[];
  about(): About['model'];
};

/** The rate that the advised threshold is for: one wrong match in 10,000 comparisons. */
export const ADVISED_FMR = 1e-4;
const LOOSE_FMR = 0.1;

/** The threshold of the held-out impostors at a false match rate, or at the strictest rate that the card reaches. */
export function thresholdAt(card: Pick<Card, 'thresholds'>, fmr: number): number {
  const reached = card.thresholds.filter((t) => t.fmr >= fmr * 0.999).sort((a, b) => a.fmr - b.fmr);
  // Without any threshold nothing matches: 1 is out of reach.
  return reached[0]?.threshold ?? 1;
}

function readCard(file: string): FullCard | null {
  try {
    const parsed = FullCard.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const byThreshold = (a: { readonly threshold: number }, b: { readonly threshold: number }): number => a.threshold - b.threshold;

const NO_STRANGERS: Strangers = { points: [], pairs: 0, faces: 0, groups: [] };

function strangersOf({ impostors, thresholds, accuracy }: FullCard): Strangers {
  const tail = impostors?.tail ?? thresholds.map((t): [number, number] => [t.fmr, t.threshold]);
  return {
    // From false matches of everybody to those of nobody.
    points: tail.map(([fmr, threshold]) => ({ fmr, threshold })).sort((a, b) => byThreshold(a, b) || b.fmr - a.fmr),
    pairs: impostors?.pairs ?? accuracy.heldOut.impostorPairs ?? 0,
    faces: impostors?.faces ?? 0,
    groups: (impostors?.groups ?? []).map(({ group, kind, shift, scale }) => ({ name: group, kind, shift, scale })),
  };
}

function missesOf(card: FullCard): readonly ModelMisses[] {
  const { people = 0, genuinePairs = 0, fnmr } = card.accuracy.heldOut;
  const single: ModelMisses = {
    frames: 1,
    templates: 1,
    misses: fnmr
      .flatMap((row) => (row.threshold === undefined ? [] : [{ threshold: row.threshold, fnmr: row.fnmr }]))
      .sort(byThreshold),
    genuineTrials: genuinePairs,
    people,
  };
  const door = (card.door ?? []).map((row) => ({
    frames: row.frames,
    templates: row.templates,
    misses: row.misses.map(([threshold, missed]) => ({ threshold, fnmr: missed })).sort(byThreshold),
    genuineTrials: row.genuineSearches,
    people: row.people,
  }));
  return [single, ...door];
}

export function readModel(cardFile: string): Model {
  const card = readCard(cardFile);
  const strangers = card ? strangersOf(card) : NO_STRANGERS;
  const misses = card ? missesOf(card) : [];
  return {
    id: () => card?.id ?? '',
    advisedThreshold: () => (card ? thresholdAt(card, ADVISED_FMR) : 1),
    looseThreshold: () => (card ? thresholdAt(card, LOOSE_FMR) : 1),
    strangers: () => strangers,
    misses: () => misses,
    about: () =>
      card && {
        id: card.id,
        network: card.network,
        bytes: card.bytes,
        sha256: card.sha256,
        accuracy: card.accuracy.heldOut.fnmr.map(({ fmr, fnmr }) => ({ falseMatchRate: fmr, falseNonMatchRate: fnmr })),
        advisedThreshold: thresholdAt(card, ADVISED_FMR),
        trainedOn: `${card.training.faces} faces: ${card.training.sets.join(', ')}; teacher: ${card.training.teacher}`,
        imagesSeen: card.training.imagesSeen,
      },
  };
}
