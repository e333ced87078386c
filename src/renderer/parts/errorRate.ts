/** What the error rate comes to, in words: shared by Settings and by its own screen. */
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { createAdvisor, type Advisor, type AtThreshold } from '../../domain/recognition/error-rate-advice.ts';
import type { ErrorRateBasis } from '../../shared/calls/error-rate.ts';
import type { Settings } from '../../shared/settings.ts';
import { useAnswer } from '../base/answers.ts';

/** While people are measured in the background, it is asked again after so many ms. */
const AGAIN_MS = 3_000;

/** What main knows, asked again while it is measuring and when faces change. */
export const useErrorRateBasis = () =>
  useAnswer('errorRate.basis', null, { every: (basis) => ((basis?.left ?? 0) > 0 ? AGAIN_MS : null) });

/** @param measured frames that main measured this site for: another vote's scores are not known */
export function useAdvisor(
  basis: ErrorRateBasis | null,
  { voteFrames: frames, margin, strangers: kind }: Pick<Settings['recognition'], 'voteFrames' | 'margin' | 'strangers'>,
  measured: number,
): Advisor | null {
  return useMemo(
    () =>
      basis &&
      createAdvisor({
        strangers: basis.strangers,
        misses: basis.misses,
        gallery: basis.gallery,
        scores: frames === measured ? basis.scores : [],
        frames,
        margin,
        kind,
      }),
    [basis, frames, margin, kind, measured],
  );
}

/** Both figures say the same, in whole people of a hundred. */
const NEAR = 2;

/** "With 214 people and this model: threshold 0.41, about 3 in 100 of your people will need a second try." */
export function sentenceOf(t: TFunction<'errorRate'>, people: number, at: AtThreshold): string {
  const [low, high] = [Math.round(100 * at.misses.low), Math.round(100 * at.misses.high)];
  const facts = { with: t('with', { count: people, people, threshold: at.threshold.toFixed(2) }), low, high, n: high };
  const modelIsHarsher = at.model.atLeast && at.model.fnmr >= at.misses.high;
  if (high - low > NEAR) return modelIsHarsher ? t('sentence.betweenOrMore', facts) : t('sentence.between', facts);
  if (modelIsHarsher) return t('sentence.atLeast', facts);
  return high < 1 ? t('sentence.none', facts) : t('sentence.about', facts);
}

/** One stranger in so many: whole numbers that people can read, 1 in 9,870 as 9,900. */
export function oneIn(rate: number): number {
  const n = 1 / Math.max(rate, 1e-12);
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1);
  return Math.round(n / scale) * scale;
}

/** A group of the model's card (training/lintel_train/strangers.py names them) in the reader's language: "women of Asian origin", "60 years and older". */
export function groupName(t: TFunction<'errorRate'>, name: string): string {
  const ages = /^ages (\d+) to (\d+)$/.exec(name);
  if (ages)
    return Number(ages[2]) > 100 ? t('group.from', { from: ages[1]! }) : t('group.ages', { from: ages[1]!, to: ages[2]! });
  const who = /^(White|Black|Asian|Indian|others) (adults|men|women)$/.exec(name);
  if (!who) return name;
  return t(`group.${who[2] as 'adults' | 'men' | 'women'}`, {
    origin: t(`group.origin.${who[1] as 'White' | 'Black' | 'Asian' | 'Indian' | 'others'}`),
  });
}
