/** A pulse and its row, without a device: what is booked, about what, and when nothing is. */
import { expect, test } from 'vitest';
import { eventId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { noDoor } from '../../doors/none.ts';
import { drawnDoor } from '../../doors/drawn.ts';
import type { DoorOutput } from '../../doors/door.ts';
import type { EventFacts, Site } from '../site/site.ts';
import type { LogRow } from '../../shared/schemas.ts';
import type { DoorMode } from './keep-door.ts';
import { createPulses } from './pulses.ts';
import type { Wired } from './wiring.ts';

const ABOUT = eventId(7);

type Options = { mode?: DoorMode; confirms?: boolean; remote?: boolean; fallback?: DoorOutput };

function doors({ mode = 'normal', confirms = true, remote = true, fallback = noDoor() }: Options = {}) {
  const answers: PromiseWithResolvers<Result<null>>[] = [];
  const booked: EventFacts[] = [];
  const released: [number, number][] = [];
  let locks = 0;
  const output: DoorOutput = {
    ...noDoor(),
    kind: 'shelly',
    pulse() {
      const answer = Promise.withResolvers<Result<null>>();
      answers.push(answer);
      return answer.promise;
    },
  };
  const entry: Partial<Wired> = { output, confirms, lock: () => locks++, mayOpenRemotely: () => remote };
  const record = (facts: EventFacts): Result<LogRow> => {
    booked.push(facts);
    return ok({ id: 11 } as LogRow);
  };
  const state = { site: { record } as unknown as Site | null };
  const pulses = createPulses({
    site: () => state.site,
    wired: (doorId) => (doorId === 1 ? (entry as Wired) : undefined),
    fallback,
    modeOf: () => mode,
    released: (doorId, ms) => released.push([doorId, ms]),
    book: (facts) => void booked.push(facts) as never,
    clock: { monotonic: () => 0 },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return { pulses, state, booked, released, answers, locks: () => locks };
}
/** Promises that are settled already have been heard by then. */
const heard = (): Promise<void> => new Promise((done) => setImmediate(done));

const OUTCOMES: readonly [what: string, answer: Result<null>, confirms: boolean, reason: string][] = [
  ['the device says that it opened', ok(null), true, 'opened'],
  ['nobody says that it opened', ok(null), false, 'told-to-open'],
  ['the device cannot be reached', err({ code: 'door-unreachable' }), true, 'door-unreachable'],
  ['something that is no fault of a device', err({ code: 'bad-input', field: 'x' }), true, 'internal'],
];
test.each(OUTCOMES)('%s: the row says so, about the punch', async (_what, answer, confirms, reason) => {
  const { pulses, booked, released, answers } = doors({ confirms });
  pulses.open(1, ABOUT, 99_000);
  expect([booked, released]).toEqual([[], [[1, 30_000]]]);
  answers[0]!.resolve(answer);
  await heard();
  expect(booked).toEqual([{ kind: 'door', reason, about: ABOUT, doorId: 1 }]);
});

test('an output that throws is our own fault, and its row is written', async () => {
  const { pulses, booked, answers } = doors();
  pulses.open(1, ABOUT, 1_000);
  answers[0]!.reject(new Error('a bug'));
  await heard();
  expect(booked).toMatchObject([{ reason: 'internal' }]);
});

test('a site that is closed before the device answers has no log any more', async () => {
  const { pulses, state, booked, answers } = doors();
  pulses.open(1, ABOUT, 1_000);
  state.site = null;
  answers[0]!.resolve(ok(null));
  await heard();
  expect(booked).toEqual([]);
  pulses.open(1, ABOUT, 1_000);
  expect(answers).toHaveLength(1);
});

test('where nothing is wired nothing is booked; the drawn door opens for it and is', async () => {
  const bare = doors();
  bare.pulses.open(2, ABOUT, 1_000);
  expect(await bare.pulses.test(2)).toEqual(err({ code: 'bad-input', field: 'kind' }));
  await heard();
  expect([bare.booked, bare.released]).toEqual([[], []]);
  const shown: boolean[] = [];
  const drawn = doors({ fallback: drawnDoor((open) => shown.push(open)) });
  drawn.pulses.open(2, ABOUT, 1);
  await heard();
  expect(shown[0]).toBe(true);
  expect(drawn.booked).toEqual([{ kind: 'door', reason: 'opened', about: ABOUT, doorId: 2 }]);
});

test('a lockdown: the device is not asked, and the row says why', async () => {
  const { pulses, booked, answers, released } = doors({ mode: 'locked' });
  pulses.open(1, ABOUT, 1_000);
  await heard();
  expect([answers, released]).toEqual([[], []]);
  expect(booked).toMatchObject([{ kind: 'door', about: ABOUT }]);
});

test('a broker asks: booked first, and about that row; refused in a lockdown or too often; no lock in an emergency', () => {
  const asked = (options: Options) => {
    const d = doors(options);
    d.pulses.asked(1, 'open');
    d.pulses.asked(1, 'lock');
    d.pulses.asked(2, 'open');
    return [d.booked.map(({ reason }) => reason), d.answers.length, d.locks()];
  };
  expect(asked({})).toEqual([['remote-open'], 1, 1]);
  expect(asked({ mode: 'locked' })).toEqual([['remote-ignored'], 0, 1]);
  expect(asked({ remote: false })).toEqual([['remote-ignored'], 0, 1]);
  expect(asked({ mode: 'open' })).toEqual([['remote-open'], 1, 0]);
});
