import { describe, expect, it } from 'vitest';
import { deniable, kioskNext, kioskStart, type KioskInput, type KioskView } from './kiosk.machine.ts';
import {
  AGAIN,
  answer,
  byCode,
  face,
  light,
  nobody,
  play,
  READY,
  REFUSED,
  SECOND,
  tick,
  WALL,
  WELCOME,
  type Step,
} from '../../../../../test/fakes/kiosk-stories.ts';

const stories: readonly (readonly [name: string, steps: readonly Step[], view: Partial<KioskView>])[] = [
  ['nobody: idle', [[1, nobody]], { kind: 'idle', dimmed: false }],
  ['nobody for 20 s: dims', [[20, tick]], { kind: 'idle', dimmed: true }],
  [
    'a face wakes the dimmed screen',
    [
      [25, tick],
      [26, face(1)],
    ],
    { kind: 'checking', progress: 0 },
  ],
  [
    'a poor face gets the first reason only',
    [[1, face(1, 'come-closer', 'too-dark')]],
    { kind: 'guiding', reason: 'come-closer' },
  ],
  [
    'words do not flicker',
    [
      [1, face(1, 'come-closer')],
      [1.2, face(1, 'too-dark')],
    ],
    { kind: 'guiding', reason: 'come-closer' },
  ],
  [
    'but they change',
    [
      [1, face(1, 'come-closer')],
      [1.7, face(1, 'too-dark')],
    ],
    { kind: 'guiding', reason: 'too-dark' },
  ],
  ['two near faces', [[1, face(1, 'one-at-a-time')]], { kind: 'guiding', reason: 'one-at-a-time' }],
  [
    'main guides too',
    [
      [1, face(1)],
      [1.1, answer(1, { state: 'guide', reason: 'mirror-differs' })],
    ],
    { kind: 'guiding', reason: 'mirror-differs' },
  ],
  [
    'the vote fills the ring',
    [
      [1, face(1)],
      [1.1, answer(1, { state: 'checking', progress: 0.66 })],
      [1.2, face(1)],
    ],
    { kind: 'checking', progress: 0.66 },
  ],
  [
    'a face that leaves in mid-vote',
    [
      [1, face(1)],
      [1.5, nobody],
      [1.9, nobody],
    ],
    { kind: 'idle' },
  ],
  [
    'a face missed in one frame',
    [
      [1, face(1)],
      [1.1, nobody],
    ],
    { kind: 'checking' },
  ],
  [
    'welcome',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
    ],
    { kind: 'welcome', name: '陈静', eventId: 7 },
  ],
  [
    'welcome stays for its time with nobody there',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [3.6, nobody],
    ],
    { kind: 'welcome' },
  ],
  [
    'welcome stays for its time with a stranger there',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [3.6, face(2, 'too-dark')],
    ],
    { kind: 'welcome' },
  ],
  [
    'then idle',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [3.8, nobody],
    ],
    { kind: 'idle' },
  ],
  [
    'who stays reads "already in"',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [3.6, face(1)],
      [3.8, face(1)],
    ],
    { kind: 'again', eventId: 7 },
  ],
  [
    'for as long as they stay',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [3.8, face(1)],
      [4.8, face(1)],
      [70, face(1)],
    ],
    { kind: 'again' },
  ],
  [
    'the next person is looked at',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [3.8, face(2)],
    ],
    { kind: 'checking' },
  ],
  [
    'a welcome for a face that has gone is shown: it is on disk',
    [
      [1, face(1)],
      [1.1, face(2)],
      [1.2, answer(1, WELCOME)],
    ],
    { kind: 'welcome' },
  ],
  [
    'a refusal for a face that has gone is not',
    [
      [1, face(1)],
      [1.1, face(2)],
      [1.2, answer(1, { state: 'refused', reason: 'not-recognised', from: null, name: null })],
    ],
    { kind: 'checking' },
  ],
  [
    'not me',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [2, { type: 'not-me', error: null }],
      [2.5, face(1)],
    ],
    { kind: 'taken-back' },
  ],
  [
    'not me is refused: said at once, and not that nothing was recorded',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [2, { type: 'not-me', error: { code: 'not-me-again' } }],
    ],
    { kind: 'error', error: { code: 'not-me-again' } },
  ],
  [
    'not me, and away',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [2, { type: 'not-me', error: null }],
      [4, nobody],
    ],
    { kind: 'idle' },
  ],
  [
    'again',
    [
      [1, face(1)],
      [1.2, answer(1, AGAIN)],
    ],
    { kind: 'again', eventId: null },
  ],
  [
    'refused',
    [
      [1, face(1)],
      [2, answer(1, { state: 'refused', reason: 'not-recognised', from: null, name: null })],
      [2.5, face(1)],
    ],
    { kind: 'refused', reason: 'not-recognised', from: null, name: null },
  ],
  [
    'refused, try again',
    [
      [1, face(1)],
      [2, answer(1, { state: 'refused', reason: 'ambiguous', from: null, name: null })],
      [3, { type: 'try-again' }],
      [3.1, face(1)],
    ],
    { kind: 'checking' },
  ],
  [
    'refused, goes away',
    [
      [1, face(1)],
      [2, answer(1, { state: 'refused', reason: 'ambiguous', from: null, name: null })],
      [2.2, face(1)],
      [4, nobody],
    ],
    { kind: 'idle' },
  ],
  [
    'refused, the next person comes',
    [
      [1, face(1)],
      [2, answer(1, { state: 'refused', reason: 'ambiguous', from: null, name: null })],
      [3, face(2)],
    ],
    { kind: 'checking' },
  ],
];
describe('the kiosk', () => {
  it.each(stories)('%s', (_, steps, view) => {
    expect(play(steps).view).toMatchObject(view);
  });

  it('is green only after a welcome, whatever comes in', () => {
    const inputs: KioskInput[] = [
      face(1),
      face(2, 'too-dark'),
      face(1, 'one-at-a-time'),
      nobody,
      tick,
      answer(1, AGAIN),
      answer(1, { state: 'refused', reason: 'ambiguous', from: null, name: null }),
      answer(1, { state: 'checking', progress: 1 }),
      { type: 'error', error: { code: 'internal' } },
      { type: 'not-me', error: null },
      { type: 'try-again' },
      { type: 'help', open: true },
      { type: 'engine', engine: { status: 'restarting', fault: null } },
      { type: 'engine', engine: READY },
      { type: 'camera', fault: 'camera-lost' },
      { type: 'camera', fault: null },
      { type: 'typing' },
      light('dark', true),
      light('backlit'),
      light('good'),
      answer(1, SECOND),
      answer(2, { state: 'need-pin', why: 'door' }),
      byCode(REFUSED),
      byCode(SECOND),
      byCode({ state: 'need-pin', why: 'badge' }),
    ];
    let seed = 20261124;
    let state = kioskStart(READY, 0);
    for (let i = 0; i < 20_000; i++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      state = kioskNext(state, inputs[seed % inputs.length]!, i * 137);
      expect(state.view.kind).not.toBe('welcome');
    }
  });
});

it('only of a face alone it can be said that it was not them, also while they still stand there', () => {
  for (const [method, id] of [
    ['face', 7],
    ['face+pin', null],
    ['pin', null],
    ['badge', null],
  ] as const) {
    const welcome: Step = [
      1.2,
      answer(1, { state: 'welcome', eventId: 7, name: 'Ana', direction: 'in', at: WALL, method, last: null }),
    ];
    expect([method, deniable(play([[1, face(1)], welcome]).view)]).toEqual([method, id]);
    const stays = play([[1, face(1)], welcome, [5, face(1)]]).view;
    expect([stays.kind, deniable(stays)]).toEqual(['again', id]);
  }
});
