/** The visit as a table: what comes in, and the effects that follow, in order. The world's answers are as simple as they can be. */
import { describe, expect, test } from 'vitest';
import { goodQuality } from '../../../test/fakes/quality.ts';
import { observation } from '../../../test/fakes/observation.ts';
import { cosine } from '../../domain/recognition/vote.ts';
import type { KioskDecision } from '../../shared/schemas.ts';
import type { Policy } from './look.ts';
import { step } from './visit.machine.ts';
import { NOBODY, type VisitEffect, type VisitInput, type VisitState } from './visit.state.ts';

const POLICY: Policy = { threshold: 0.5, margin: 0.05, voteFrames: 3, sameFace: 0.3 };
/** Faces in three dimensions: Ana is 1, Ben is 2, `x` is a stranger, `=` as near to one as to the other, `a` nearly Ana. */
const FACES: Readonly<Record<string, readonly [number, number, number]>> = {
  ana: [1, 0, 0],
  ben: [0, 1, 0],
  x: [0, 0, 1],
  '=': [0.7, 0.7, 0],
  a: [0.9, 0.3, 0.3],
};
const PEOPLE = [1, 2] as const;
const NAMES = { 1: 'ana', 2: 'ben' } as const;

type Row = {
  readonly policy?: Partial<Policy>;
  /** Known look-alikes and what they were mistaken for, by who is near. */
  readonly rivals?: readonly number[];
  readonly counterExample?: number;
  /** What admit says; by itself: welcome. */
  readonly admits?: KioskDecision;
  /** What fails when it is asked for. */
  readonly fails?: VisitEffect['kind'];
  /** What comes in -> effects. `ana 2` is Ana's face as track 2; `pin 1`, `again` (try again), `wait 30000` ms, and then `called` back. */
  readonly story: readonly (readonly [string, string])[];
};

function vector(name: string): Float32Array {
  const [x, y, z] = FACES[name]!;
  const n = Math.hypot(x, y, z);
  return Float32Array.from([x / n, y / n, z / n]);
}

const shown = (effect: VisitEffect): string => {
  switch (effect.kind) {
    case 'guard':
      return `guard ${effect.near ?? '-'}`;
    case 'book':
      return `book ${effect.punch.reason} ${effect.punch.personId ?? '-'}`;
    case 'admit':
      return `admit ${effect.who.personId} ${effect.who.method}`;
    case 'wake':
      return `wake ${effect.ms}`;
    case 'answer': {
      const { decision } = effect;
      return decision === null ? '-' : 'reason' in decision ? `${decision.state} ${decision.reason}` : decision.state;
    }
    default:
      return effect.kind;
  }
};

function world({ policy = {}, rivals = [], counterExample, admits, fails }: Row) {
  let state = NOBODY;
  let now = 1_000_000;
  let face = 'x';
  /** Both, so that a step that kept something of its own would be seen. */
  const twice = (input: VisitInput) => {
    const frozen = freeze(state);
    const first = step(frozen, input);
    expect(step(frozen, input)).toEqual(first);
    return first;
  };
  function reply(effect: VisitEffect): VisitInput | null {
    switch (effect.kind) {
      case 'embed':
        return { kind: 'embedded', vector: vector(face), mirrorCosine: 0.9, ms: 12, now };
      case 'match': {
        const ranked = PEOPLE.map((personId) => ({ personId, score: cosine(effect.probe, vector(NAMES[personId])) }));
        const [first, second] = ranked.sort((a, b) => b.score - a.score);
        return { kind: 'matched', first: first!, second: second!, now };
      }
      case 'guard': {
        const known = effect.near === null ? [] : rivals;
        const scored = known.map((personId) => ({ personId, score: cosine(effect.probe, vector(NAMES[personId as 1 | 2])) }));
        const mistaken = effect.near === null ? null : (counterExample ?? null);
        return { kind: 'guarded', rivals: scored, counterExample: mistaken, modelId: 'q', now };
      }
      case 'book':
        return { kind: 'booked', now };
      case 'admit': {
        const welcome: KioskDecision = {
          state: 'welcome',
          eventId: 7,
          name: 'Ana',
          direction: 'in',
          at: now,
          method: 'face',
          last: null,
        };
        return { kind: 'admitted', decision: admits ?? welcome, now };
      }
      default:
        return null;
    }
  }
  function run(input: VisitInput): string {
    const said: string[] = [];
    for (let next: VisitInput | null = input; next;) {
      const done = twice(next);
      state = done.state;
      next = null;
      for (const effect of done.effects) {
        said.push(shown(effect));
        if (effect.kind === fails) {
          state = { ...state, next: null, looking: null };
          return [...said, 'fails'].join(' > ');
        }
        next = reply(effect) ?? next;
      }
    }
    return said.join(' > ');
  }
  return (what: string): string => {
    const [word = '', n = '1'] = what.split(' ');
    if (word === 'wait') {
      now += Number(n);
      return '';
    }
    now += 100;
    if (word === 'pin') return run({ kind: 'confirm', personId: Number(n), now });
    if (word === 'again') return run({ kind: 'reset', now });
    if (word === 'called') return run({ kind: 'woken', now });
    face = word === 'poor' ? 'x' : word;
    const quality = word === 'poor' ? { ...goodQuality(), Sharpness: 0 } : goodQuality();
    return run({
      kind: 'face',
      observation: observation({ track: Number(n), frame: 0, quality }),
      policy: { ...POLICY, ...policy },
      now,
    });
  };
}

/** Numbers of arrays cannot be frozen; everything around them can. */
function freeze(state: VisitState): VisitState {
  const each = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return;
    Object.freeze(value);
    Object.values(value).forEach(each);
  };
  each(state);
  return state;
}

const PIN = { secondFactor: { rule: 'always', faceAloneKeepsRate: true, doorAsks: false } } as const;
const looking = ['embed > checking', 'embed > checking'] as const;
const ana = (last: string): readonly (readonly [string, string])[] => [
  ['ana', looking[0]],
  ['ana', looking[1]],
  ['ana', last],
];
const patient = (name: string): readonly (readonly [string, string])[] => [
  [name, looking[0]],
  [name, looking[1]],
  ...Array.from({ length: 6 }, () => [name, 'embed > match > guard - > checking'] as const),
];
const WELCOME = 'embed > match > guard 1 > admit 1 face > keep-probe > welcome';
const ASKED = 'embed > match > guard 1 > wake 30000 > need-pin';
const NEED_PIN = 'need-pin';

const STORIES: Readonly<Record<string, Row>> = {
  'a known person is let in by the vote, and told "again" while they stay': {
    story: [...ana(WELCOME), ['ana', 'embed > again'], ['ana', 'embed > again']],
  },
  'a poor frame is no frame; after the answer it changes nothing': {
    story: [['poor', 'guide hold-still'], ...ana(WELCOME), ['poor', 'again']],
  },
  'a stranger is refused after more patience, once': {
    story: [
      ...patient('x'),
      ['x', 'embed > match > guard - > book not-recognised - > refused not-recognised'],
      ['x', 'embed > refused not-recognised'],
    ],
  },
  'a stranger whom the tracker loses and finds is no second row, until ten seconds have gone by': {
    story: [
      ...patient('x'),
      ['x', 'embed > match > guard - > book not-recognised - > refused not-recognised'],
      ...patient('x').map(([name, said]) => [`${name} 2`, said] as const),
      ['x 2', 'embed > match > guard - > refused not-recognised'],
      ['wait 11000', ''],
      ...patient('x').map(([name, said]) => [`${name} 3`, said] as const),
      ['x 3', 'embed > match > guard - > book not-recognised - > refused not-recognised'],
    ],
  },
  '"try again" forgets the refusal': {
    story: [
      ...patient('x'),
      ['x', 'embed > match > guard - > book not-recognised - > refused not-recognised'],
      ['again', '-'],
      ...patient('x'),
      ['x', 'embed > match > guard - > book not-recognised - > refused not-recognised'],
    ],
  },
  'a row of a refusal that cannot be written: the next frame tries again': {
    fails: 'book',
    story: [
      ...patient('x'),
      ['x', 'embed > match > guard - > book not-recognised - > fails'],
      ['x', 'embed > match > guard - > book not-recognised - > fails'],
    ],
  },
  'an engine that fails leaves the visit as it was': {
    fails: 'embed',
    story: [
      ['ana', 'embed > fails'],
      ['ana', 'embed > fails'],
    ],
  },
  'a welcome that cannot be written is tried again with the next frame': {
    fails: 'admit',
    story: [...ana('embed > match > guard 1 > admit 1 face > fails'), ['ana', 'embed > match > guard 1 > admit 1 face > fails']],
  },
  'two unlike frames in a row are somebody else': {
    story: [...ana(WELCOME), ['x', 'embed > again'], ['ana', 'embed > again'], ['x', 'embed > again'], ['x', 'embed > checking']],
  },
  'as near to two people is ambiguous': {
    story: [
      ['=', looking[0]],
      ['=', looking[1]],
      ...Array.from({ length: 6 }, () => ['=', 'embed > match > guard 1 > checking'] as const),
      ['=', 'embed > match > guard 1 > book ambiguous - > refused ambiguous'],
    ],
  },
  'a rule of the door refuses: told while they stay, admit has written it': {
    admits: { state: 'refused', reason: 'no-access', from: null, name: 'Ana' },
    story: [...ana('embed > match > guard 1 > admit 1 face > refused no-access'), ['ana', 'embed > refused no-access']],
  },
  'a PIN is asked for, and settles the visit': {
    policy: PIN,
    story: [
      ...ana(ASKED),
      ['ana', `embed > ${NEED_PIN}`],
      ['pin 2', '-'],
      ['pin 1', 'admit 1 face+pin > keep-probe > welcome'],
      ['ana', 'embed > again'],
      ['pin 1', '-'],
    ],
  },
  'whoever looks down at the keys, is lost and found by the tracker, is not asked twice': {
    policy: PIN,
    story: [
      ...ana(ASKED),
      ['pin 1', 'admit 1 face+pin > keep-probe > welcome'],
      ['ana 2', looking[0]],
      ['ana 2', looking[1]],
      ['ana 2', 'embed > match > guard 1 > again'],
    ],
  },
  'a PIN whose row cannot be written may be typed again': {
    policy: PIN,
    fails: 'admit',
    story: [...ana(ASKED), ['pin 1', 'admit 1 face+pin > fails'], ['pin 1', 'admit 1 face+pin > fails']],
  },
  'whoever is asked and goes is one row when somebody else was judged': {
    policy: PIN,
    story: [
      ...ana(ASKED),
      ['ben 2', looking[0]],
      ['ben 2', looking[1]],
      // Somebody calls back already.
      ['ben 2', 'embed > match > guard 2 > book no-second-factor 1 > need-pin'],
      ['pin 1', '-'],
      ['pin 2', 'admit 2 face+pin > keep-probe > welcome'],
    ],
  },
  'whoever is asked and goes is one row after half a minute, though nobody comes': {
    policy: PIN,
    story: [
      ...ana(ASKED),
      ['wait 20000', ''],
      ['ana', `embed > ${NEED_PIN}`],
      ['wait 10000', ''],
      ['called', 'wake 19900 > -'],
      ['wait 19900', ''],
      ['pin 1', '-'],
      ['called', 'book no-second-factor 1 > -'],
      ['called', '-'],
    ],
  },
  'whoever is asked and found again by the tracker is asked still, and no row': {
    policy: PIN,
    story: [
      ...ana(ASKED),
      ['ana 2', looking[0]],
      ['ana 2', looking[1]],
      ['ana 2', 'embed > match > guard 1 > need-pin'],
      ['pin 1', 'admit 1 face+pin > keep-probe > welcome'],
    ],
  },
  '"try again" books whoever was asked': {
    policy: PIN,
    story: [...ana(ASKED), ['again', 'book no-second-factor 1 > -'], ['again', '-'], ['pin 1', '-']],
  },
  'a row of whoever was asked that cannot be written is told, and not waited for': {
    policy: PIN,
    fails: 'book',
    story: [...ana(ASKED), ['again', 'book no-second-factor 1 > fails'], ['again', '-']],
  },
  'somebody else in the place of whoever was asked books them': {
    policy: PIN,
    story: [...ana(ASKED), ['x', `embed > ${NEED_PIN}`], ['x', 'embed > book no-second-factor 1 > checking']],
  },
  'known look-alikes are asked for a PIN, and either may give theirs': {
    policy: { lookAlikes: 'pin' },
    rivals: [2],
    story: [
      ['=', looking[0]],
      ['=', looking[1]],
      ['=', ASKED],
      ['pin 2', 'admit 2 face+pin > keep-probe > welcome'],
    ],
  },
  'known look-alikes who gave no PIN are a row of nobody': {
    policy: { lookAlikes: 'pin' },
    rivals: [2],
    story: [
      ['=', looking[0]],
      ['=', looking[1]],
      ['=', ASKED],
      ['again', 'book no-second-factor - > -'],
    ],
  },
  'whoever is nearer to a counter-example is turned away': {
    counterExample: 0.99,
    story: [
      ['a', looking[0]],
      ['a', looking[1]],
      ...Array.from({ length: 6 }, () => ['a', 'embed > match > guard 1 > checking'] as const),
      ['a', 'embed > match > guard 1 > book not-recognised - > refused not-recognised'],
    ],
  },
  'a wide margin is let in by the first frame': {
    policy: { looks: { early: 0.9, vote: 0.6, late: 0.6 } },
    story: [
      ['ana', WELCOME],
      ['ana', 'embed > again'],
    ],
  },
  'who was mistaken before waits for the whole vote': {
    policy: { looks: { early: 0.9, vote: 0.6, late: 0.6 } },
    counterExample: 0.1,
    story: [
      ['ana', 'embed > match > guard 1 > checking'],
      ['ana', 'embed > match > guard 1 > checking'],
      ['ana', WELCOME],
    ],
  },
};

describe('a visit', () => {
  test.each(Object.entries(STORIES))('%s', (_name, row) => {
    const play = world(row);
    expect(row.story.map(([what]) => `${what}: ${play(what)}`)).toEqual(row.story.map(([what, said]) => `${what}: ${said}`));
  });
});

test('what nobody has asked for is a bug', () => {
  expect(() => step(NOBODY, { kind: 'booked', now: 0 })).toThrow();
  expect(() => step(NOBODY, { kind: 'embedded', vector: vector('x'), mirrorCosine: 1, ms: 1, now: 0 })).toThrow();
  expect(() => step(NOBODY, { kind: 'matched', first: null, second: null, now: 0 })).toThrow();
});
