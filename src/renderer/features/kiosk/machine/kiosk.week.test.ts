/** A week of a kiosk without a restart, in made-up time: whatever happens, its state stays as small as it was. */
import { expect, test } from 'vitest';
import type { FaceObservation } from '../../../../domain/recognition/face.ts';
import { ok, type Result } from '../../../../domain/result.ts';
import type { KioskDecision } from '../../../../shared/schemas.ts';
import { fakeFace } from '../../../../../test/fakes/app.ts';
import { random } from '../../../../../test/storage/support.ts';
import { TIMING } from './kiosk.machine.ts';
import { createKioskStore } from './kiosk.store.ts';

const DAY_S = 86_400;
const START = Date.UTC(2026, 10, 23);

/** Every value that the state reaches. */
function size(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1;
  return Object.values(value).reduce((sum: number, each) => sum + size(each), 1);
}

test('a week: people, strangers, PINs, pairs, bad light, pulled cables, engines that die', async () => {
  const draw = random(20_261_124);
  const chance = (share: number) => draw() < share;
  let clock = 0;
  let asked = 0;
  let sounds = 0;
  const wall = () => START + clock;
  const decisions: (() => KioskDecision)[] = [
    () => ({ state: 'checking', progress: draw() }),
    () => ({ state: 'guide', reason: 'mirror-differs' }),
    () => ({ state: 'welcome', eventId: ++asked, name: 'Ana', direction: 'in', at: wall(), method: 'face', last: null }),
    () => ({ state: 'again', name: 'Ana', direction: 'in', at: wall() }),
    () => ({ state: 'refused', reason: 'outside-hours', from: wall() + 3_600_000, name: 'Bo' }),
    () => ({ state: 'refused', reason: 'not-recognised', from: null, name: null }),
    () => ({ state: 'need-pin', why: 'door' }),
    () => ({ state: 'wait-for-second', name: 'Cleo', until: wall() + 20_000 }),
  ];
  const decide = () => decisions[Math.floor(draw() * decisions.length)]!();
  const ask = ((name: string) => {
    asked++;
    const answer: Result<unknown> =
      name !== 'recognition.face'
        ? ok(null)
        : chance(0.01)
          ? { ok: false, error: { code: chance(0.5) ? 'engine-down' : 'database-full' } }
          : ok(decide());
    return Promise.resolve(answer);
  }) as never;
  const store = createKioskStore({ ask, now: () => clock, wall, play: () => sounds++ }, { status: 'ready', fault: null });
  const { send } = store.getState();
  const born = size(store.getState().state);
  const subscribers = new Set<unknown>();
  store.subscribe((s) => subscribers.add(typeof s.state));

  let track = 0;
  let largest = 0;
  const seen = new Set<string>();
  const good = fakeFace([1, 2, 3]);
  const look = (faces: readonly FaceObservation[]) => store.getState().look(faces);
  for (let second = 0; second < 7 * DAY_S; second += 1) {
    const hour = (second % DAY_S) / 3600;
    const busy = hour > 6 && hour < 20;
    clock = second * 1000;
    // Nobody is there most of the time: only the tick, as the screen sends it.
    if (!busy || chance(0.97)) {
      if (second % 5 === 0) await look([]);
      send({ type: 'tick' });
    } else {
      track++;
      for (let frame = 0; frame < 6; frame++) {
        clock += 150;
        const quality = chance(0.2) ? { ...good.quality, LuminanceMean: 0.05 } : good.quality;
        await look([{ ...good, track: chance(0.05) ? ++track : track, quality }]);
        seen.add(store.getState().state.view.kind);
      }
      if (chance(0.1)) send({ type: 'typing' });
      if (chance(0.1)) send({ type: 'credential', decision: decide(), wall: wall() });
      if (chance(0.05)) await store.getState().notMe();
      if (chance(0.05)) await store.getState().tryAgain();
      if (chance(0.02)) send({ type: 'help', open: true });
    }
    if (chance(0.001))
      send({ type: 'light', light: (['good', 'dark', 'backlit'] as const)[Math.floor(draw() * 3)]!, stirs: chance(0.5) });
    if (chance(0.0005)) send({ type: 'camera', fault: 'camera-lost' });
    if (chance(0.02)) send({ type: 'camera', fault: null });
    if (chance(0.0005)) send({ type: 'engine', engine: { status: 'restarting', fault: null } });
    if (chance(0.02)) send({ type: 'engine', engine: { status: 'ready', fault: null } });
    seen.add(store.getState().state.view.kind);
    largest = Math.max(largest, size(store.getState().state));
  }
  // A view has a few facts more or less than another; a week has none more than a minute.
  expect(largest).toBeLessThan(born + 20);
  expect([...seen].sort()).toEqual(
    [
      'again',
      'camera',
      'checking',
      'engine',
      'error',
      'guiding',
      'idle',
      'light',
      'need-pin',
      'refused',
      'second-missed',
      'taken-back',
      'wait-for-second',
      'welcome',
    ].sort(),
  );
  expect(asked).toBeGreaterThan(10_000);
  expect(sounds).toBeGreaterThan(1000);

  // And then everybody goes, the light is good: it dims, as on its first evening.
  clock += 1000;
  for (const input of [
    { type: 'light', light: 'good', stirs: false },
    { type: 'camera', fault: null },
    { type: 'engine', engine: { status: 'ready', fault: null } },
  ] as const)
    send(input);
  for (let second = 0; second < 120; second++) {
    clock += 1000;
    send({ type: 'tick' });
  }
  expect(store.getState().state.view).toEqual({ kind: 'idle', dimmed: true });
  expect(store.getState().state).toMatchObject({ first: null, help: null, spell: 'good' });
  expect(clock).toBeGreaterThan(7 * DAY_S * 1000 + TIMING.dim);
});
