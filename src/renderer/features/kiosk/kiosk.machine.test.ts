import { describe, expect, it } from 'vitest';
import type { KioskDecision } from '../../../shared/schemas.ts';
import {
  asksMain,
  kioskNext,
  kioskStart,
  soundOf,
  TIMING,
  type KioskInput,
  type KioskState,
  type KioskView,
} from './kiosk.machine.ts';

const READY = { status: 'ready', fault: null } as const;
const WELCOME: KioskDecision = { state: 'welcome', eventId: 7, name: '陈静', direction: 'in', at: 1_790_000_000_000, method: 'face', last: null };
const AGAIN: KioskDecision = { state: 'again', name: '陈静', direction: 'in', at: 1_790_000_000_000 };

/** The wall clock of every decision here. */
const WALL = 1_790_000_000_000;

/** Seconds of the story, what happens then. */
type Step = readonly [seconds: number, input: KioskInput];
const face = (track: number, ...reasons: NonNullable<Extract<KioskInput, { type: 'faces' }>['main']>['reasons']): KioskInput => ({
  type: 'faces',
  main: { track, reasons },
});
const nobody: KioskInput = { type: 'faces', main: null };
const tick: KioskInput = { type: 'tick' };
const answer = (track: number, decision: KioskDecision): KioskInput => ({ type: 'decision', track, decision, wall: WALL });

function play(steps: readonly Step[], start: KioskState = kioskStart(READY, 0)): KioskState {
  return steps.reduce((state, [seconds, input]) => kioskNext(state, input, seconds * 1000), start);
}

const SECOND: KioskDecision = { state: 'wait-for-second', name: '陈静', until: WALL + 10_000 };
const REFUSED: KioskDecision = { state: 'refused', reason: 'outside-hours', from: WALL + 3_600_000, name: '陈静' };
const light = (how: 'good' | 'dark' | 'backlit', stirs = false): KioskInput => ({ type: 'light', light: how, stirs });
const byCode = (decision: KioskDecision): KioskInput => ({ type: 'credential', decision, wall: WALL });

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
      [2, { type: 'not-me' }],
      [2.5, face(1)],
    ],
    { kind: 'taken-back' },
  ],
  [
    'not me, and away',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [2, { type: 'not-me' }],
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
  [
    'camera lost',
    [
      [1, face(1)],
      [1.2, { type: 'camera', fault: 'camera-lost' }],
      [1.3, face(1)],
    ],
    { kind: 'camera', fault: 'camera-lost' },
  ],
  [
    'camera back',
    [
      [1, { type: 'camera', fault: 'camera-lost' }],
      [9, { type: 'camera', fault: null }],
    ],
    { kind: 'idle' },
  ],
  [
    'camera lost during a welcome: the name stays its time',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [1.3, { type: 'camera', fault: 'camera-lost' }],
    ],
    { kind: 'welcome' },
  ],
  [
    '… and then the fault',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [1.3, { type: 'camera', fault: 'camera-lost' }],
      [5, tick],
    ],
    { kind: 'camera' },
  ],
  [
    'engine restarting',
    [
      [1, face(1)],
      [1.2, { type: 'engine', engine: { status: 'restarting', fault: null } }],
      [1.3, face(1)],
    ],
    { kind: 'engine', status: 'restarting' },
  ],
  [
    'engine back',
    [
      [1, { type: 'engine', engine: { status: 'restarting', fault: null } }],
      [2, { type: 'engine', engine: READY }],
      [2.1, face(1)],
    ],
    { kind: 'checking' },
  ],
  [
    'model fault',
    [[1, { type: 'engine', engine: { status: 'fault', fault: { code: 'model-hash' } } }]],
    { kind: 'engine', status: 'fault', fault: { code: 'model-hash' } },
  ],
  [
    'engine down in an answer',
    [
      [1, face(1)],
      [1.2, { type: 'error', error: { code: 'engine-down' } }],
      [2, face(1)],
    ],
    { kind: 'engine', status: 'restarting' },
  ],
  [
    '… and asked again',
    [
      [1, face(1)],
      [1.2, { type: 'error', error: { code: 'engine-down' } }],
      [3.3, face(1)],
    ],
    { kind: 'checking' },
  ],
  [
    'disk full: no green',
    [
      [1, face(1)],
      [1.2, { type: 'error', error: { code: 'database-full' } }],
      [2, face(1)],
    ],
    { kind: 'error', error: { code: 'database-full' } },
  ],
  [
    'disk full stays while asked again',
    [
      [1, face(1)],
      [1.2, { type: 'error', error: { code: 'database-full' } }],
      [3.3, face(1)],
    ],
    { kind: 'error' },
  ],
  [
    'dark, and nobody stirs: idle',
    [
      [1, light('dark')],
      [2, nobody],
    ],
    { kind: 'idle', dimmed: false },
  ],
  ['dark, and somebody stirs: said', [[1, light('dark', true)]], { kind: 'light', light: 'dark' }],
  ['backlit, and somebody stirs: said', [[1, light('backlit', true)]], { kind: 'light', light: 'backlit' }],
  [
    'they go: idle again',
    [
      [1, light('dark', true)],
      [5.1, tick],
    ],
    { kind: 'idle' },
  ],
  [
    'a figure wakes the dimmed screen',
    [
      [25, tick],
      [26, light('dark', true)],
    ],
    { kind: 'light' },
  ],
  [
    'the light is switched on: idle at once',
    [
      [1, light('dark', true)],
      [2, light('good')],
    ],
    { kind: 'idle' },
  ],
  [
    'a face in bad light is guided, not told of the room',
    [
      [1, light('dark', true)],
      [2, face(1, 'too-dark')],
    ],
    { kind: 'guiding', reason: 'too-dark' },
  ],
  [
    'a dark face before a bright window is told what is behind it',
    [
      [1, light('backlit')],
      [2, face(1, 'too-dark')],
    ],
    { kind: 'guiding', reason: 'light-behind' },
  ],
  [
    'bad light never takes a welcome away',
    [
      [1, face(1)],
      [1.2, answer(1, WELCOME)],
      [1.3, light('dark', true)],
    ],
    { kind: 'welcome' },
  ],
  [
    'a PIN is asked for',
    [
      [1, face(1)],
      [1.2, answer(1, { state: 'need-pin', why: 'door' })],
    ],
    { kind: 'need-pin', why: 'door' },
  ],
  [
    '… and waited for, though they look for their badge',
    [
      [1, face(1)],
      [1.2, answer(1, { state: 'need-pin', why: 'door' })],
      [15, nobody],
      [16, { type: 'typing' }],
      [34, nobody],
    ],
    { kind: 'need-pin' },
  ],
  [
    '… but not for ever',
    [
      [1, face(1)],
      [1.2, answer(1, { state: 'need-pin', why: 'door' })],
      [16, { type: 'typing' }],
      [37, tick],
    ],
    { kind: 'idle' },
  ],
  [
    'the next person need not know that a PIN was asked for',
    [
      [1, face(1)],
      [1.2, answer(1, { state: 'need-pin', why: 'door' })],
      [3, face(2)],
    ],
    { kind: 'checking' },
  ],
  ['a key keeps the screen awake', [[19, { type: 'typing' }], [21, tick]], { kind: 'idle', dimmed: false }],
  ['welcome by PIN, with nobody in the picture', [[1, byCode(WELCOME)], [3, nobody]], { kind: 'welcome', eventId: 7 }],
  ['refused by PIN stays its time, whoever is in the picture', [[1, byCode(REFUSED)], [2, face(9)], [6.5, nobody]], { kind: 'refused' }],
  ['… and goes', [[1, byCode(REFUSED)], [7.1, nobody]], { kind: 'idle' }],
  ['a face is no answer to a PIN', [[1, byCode({ state: 'checking', progress: 1 })]], { kind: 'idle' }],
  [
    'the first of two steps aside and is waited with',
    [
      [1, face(1)],
      [1.2, answer(1, SECOND)],
      [6, nobody],
    ],
    { kind: 'wait-for-second', name: '陈静', ends: 11_200 },
  ],
  [
    'the second is looked at',
    [
      [1, face(1)],
      [1.2, answer(1, SECOND)],
      [6, face(2)],
    ],
    { kind: 'checking' },
  ],
  [
    'the second walks off: still waited for',
    [
      [1, face(1)],
      [1.2, answer(1, SECOND)],
      [6, face(2)],
      [8, nobody],
    ],
    { kind: 'wait-for-second' },
  ],
  [
    'the second is somebody else: told, and still waited for',
    [
      [1, face(1)],
      [1.2, answer(1, SECOND)],
      [4, face(2)],
      [5, answer(2, { state: 'refused', reason: 'not-recognised', from: null, name: null })],
      [7, nobody],
    ],
    { kind: 'wait-for-second' },
  ],
  [
    'the second comes: welcome, and nobody is waited for',
    [
      [1, face(1)],
      [1.2, answer(1, SECOND)],
      [4, face(2)],
      [5, answer(2, WELCOME)],
      [9, nobody],
    ],
    { kind: 'idle' },
  ],
  [
    'the second does not come: said',
    [
      [1, face(1)],
      [1.2, answer(1, SECOND)],
      [11.3, tick],
    ],
    { kind: 'second-missed' },
  ],
  [
    '… and then idle',
    [
      [1, face(1)],
      [1.2, answer(1, SECOND)],
      [11.3, tick],
      [17, tick],
    ],
    { kind: 'idle' },
  ],
  [
    'main says the same again: the time does not begin anew',
    [
      [1, face(1)],
      [1.2, answer(1, SECOND)],
      [3, answer(1, SECOND)],
    ],
    { kind: 'wait-for-second', ends: 11_200 },
  ],
  [
    'disk has room again',
    [
      [1, face(1)],
      [1.2, { type: 'error', error: { code: 'database-full' } }],
      [3.3, face(1)],
      [3.4, answer(1, WELCOME)],
    ],
    { kind: 'welcome' },
  ],
];
describe('the kiosk', () => {
  it.each(stories)('%s', (_, steps, view) => {
    expect(play(steps).view).toMatchObject(view);
  });

  it('asks main about a usable face once a refusal is over, and not before', () => {
    const refused = play([
      [1, face(1)],
      [2, answer(1, { state: 'refused', reason: 'not-recognised', from: null, name: null })],
    ]);
    expect(asksMain(refused, 1, 2500)).toBe(false);
    expect(asksMain(refused, 2, 2500)).toBe(true);
    expect(asksMain(kioskNext(refused, { type: 'try-again' }, 3000), 1, 3000)).toBe(true);
  });

  it('asks about an answered face now and then, and shows whoever stepped into its place', () => {
    const refused = play([
      [1, face(1)],
      [2, answer(1, { state: 'refused', reason: 'not-recognised', from: null, name: null })],
    ]);
    expect(asksMain(refused, 1, 2000 + TIMING.recheck)).toBe(true);
    const same = kioskNext(refused, { type: 'decision', track: 1, decision: { state: 'refused', reason: 'not-recognised', from: null, name: null }, wall: WALL }, 3100);
    expect(same.view).toBe(refused.view);
    expect(asksMain(same, 1, 3200)).toBe(false);
    const another = kioskNext(same, { type: 'decision', track: 1, decision: { state: 'checking', progress: 0.3 }, wall: WALL }, 4200);
    expect(another).toMatchObject({ view: { kind: 'checking' }, answered: null });
    expect(asksMain(another, 1, 4300)).toBe(true);
  });

  it('does not ask again about somebody who has just said "this is not me"', () => {
    const taken = play([
      [1, face(1)],
      [2, answer(1, WELCOME)],
      [3, { type: 'not-me' }],
    ]);
    expect(asksMain(taken, 1, 9000)).toBe(false);
  });

  it.each<[string, readonly Step[], number, boolean]>([
    ['idle', [], 1, true],
    [
      'while a welcome is up',
      [
        [1, face(1)],
        [1.2, answer(1, WELCOME)],
      ],
      3,
      false,
    ],
    [
      'after a welcome',
      [
        [1, face(1)],
        [1.2, answer(1, WELCOME)],
        [4, nobody],
      ],
      4,
      true,
    ],
    ['camera fault', [[1, { type: 'camera', fault: 'camera-black' }]], 2, false],
    ['engine starting', [[1, { type: 'engine', engine: { status: 'starting', fault: null } }]], 2, false],
    ['other ways open', [[1, { type: 'help', open: true }]], 2, false],
    [
      'other ways closed themselves',
      [
        [1, { type: 'help', open: true }],
        [1 + TIMING.help / 1000, tick],
      ],
      50,
      true,
    ],
    [
      'just after an error',
      [
        [1, face(1)],
        [1.2, { type: 'error', error: { code: 'database-busy' } }],
      ],
      2,
      false,
    ],
    [
      'a while after an error',
      [
        [1, face(1)],
        [1.2, { type: 'error', error: { code: 'database-busy' } }],
      ],
      3.3,
      true,
    ],
  ])('asks main: %s', (_, steps, seconds, asks) => {
    expect(asksMain(play(steps), 9, seconds * 1000)).toBe(asks);
  });

  it.each<[string, readonly Step[], Step, 'yes' | 'no' | null]>([
    ['welcome', [[1, face(1)]], [2, answer(1, WELCOME)], 'yes'],
    ['again', [[1, face(1)]], [2, answer(1, AGAIN)], 'yes'],
    [
      'again after the own welcome',
      [
        [1, face(1)],
        [2, answer(1, WELCOME)],
        [4, face(1)],
      ],
      [4.6, face(1)],
      null,
    ],
    ['refused', [[1, face(1)]], [2, answer(1, { state: 'refused', reason: 'ambiguous', from: null, name: null })], 'no'],
    ['guiding', [[1, nobody]], [2, face(1, 'too-dark')], null],
  ])('sound: %s', (_, steps, last, sound) => {
    const before = play(steps);
    expect(soundOf(before, play([last], before))).toBe(sound);
  });

  it.each<[string, readonly Step[], string]>([
    ['bad light that nobody met is nobody’s business', [[1, light('dark')]], 'good'],
    ['somebody was told', [[1, light('dark', true)]], 'dark'],
    ['… and went: the spell goes on', [[1, light('dark', true)], [60, tick], [90, light('dark', true)]], 'dark'],
    ['a face was told', [[1, light('backlit')], [2, face(1, 'too-dark')]], 'backlit'],
    [
      'somebody was not recognised in it',
      [
        [1, light('backlit')],
        [2, face(1)],
        [3, answer(1, { state: 'refused', reason: 'not-recognised', from: null, name: null })],
      ],
      'backlit',
    ],
    ['it is over', [[1, light('dark', true)], [60, light('good')]], 'good'],
    ['it becomes another: a new spell once somebody is told', [[1, light('dark', true)], [60, light('backlit')], [61, tick]], 'good'],
    ['a face too dark in a good light is no spell', [[2, face(1, 'too-dark')]], 'good'],
  ])('spell of bad light: %s', (_, steps, spell) => {
    expect(play(steps).spell).toBe(spell);
  });

  it('says "try again" after a refused PIN at once', () => {
    const refused = play([[1, byCode(REFUSED)]]);
    expect(kioskNext(refused, { type: 'try-again' }, 2000).view.kind).toBe('idle');
    expect(asksMain(refused, 1, 2000)).toBe(false);
  });

  it('asks main about the second of two, and now and then about the first', () => {
    const waiting = play([
      [1, face(1)],
      [1.2, answer(1, SECOND)],
    ]);
    expect(asksMain(waiting, 2, 1300)).toBe(true);
    expect(asksMain(waiting, 1, 1300)).toBe(false);
    expect(asksMain(waiting, 1, 2300)).toBe(true);
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
      { type: 'not-me' },
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
