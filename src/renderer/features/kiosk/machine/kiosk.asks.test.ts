/** When the kiosk asks main about a face, and when it makes a sound. */
import { describe, expect, it } from 'vitest';
import { asksMain, kioskNext, soundOf, TIMING } from './kiosk.machine.ts';
import { AGAIN, answer, face, nobody, play, tick, WALL, WELCOME, type Step } from '../../../../../test/fakes/kiosk-stories.ts';

describe('the kiosk', () => {
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
    const same = kioskNext(
      refused,
      {
        type: 'decision',
        track: 1,
        decision: { state: 'refused', reason: 'not-recognised', from: null, name: null },
        wall: WALL,
      },
      3100,
    );
    expect(same.view).toBe(refused.view);
    expect(asksMain(same, 1, 3200)).toBe(false);
    const another = kioskNext(
      same,
      { type: 'decision', track: 1, decision: { state: 'checking', progress: 0.3 }, wall: WALL },
      4200,
    );
    expect(another).toMatchObject({ view: { kind: 'checking' }, answered: null });
    expect(asksMain(another, 1, 4300)).toBe(true);
  });

  it('does not ask again about somebody who has just said "this is not me"', () => {
    const taken = play([
      [1, face(1)],
      [2, answer(1, WELCOME)],
      [3, { type: 'not-me', error: null }],
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
});
