/** What goes wrong at the kiosk: a camera that is lost, an engine that starts anew, a disk that is full; no green meanwhile. */
import { describe, expect, it } from 'vitest';
import type { KioskView } from './kiosk.machine.ts';
import { answer, face, play, READY, tick, WELCOME, type Step } from '../../../../../test/fakes/kiosk-stories.ts';

const stories: readonly (readonly [name: string, steps: readonly Step[], view: Partial<KioskView>])[] = [
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

describe('the kiosk in trouble', () => {
  it.each(stories)('%s', (_, steps, view) => {
    expect(play(steps).view).toMatchObject(view);
  });
});
