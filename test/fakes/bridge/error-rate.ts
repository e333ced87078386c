/** A site of 214 people with a model that is good enough for most doors, and a month of visits. Seeded; every run sees the same. */
import { ok } from '../../../src/domain/result.ts';
import type { StoredVisit } from '../../../src/domain/recognition/what-if.ts';
import type { ErrorRateBasis } from '../../../src/shared/calls/error-rate.ts';
import { seeded } from '../../../tools/random.ts';

const bell = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

export function sampleBasis(people = 214, weak = false): ErrorRateBasis {
  const next = seeded(5);
  return {
    modelId: 'q-2026-11-24',
    strangers: {
      points: Array.from({ length: 51 }, (_, k) => ({
        fmr: 10 ** (-k / 10),
        threshold: weak ? 0.1 + 0.0098 * k : 0.02 + 0.0055 * k,
      })),
      pairs: 3_928_284,
      faces: 2_804,
      groups: [
        { name: 'White men', kind: 'adults', shift: 0.065, scale: 0.77 },
        { name: 'Asian women', kind: 'adults', shift: 0.095, scale: 1.03 },
        { name: 'ages 60 to 116', kind: 'adults', shift: 0.063, scale: 1.17 },
        { name: 'ages 3 to 9', kind: 'children', shift: 0.146, scale: 1.12 },
      ],
    },
    misses: [
      {
        frames: 1,
        templates: 1,
        misses: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7].map((threshold, i) => ({
          threshold,
          fnmr: (weak ? [0.2, 0.28, 0.48, 0.7, 0.87, 0.955, 0.98] : [0.002, 0.004, 0.011, 0.03, 0.08, 0.2, 0.5])[i]!,
        })),
        genuineTrials: 83_398,
        people: 20,
      },
    ],
    gallery: { people, templates: people * 5 },
    scores: Array.from({ length: people }, (_, i) => ({
      personId: i + 1,
      frames: 3,
      other: (weak ? 0.44 : 0.21) + 0.035 * bell(next),
      otherId: ((i + 7) % people) + 1,
      own: Math.min(0.98, (weak ? 0.74 : 0.68) + 0.11 * bell(next)),
    })),
    left: 0,
  };
}

export function sampleVisits(now: number, modelId = 'q-2026-11-24'): StoredVisit[] {
  const next = seeded(11);
  const names = ['林晓梅', 'Ana Kovač', '陈伟', 'Tomás Ribeiro', '欧阳静怡', 'Grace Okafor'];
  const visits: StoredVisit[] = [];
  for (let i = 0; i < 900; i++) {
    const who = Math.floor(next() * names.length);
    const score = 0.62 + 0.12 * bell(next);
    const stranger = next() < 0.04;
    const first = { personId: who + 1, name: names[who]!, score: stranger ? 0.24 + 0.05 * bell(next) : score };
    const second = {
      personId: ((who + 1) % names.length) + 1,
      name: names[(who + 1) % names.length]!,
      score: first.score - 0.12 - 0.2 * next(),
    };
    const match = first.score >= 0.36;
    visits.push({
      eventId: i + 1,
      at: now - (900 - i) * 47 * 60_000,
      kind: match ? 'recognised' : 'refused',
      reason: match ? null : 'not-recognised',
      method: 'face',
      personId: match ? first.personId : null,
      name: match ? first.name : null,
      takenBack: match && first.score < 0.39,
      decision: {
        first,
        second,
        threshold: 0.36,
        marginRequired: 0.03,
        lookAlike: false,
        counterExample: null,
        attack: false,
        frames: 3,
        stage: null,
        sameModel: modelId === 'q-2026-11-24',
      },
    });
  }
  return visits;
}

export function errorRateAnswers(now: number) {
  const visits = sampleVisits(now);
  return {
    'errorRate.basis': () => ok(sampleBasis()),
    'errorRate.visits': (i: { from: number; after: number; limit: number }) => {
      const left = visits.filter((v) => v.at >= i.from && v.eventId > i.after);
      const page = left.slice(0, i.limit);
      return ok({
        visits: page,
        more: left.length > i.limit,
        done: left.length > i.limit ? (page.at(-1)?.eventId ?? 0) / visits.length : 1,
      });
    },
  };
}
