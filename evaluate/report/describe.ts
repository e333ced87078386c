/** What was judged, in words that stand beside every figure. */
import type { Identification } from '../measure/identification.ts';
import { DRAWS } from '../measure/identification.ts';
import type { Judgement } from '../measure/judge.ts';

export type About = {
  /** "LFW view 2" or the names of the places. */
  readonly set: string;
  readonly lfw: boolean;
  /** Every picture looked at has three equal channels. */
  readonly grey: boolean;
  readonly aligned: boolean;
  readonly limit: number | null;
  readonly model: string;
  readonly runtime: string;
  readonly engineMs: number | null;
  readonly unreadable: number;
  readonly missingPairs: number;
};

export const percent = (share: number, digits = 2): string => `${(100 * share).toFixed(digits)} %`;
export const thousands = (n: number): string => n.toLocaleString('en-US');

export function setLine(about: About, j: Judgement): string {
  const grey = about.grey ? 'all pictures are grey, so every figure here is for grey pictures' : 'in colour';
  const what = about.aligned ? 'crops taken as they came' : 'from photograph to embedding by the app’s own vision and engine';
  const limit = about.limit === null ? '' : ` A TRIAL WITH --limit ${about.limit}: no result.`;
  return `${about.set}: ${thousands(j.faces)} pictures of ${thousands(j.people)} people, ${what}; ${grey}.${limit}`;
}

export function fteLine(j: Judgement): string {
  if (!j.fte) return 'FTE: not measured, the crops came aligned.';
  return `FTE: ${percent(j.fte.share)}, no face found in ${j.fte.failures} of ${j.faces}; their middle is compared, as the paper does.`;
}

export function pairsLine(j: Judgement): string {
  const { genuinePairs, impostorPairs } = j.counts;
  return (
    `All pairs: ${thousands(genuinePairs)} genuine, ${thousands(impostorPairs)} impostor. ` +
    'Pairs of one person hang together, so intervals are from a bootstrap by person ' +
    `(most genuine pairs: ${j.largest.person.replaceAll('_', ' ')}, ${percent(j.largest.share, 1)}).`
  );
}

export function identificationLine(i: Identification): string {
  return (
    `${DRAWS} random galleries of ${thousands(i.gallery)}, together ${thousands(i.matedSearches)} mated searches and ` +
    `${thousands(i.nonMatedSearches)} of ${thousands(i.strangers)} people who are not enrolled`
  );
}

/** Fewer false matches than this and the FMR is itself a guess (rule of 30: 90 % sure to be within 30 %). */
export const RULE_OF_30 = 30;
