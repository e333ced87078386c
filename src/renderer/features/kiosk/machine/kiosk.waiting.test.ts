/** What waits, and what light does: PIN and badge beside the face, two people, a room in which nobody can be seen. */
import { describe, expect, it } from 'vitest';
import { asksMain, kioskNext, type KioskView } from './kiosk.machine.ts';
import {
  answer,
  byCode,
  face,
  light,
  nobody,
  play,
  REFUSED,
  SECOND,
  tick,
  WELCOME,
  type Step,
} from '../../../../../test/fakes/kiosk-stories.ts';

const stories: readonly (readonly [name: string, steps: readonly Step[], view: Partial<KioskView>])[] = [
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
  [
    'a key keeps the screen awake',
    [
      [19, { type: 'typing' }],
      [21, tick],
    ],
    { kind: 'idle', dimmed: false },
  ],
  [
    'welcome by PIN, with nobody in the picture',
    [
      [1, byCode(WELCOME)],
      [3, nobody],
    ],
    { kind: 'welcome', eventId: 7 },
  ],
  [
    'refused by PIN stays its time, whoever is in the picture',
    [
      [1, byCode(REFUSED)],
      [2, face(9)],
      [6.5, nobody],
    ],
    { kind: 'refused' },
  ],
  [
    '… and goes',
    [
      [1, byCode(REFUSED)],
      [7.1, nobody],
    ],
    { kind: 'idle' },
  ],
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
];

describe('the kiosk, waiting', () => {
  it.each(stories)('%s', (_, steps, view) => {
    expect(play(steps).view).toMatchObject(view);
  });

  it.each<[string, readonly Step[], string]>([
    ['bad light that nobody met is nobody’s business', [[1, light('dark')]], 'good'],
    ['somebody was told', [[1, light('dark', true)]], 'dark'],
    [
      '… and went: the spell goes on',
      [
        [1, light('dark', true)],
        [60, tick],
        [90, light('dark', true)],
      ],
      'dark',
    ],
    [
      'a face was told',
      [
        [1, light('backlit')],
        [2, face(1, 'too-dark')],
      ],
      'backlit',
    ],
    [
      'somebody was not recognised in it',
      [
        [1, light('backlit')],
        [2, face(1)],
        [3, answer(1, { state: 'refused', reason: 'not-recognised', from: null, name: null })],
      ],
      'backlit',
    ],
    [
      'it is over',
      [
        [1, light('dark', true)],
        [60, light('good')],
      ],
      'good',
    ],
    [
      'it becomes another: a new spell once somebody is told',
      [
        [1, light('dark', true)],
        [60, light('backlit')],
        [61, tick],
      ],
      'good',
    ],
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
    // Time to read that the second did not come, before it begins anew.
    const missed = kioskNext(waiting, { type: 'tick' }, 11_300);
    expect(asksMain(missed, 1, 13_000)).toBe(false);
    expect(asksMain(missed, 2, 11_400)).toBe(true);
  });
});
