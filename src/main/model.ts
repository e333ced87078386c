/** What main reads of the model's card: thresholds and the about page. The engine process checks the model file itself. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Card } from '../engine/card.ts';
import type { About } from '../shared/contract.ts';

const rate = z.number().min(0).max(1);
/** The card with what is shown to people. */
const FullCard = Card.omit({ selfCheck: true }).extend({
  accuracy: z.object({ heldOut: z.object({ fnmr: z.array(z.object({ fmr: rate, fnmr: rate })) }) }),
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

export function readModel(cardFile: string): Model {
  const card = readCard(cardFile);
  return {
    id: () => card?.id ?? '',
    advisedThreshold: () => (card ? thresholdAt(card, ADVISED_FMR) : 1),
    looseThreshold: () => (card ? thresholdAt(card, LOOSE_FMR) : 1),
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
