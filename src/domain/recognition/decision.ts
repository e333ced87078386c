/** What was measured when the app decided about one visit. Stored with the event for ever; holds no picture and no embedding. */
import type { Liveness, Quality } from './face.ts';
import type { Stage } from './looks.ts';

export type Candidate = { readonly personId: number; readonly score: number };

/**
 * Milliseconds of each stage; the renderer's are of the last voted frame. `visit` is first usable frame to decision, `last` is from the last
 * voted frame, its detection included (absent in rows from before it was measured).
 */
export type StageTimes = {
  readonly detect: number;
  readonly align: number;
  readonly liveness: number;
  readonly embed: number;
  readonly match: number;
  readonly visit: number;
  readonly last?: number | undefined;
};

/** How somebody said who they are. */
export const METHODS = ['face', 'pin', 'badge', 'face+pin'] as const;
export type Method = (typeof METHODS)[number];

/** What the passive liveness check said of a visit's frames. */
export type Presentation = {
  readonly mode: 'standard' | 'strict';
  readonly verdict: 'live' | 'attack' | 'unsure';
  /** 0..1, 1 = live. */
  readonly live: number;
  /** Each cue's own 0..1, 1 = live, by the cue's name. */
  readonly cues: Readonly<Record<string, number>>;
};

export type DecisionRecord = {
  /** Best and second-best person of the gallery, cosine of 2048-d embeddings; null where the gallery has none. */
  readonly first: Candidate | null;
  readonly second: Candidate | null;
  /** first.score - second.score; null without a runner-up. Where a look-alike further behind decided, `second` is that look-alike. */
  readonly margin: number | null;
  readonly threshold: number;
  readonly marginRequired: number;
  /** Frames whose embeddings were averaged. */
  readonly frames: number;
  /** Frames that were looked at, averaged or not, and by which look's threshold the last was judged; absent in rows from before a visit could be decided early. */
  readonly looks?: number | undefined;
  readonly stage?: Stage | undefined;
  readonly quality: Quality;
  /** Cosine between the embeddings of the picture and of its mirror image, of the best frame. */
  readonly mirrorCosine: number;
  readonly liveness: Liveness | null;
  /** null = liveness was off. */
  readonly presentation: Presentation | null;
  /** Cosine of the probe to the best person's nearest counter-example ("not him"); null without any. */
  readonly counterExample: number | null;
  /** `first` and `second` are known to be look-alikes: `marginRequired` is the larger one. */
  readonly lookAlike: boolean;
  readonly modelId: string;
  readonly times: StageTimes;
};
