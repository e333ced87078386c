/**
 * One door's story: emergencies, lockdowns and openings, and its device loses its power again and again while they last. What is wanted of
 * the door is known here; what the device was told, it says itself.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { eventId } from '../../../src/domain/ids.ts';
import { type Peer } from '../../doors/peer.ts';
import type { Random } from '../../../tools/random.ts';
import { value } from '../../../tools/value.ts';
import type { Site } from './site.ts';
import { within } from '../../fakes/patience.ts';

/** `quiet`: nobody comes, and nothing is wanted but a door that is shut. */
export type Act = 'emergency' | 'lockdown' | 'opening' | 'quiet';
export type Tally = {
  emergencies: number;
  lockdowns: number;
  openings: number;
  reboots: number;
  /** From the moment that a device can be reached again to the door being as it is wanted, ms, at most. */
  reopenedWithinMs: number;
  lockedWithinMs: number;
  /** The same where an emergency or a lockdown has lasted for more than a minute and is said less often. */
  lateWithinMs: number;
  /** From a reboot while nobody comes to a door that is shut, ms, at most. */
  quietWithinMs: number;
  /** What a device was told until its door was as wanted, at most; and words that asked for the contrary. */
  words: number;
  contraryWords: number;
  /** From the end of an opening, and its device's reboot in the middle, to a door that is shut, ms, at most. */
  shutWithinMs: number;
  opened: number;
  /** Rows that say "opened" where the device was told nothing of it. */
  falselyBooked: number;
  readonly faults: string[];
};
type Measured = 'reopenedWithinMs' | 'lockedWithinMs' | 'lateWithinMs' | 'quietWithinMs';
export const emptyTally = (): Tally => ({
  emergencies: 0,
  lockdowns: 0,
  openings: 0,
  reboots: 0,
  reopenedWithinMs: 0,
  lockedWithinMs: 0,
  lateWithinMs: 0,
  quietWithinMs: 0,
  words: 0,
  contraryWords: 0,
  shutWithinMs: 0,
  opened: 0,
  falselyBooked: 0,
  faults: [],
});

/** Longer than anything takes on a machine that does nine things at once: what is not so by then never will be. */
const NEVER_MS = 40_000;
/** Said less often from here on (keep-door.ts). */
const LATE_MS = 61_000;
/** Words that a broker keeps for a relay that is away, 15 s of one every 2 s: more are no answer to a reboot. */
export const WORDS_AT_MOST = 8;

export type Door = { readonly kind: string; readonly doorId: number; readonly peer: Peer };
export type Asked = {
  readonly act: Act;
  readonly reboots: number;
  /** Reboots come after the first minute. */
  readonly late?: boolean;
};

export async function live(
  site: Site,
  { kind, doorId, peer }: Door,
  { act, reboots, late = false }: Asked,
  random: Random,
  tally: Tally,
): Promise<void> {
  const between = (least: number, most: number): number => Math.round(least + random() * (most - least));
  const fault = (text: string): void => void tally.faults.push(`${kind}: ${text}`);
  const { lock } = peer;
  const is = (open: boolean) => (): boolean => lock.isOpen() === open;

  /** Now and then the network stays, and the relay alone forgets. */
  async function powerCut(): Promise<void> {
    tally.reboots += 1;
    if (random() < 0.25) peer.forget();
    else await peer.reboot(between(20, 3_000));
  }

  /** Waits until the door is as wanted; counts what it took. */
  async function comesTo(open: boolean, when: string): Promise<void> {
    const began = performance.now();
    const before = lock.words.length;
    if (!(await within(NEVER_MS, is(open)))) {
      fault(`not ${open ? 'open' : 'shut'} ${when}`);
      return;
    }
    const took = Math.round(performance.now() - began);
    const key: Measured =
      act === 'quiet' ? 'quietWithinMs' : late ? 'lateWithinMs' : open ? 'reopenedWithinMs' : 'lockedWithinMs';
    tally[key] = Math.max(tally[key], took);
    const said = lock.words.slice(before);
    tally.words = Math.max(tally.words, said.length);
    if (said.length > WORDS_AT_MOST) fault(`told ${said.length} times until it was ${open ? 'open' : 'shut'}`);
    tally.contraryWords += said.filter((w) => w.open !== open).length;
  }

  /** Somebody is let through, or tries to be: whatever is booked of it must have been said to the device. */
  async function opening(ms: number): Promise<void> {
    tally.openings += 1;
    const asked = value(site.t.app.site()).record({ kind: 'door', reason: 'remote-open', doorId });
    const about = eventId(value(asked).id);
    const before = lock.words.length;
    site.t.app.outputs.open(doorId, about, ms);
    const outcome = () => site.rowsOf(doorId).find((row) => row.about === about);
    if (!(await within(NEVER_MS, () => outcome() !== undefined))) {
      fault('an opening without an outcome');
      return;
    }
    if (outcome()!.reason !== 'opened') return;
    tally.opened += 1;
    if (lock.words.slice(before).some((w) => w.open)) return;
    tally.falselyBooked += 1;
    fault('booked as opened, and its device was not told so');
  }

  /** Somebody comes before, while it is off, or after. */
  async function cutWithSomebody(): Promise<void> {
    const comes = random() < 0.5 ? sleep(between(0, 2_000)).then(() => opening(between(800, 4_000))) : Promise.resolve();
    await Promise.all([powerCut(), comes]);
  }

  async function lasting(open: boolean): Promise<void> {
    const change = (on: boolean) => site.t.call(open ? 'access.emergency' : 'access.lockdown', { doorId, on });
    value(await change(true));
    tally[open ? 'emergencies' : 'lockdowns'] += 1;
    await within(NEVER_MS, is(open));
    if (late) await sleep(LATE_MS);
    for (let i = 0; i < reboots; i += 1) {
      await sleep(between(0, 3_000));
      await powerCut();
      await comesTo(open, `after a reboot in ${open ? 'an emergency' : 'a lockdown'}`);
      await cutWithSomebody();
      await comesTo(open, 'after a reboot while somebody came');
    }
    value(await change(false));
    if (!(await within(NEVER_MS, is(false)))) fault(`not shut after ${open ? 'an emergency' : 'a lockdown'}`);
  }

  async function pulsed(): Promise<void> {
    const ms = between(1_500, 4_000);
    const over = performance.now() + ms;
    const cut = sleep(between(0, ms)).then(powerCut);
    await Promise.all([opening(ms), cut]);
    const back = performance.now();
    await sleep(Math.max(0, over - back));
    if (!(await within(NEVER_MS, is(false)))) fault('open after an opening in which its device rebooted');
    tally.shutWithinMs = Math.max(tally.shutWithinMs, Math.round(lock.lastOpenAfter(Math.max(over, back))));
  }

  async function quiet(): Promise<void> {
    await within(NEVER_MS, is(false));
    await powerCut();
    await comesTo(false, 'after a reboot while nobody came');
  }

  if (act === 'quiet') for (let i = 0; i < reboots; i += 1) await quiet();
  else if (act === 'opening') for (let i = 0; i < reboots; i += 1) await pulsed();
  else await lasting(act === 'emergency');
}
