import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarmDue, CONTACT_GRACE_MS, NEW_WATCH, step, type DoorHappening, type DoorWatch } from './alarms.ts';

/** A story is what happens, in seconds: 'o' opens, 'c' closes, 's' silent, 't' tick, 'r5' released for 5 s; 'E' before it: unlocked. */
type Beat = readonly [second: number, what: string];
const HELD = 30;

function happening([second, what]: Beat): DoorHappening {
  const unlocked = what.startsWith('E');
  const code = unlocked ? what.slice(1) : what;
  const when = { at: second * 1000, unlocked };
  if (code === 'o' || code === 'c') return { ...when, kind: 'contact', open: code === 'o' };
  if (code === 's') return { ...when, kind: 'silent' };
  if (code === 't') return { ...when, kind: 'tick' };
  return { ...when, kind: 'released', ms: Number(code.slice(1)) * 1000 };
}

function tell(story: readonly Beat[], held: number | null = HELD): readonly string[] {
  let watch: DoorWatch = NEW_WATCH;
  return story.flatMap((beat) => {
    const after = step(watch, happening(beat), held);
    ({ watch } = after);
    return after.news ? [`${String(beat[0])} ${after.news.is} ${after.news.kind}`] : [];
  });
}

describe('stories at a door', () => {
  const cases: [string, readonly Beat[], readonly string[]][] = [
    [
      'granted, opened, closed',
      [
        [0, 'c'],
        [10, 'r5'],
        [12, 'o'],
        [15, 'c'],
      ],
      [],
    ],
    [
      'opened without a grant',
      [
        [0, 'c'],
        [10, 'o'],
      ],
      ['10 forced-open begins'],
    ],
    [
      'forced, and closed again',
      [
        [0, 'c'],
        [10, 'o'],
        [20, 'c'],
      ],
      ['10 forced-open begins', '20 forced-open ends'],
    ],
    [
      'granted, opened at the pulse’s end',
      [
        [0, 'c'],
        [10, 'r5'],
        [15, 'o'],
      ],
      [],
    ],
    [
      'granted, opened within the grace',
      [
        [0, 'c'],
        [10, 'r5'],
        [16.999, 'o'],
      ],
      [],
    ],
    [
      'granted, opened after it',
      [
        [0, 'c'],
        [10, 'r5'],
        [17, 'o'],
      ],
      ['17 forced-open begins'],
    ],
    [
      'a shorter release does not end a longer one',
      [
        [0, 'c'],
        [10, 'r60'],
        [11, 'r1'],
        [60, 'o'],
      ],
      [],
    ],
    [
      'closed and opened again within one pulse',
      [
        [0, 'c'],
        [10, 'r5'],
        [11, 'o'],
        [12, 'c'],
        [13, 'o'],
        [14, 'c'],
      ],
      [],
    ],
    [
      'held open, told once, and its end',
      [
        [0, 'c'],
        [10, 'r5'],
        [11, 'o'],
        [40.999, 't'],
        [41, 't'],
        [60, 't'],
        [100, 'o'],
        [120, 'c'],
      ],
      ['41 held-open begins', '120 held-open ends'],
    ],
    [
      'held open, twice',
      [
        [0, 'c'],
        [9, 'r5'],
        [10, 'o'],
        [40, 't'],
        [50, 'c'],
        [59, 'r5'],
        [60, 'o'],
        [90, 't'],
        [91, 'c'],
      ],
      ['40 held-open begins', '50 held-open ends', '90 held-open begins', '91 held-open ends'],
    ],
    [
      'another grant while it is open begins the time anew',
      [
        [0, 'c'],
        [9, 'r5'],
        [10, 'o'],
        [30, 'r5'],
        [45, 't'],
        [59, 't'],
        [60, 't'],
      ],
      ['60 held-open begins'],
    ],
    [
      'a grant after the alarm does not',
      [
        [0, 'c'],
        [9, 'r5'],
        [10, 'o'],
        [40, 't'],
        [41, 'r5'],
        [80, 't'],
        [81, 'c'],
      ],
      ['40 held-open begins', '81 held-open ends'],
    ],
    [
      'forced and left open is one alarm',
      [
        [0, 'c'],
        [10, 'o'],
        [50, 't'],
        [60, 'c'],
      ],
      ['10 forced-open begins', '60 forced-open ends'],
    ],
    [
      'open when first heard (a restart): not forced, but held',
      [
        [0, 'o'],
        [29, 't'],
        [30, 't'],
      ],
      ['30 held-open begins'],
    ],
    [
      'closed when first heard',
      [
        [0, 'c'],
        [100, 't'],
      ],
      [],
    ],
    [
      'in an emergency nothing is forced or held',
      [
        [0, 'c'],
        [10, 'Eo'],
        [60, 'Et'],
        [90, 'Ec'],
        [95, 'Eo'],
      ],
      [],
    ],
    [
      'after it, the time runs',
      [
        [0, 'c'],
        [10, 'Eo'],
        [60, 'Et'],
        [70, 't'],
        [90, 't'],
      ],
      ['90 held-open begins'],
    ],
    [
      'the contact falls silent: nothing is known, and the alarm has no end',
      [
        [0, 'c'],
        [10, 'o'],
        [20, 's'],
        [30, 'o'],
      ],
      ['10 forced-open begins'],
    ],
    [
      'silent without an alarm',
      [
        [0, 'c'],
        [20, 's'],
        [30, 's'],
      ],
      [],
    ],
    [
      'a contact that repeats itself',
      [
        [0, 'c'],
        [1, 'c'],
        [10, 'o'],
        [11, 'o'],
        [12, 'c'],
        [13, 'c'],
      ],
      ['10 forced-open begins', '12 forced-open ends'],
    ],
  ];
  test.each(cases)('%s', (_name, story, expected) => {
    expect(tell(story)).toEqual(expected);
  });
  test('a door without the alarm is never held open', () => {
    expect(
      tell(
        [
          [0, 'c'],
          [9, 'r5'],
          [10, 'o'],
          [10_000, 't'],
        ],
        null,
      ),
    ).toEqual([]);
  });
});

test('when to look again', () => {
  const after = (story: readonly Beat[]) =>
    alarmDue(
      story.reduce((w, b) => step(w, happening(b), HELD).watch, NEW_WATCH),
      HELD,
    );
  expect([
    after([]),
    after([[0, 'c']]),
    after([
      [0, 'c'],
      [1, 'r5'],
      [2, 'o'],
    ]),
    after([
      [0, 'c'],
      [1, 'o'],
    ]),
  ]).toEqual([null, null, 32_000, null]);
});

/** The slow model: at each beat it looks at the whole story before it. */
function slow(story: readonly Beat[]): readonly string[] {
  const told: string[] = [];
  let alarm: string | null = null;
  for (const [i, [second, what]] of story.entries()) {
    const past = story.slice(0, i);
    const spoke = past
      .filter(([, w]) => /[ocs]$/.test(w))
      .at(-1)?.[1]
      .at(-1);
    const code = what.at(-1);
    if (code === 's') alarm = null;
    if (code === 'c' && alarm) {
      told.push(`${String(second)} ${alarm} ends`);
      alarm = null;
    }
    if (code === 'o' && spoke === 'c') {
      const byLeave = past.some(
        ([s, w]) => w.includes('r') && second < s + Number(w.replace(/\D/g, '')) + CONTACT_GRACE_MS / 1000,
      );
      if (!byLeave && !what.startsWith('E')) told.push(`${String(second)} ${(alarm = 'forced-open')} begins`);
    }
    if ((code === 't' || code === 'o') && spoke === 'o' && !alarm && !what.startsWith('E')) {
      // From its opening on, the last grant and the last look at which it was unlocked begin the time anew.
      const shut = past.findLastIndex(([, w]) => /[cs]$/.test(w));
      const opened = past.findIndex(([, w], j) => j > shut && w.endsWith('o'));
      const begun =
        past.filter(([, w], j) => j === opened || (j > opened && (w.includes('r') || w.startsWith('E')))).at(-1)?.[0] ?? second;
      if (second - begun >= HELD) told.push(`${String(second)} ${(alarm = 'held-open')} begins`);
    }
  }
  return told;
}
test('any story is told as the slow model tells it', () => {
  const what = fc.constantFrom('o', 'c', 'o', 'c', 't', 't', 'r5', 'r20', 's', 'Eo', 'Et', 'Ec');
  const stories = fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), what), { maxLength: 40 }).map((steps) => {
    let now = 0;
    return steps.map(([gap, w]): Beat => [(now += gap), w]);
  });
  fc.assert(
    fc.property(stories, (story) => {
      expect(tell(story)).toEqual(slow(story));
    }),
    { numRuns: 500 },
  );
});
