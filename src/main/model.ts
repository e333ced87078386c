/** What main reads of the model's card: thresholds and the about page. The engine process checks the model file itself. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ModelRates } from '../domain/recognition/error-rate.ts';
import { Card } from '../engine/card.ts';
import type { About } from '../shared/contract.ts';

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
  /** Impostors' thresholds by FMR, ten a decade; older cards have the five of `thresholds` alone. */
  impostors: z.object({ tail: z.array(z.tuple([rate, cosine])).max(200) }).optional(),
  /** Rates of searches as a door makes them (training/lintel_train/report.py, door_rates); older cards have none. */
  door: z
    .array(
      z.object({
        frames: z.int().min(1),
        templates: z.int().min(1),
        people: count,
        impostorSearches: count,
        genuineSearches: count,
        tail: z.array(z.tuple([rate, cosine])).max(200),
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
  /** What the card says of false matches and misses, single pictures first; empty while the card cannot be read. */
  errorRates(): readonly ModelRates[];
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

/** From false matches of everybody to those of nobody. */
function impostorsOf(tail: readonly (readonly [fmr: number, threshold: number])[]): ModelRates['impostors'] {
  return tail.map(([fmr, threshold]) => ({ fmr, threshold })).sort((a, b) => byThreshold(a, b) || b.fmr - a.fmr);
}

function ratesOf(card: FullCard): readonly ModelRates[] {
  const { people = 0, genuinePairs = 0, impostorPairs = 0, fnmr } = card.accuracy.heldOut;
  const single: ModelRates = {
    frames: 1,
    templates: 1,
    impostors: impostorsOf(card.impostors?.tail ?? card.thresholds.map((t) => [t.fmr, t.threshold])),
    impostorTrials: impostorPairs,
    misses: fnmr.flatMap((row) => (row.threshold === undefined ? [] : [{ threshold: row.threshold, fnmr: row.fnmr }])).sort(byThreshold),
    genuineTrials: genuinePairs,
    people,
  };
  const door = (card.door ?? []).map((row) => ({
    frames: row.frames,
    templates: row.templates,
    impostors: impostorsOf(row.tail),
    impostorTrials: row.impostorSearches,
    misses: row.misses.map(([threshold, missed]) => ({ threshold, fnmr: missed })).sort(byThreshold),
    genuineTrials: row.genuineSearches,
    people: row.people,
  }));
  // A measurement without a single false match says nothing.
  return [single, ...door].filter((row) => row.impostors.length > 0);
}

export function readModel(cardFile: string): Model {
  const card = readCard(cardFile);
  const rates = card ? ratesOf(card) : [];
  return {
    id: () => card?.id ?? '',
    advisedThreshold: () => (card ? thresholdAt(card, ADVISED_FMR) : 1),
    looseThreshold: () => (card ? thresholdAt(card, LOOSE_FMR) : 1),
    errorRates: () => rates,
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
