/** What every output must do, whatever is wired: the cases of the issue, against a peer that is made anew for each. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { DOOR_FAULTS, type DoorFault } from '../../src/domain/errors.ts';
import { type Peer } from './peer.ts';
import { ownTime, within } from '../fakes/patience.ts';

const PULSE_MS = 1_600;
/** A board that does not answer may hear it a moment after we are told that it was sent. */
const HEARD_MS = 800;
/** Slack for two cores that do nine things at once. */
const SLACK_MS = 1_200;

type Options = {
  readonly make: (lock: 'secure' | 'safe') => Promise<Peer>;
  /** The kinds whose lock has its own say, both ways. */
  readonly locks: readonly ('secure' | 'safe')[];
  readonly gone: readonly DoorFault[];
  /** Who closes when the app is gone in mid-pulse. */
  readonly closes: 'at once' | 'by its timer';
  /** True = a peer that was away lets the lock as it was; its first word after is "lock". */
  readonly locksFirst: boolean;
  /** False = a peer that never says a word: then there is no silence and no garbage to test. */
  readonly answers?: boolean;
  readonly garbles?: boolean;
};

export function behaves(
  name: string,
  { make, locks, gone, closes, locksFirst, answers = true, garbles = answers }: Options,
): void {
  describe.concurrent(name, () => {
    for (const kind of locks) {
      test(`fail-${kind}: opens, and closes by itself`, async ({ expect, onTestFinished }) => {
        const peer = await make(kind);
        onTestFinished(() => peer.close());
        const output = peer.output();
        onTestFinished(() => output.close());
        const began = performance.now();
        const beganOwn = ownTime();
        expect(await output.pulse(PULSE_MS)).toEqual({ ok: true, value: null });
        expect(await within(HEARD_MS, peer.lock.isOpen)).toBe(true);
        expect(await within(PULSE_MS + SLACK_MS, () => !peer.lock.isOpen())).toBe(true);
        expect(peer.lock.lastOpenAfter(began) - beganOwn.late()).toBeLessThan(PULSE_MS + SLACK_MS);
        // Long enough for somebody to walk through.
        expect(peer.lock.lastOpenAfter(began)).toBeGreaterThan(PULSE_MS - 700);
      });
    }

    if (locks.includes('safe')) {
      test('fail-safe: a device that forgets in mid-pulse is locked when that is over; one that forgets later, within seconds', async ({
        expect,
        onTestFinished,
      }) => {
        const peer = await make('safe');
        onTestFinished(() => peer.close());
        const output = peer.output();
        onTestFinished(() => output.close());
        expect((await output.pulse(PULSE_MS)).ok).toBe(true);
        expect(await within(HEARD_MS, peer.lock.isOpen)).toBe(true);
        peer.forget();
        await sleep(PULSE_MS / 2);
        expect(peer.lock.isOpen()).toBe(true);
        expect(await within(PULSE_MS + SLACK_MS, () => !peer.lock.isOpen())).toBe(true);
        peer.forget();
        expect(peer.lock.isOpen()).toBe(true);
        expect(await within(12_000 + SLACK_MS, () => !peer.lock.isOpen())).toBe(true);
      });
    }

    test('a second pulse prolongs the first', async ({ expect, onTestFinished }) => {
      const peer = await make('secure');
      onTestFinished(() => peer.close());
      const output = peer.output();
      onTestFinished(() => output.close());
      await output.pulse(PULSE_MS);
      await sleep(PULSE_MS / 2);
      const again = performance.now();
      const againOwn = ownTime();
      expect((await output.pulse(PULSE_MS)).ok).toBe(true);
      await within(PULSE_MS + SLACK_MS, () => !peer.lock.isOpen());
      expect(peer.lock.history.map((h) => h.open)).toEqual([true, false]);
      expect(peer.lock.lastOpenAfter(again)).toBeGreaterThan(PULSE_MS - 700);
      expect(peer.lock.lastOpenAfter(again) - againOwn.late()).toBeLessThan(PULSE_MS + SLACK_MS);
    });

    test('nobody there: an error within the pulse, and nothing opens when it comes back later', async ({
      expect,
      onTestFinished,
    }) => {
      const peer = await make('secure');
      onTestFinished(() => peer.close());
      await peer.down();
      const output = peer.output();
      onTestFinished(() => output.close());
      const began = performance.now();
      const beganOwn = ownTime();
      const answer = await output.pulse(PULSE_MS);
      expect(beganOwn.ms()).toBeLessThan(PULSE_MS + SLACK_MS);
      expect(answer.ok ? 'opened' : answer.error.code).toSatisfy((code) => gone.includes(code as DoorFault));
      await sleep(Math.max(0, began + PULSE_MS - performance.now()));
      await peer.up();
      await sleep(2_000);
      expect(peer.lock.history).toEqual([]);
    });

    test('it comes back within the pulse: opened for what is left of it', async ({ expect, onTestFinished }) => {
      const peer = await make('secure');
      onTestFinished(() => peer.close());
      await peer.down();
      const output = peer.output();
      onTestFinished(() => output.close());
      const began = performance.now();
      const beganOwn = ownTime();
      const long = 3_500;
      const [answer] = await Promise.all([output.pulse(long), sleep(700).then(peer.up)]);
      expect(answer.ok).toBe(true);
      expect(await within(HEARD_MS, peer.lock.isOpen)).toBe(true);
      await within(long + SLACK_MS, () => !peer.lock.isOpen());
      expect(peer.lock.lastOpenAfter(began) - beganOwn.late()).toBeLessThan(long + SLACK_MS);
    });

    test('held open until told otherwise; a pulse does not end it', async ({ expect, onTestFinished }) => {
      const peer = await make('secure');
      onTestFinished(() => peer.close());
      const output = peer.output();
      onTestFinished(() => output.close());
      expect((await output.hold(true)).ok).toBe(true);
      expect(await within(HEARD_MS, peer.lock.isOpen)).toBe(true);
      expect((await output.pulse(600)).ok).toBe(true);
      await sleep(1_200);
      expect(await within(HEARD_MS, peer.lock.isOpen)).toBe(true);
      expect((await output.hold(false)).ok).toBe(true);
      expect(await within(SLACK_MS, () => !peer.lock.isOpen())).toBe(true);
    });

    test('held open, and the device forgets it: every word is said, and a pulse says it too', async ({
      expect,
      onTestFinished,
    }) => {
      const peer = await make('secure');
      onTestFinished(() => peer.close());
      const output = peer.output();
      onTestFinished(() => output.close());
      expect((await output.hold(true)).ok).toBe(true);
      expect(await within(HEARD_MS, peer.lock.isOpen)).toBe(true);
      peer.forget();
      expect((await output.hold(true)).ok).toBe(true);
      expect(await within(HEARD_MS, peer.lock.isOpen)).toBe(true);
      peer.forget();
      expect((await output.pulse(600)).ok).toBe(true);
      expect(await within(HEARD_MS, peer.lock.isOpen)).toBe(true);
      await sleep(1_200);
      expect(peer.lock.isOpen()).toBe(true);
    });

    test('locked while a pulse is still being tried: it does not open when the device is back', async ({
      expect,
      onTestFinished,
    }) => {
      const peer = await make('secure');
      onTestFinished(() => peer.close());
      await peer.down();
      const output = peer.output();
      onTestFinished(() => output.close());
      const pulse = output.pulse(6_000);
      await sleep(400);
      expect((await output.hold(false)).ok).toBe(false);
      await peer.up();
      expect((await pulse).ok).toBe(false);
      expect(peer.lock.history).toEqual([]);
    });

    test(`the app is closed in mid-pulse: closed ${closes}`, async ({ expect, onTestFinished }) => {
      const peer = await make('secure');
      onTestFinished(() => peer.close());
      const output = peer.output();
      await output.pulse(PULSE_MS);
      expect(await within(HEARD_MS, peer.lock.isOpen)).toBe(true);
      const own = ownTime();
      await output.close();
      expect(own.ms()).toBeLessThan(2_500);
      const limit = closes === 'at once' ? HEARD_MS : PULSE_MS + SLACK_MS;
      expect(await within(limit, () => !peer.lock.isOpen())).toBe(true);
      expect((await output.pulse(PULSE_MS)).ok).toBe(false);
      expect(peer.lock.isOpen()).toBe(false);
    });

    if (locksFirst) {
      test('what the last run left open is locked first', async ({ expect, onTestFinished }) => {
        const peer = await make('secure');
        onTestFinished(() => peer.close());
        const crashed = peer.output();
        await crashed.hold(true);
        // Closed while it is held, it stays open: as after a crash.
        await crashed.close();
        expect(await within(HEARD_MS, peer.lock.isOpen)).toBe(true);
        const next = peer.output();
        onTestFinished(() => next.close());
        expect(await within(2_500, () => !peer.lock.isOpen())).toBe(true);
      });

      test('an emergency outlives a restart without locking in between', async ({ expect, onTestFinished }) => {
        const peer = await make('secure');
        onTestFinished(() => peer.close());
        const before = peer.output();
        await before.hold(true);
        await before.close();
        const after = peer.output(true);
        onTestFinished(() => after.close());
        expect((await after.hold(true)).ok).toBe(true);
        await sleep(500);
        expect(peer.lock.history.map((h) => h.open)).toEqual([true]);
      });
    }

    if (!answers) return;

    test('it takes the connection and says nothing: door-timeout, the kiosk waits for nobody', async ({
      expect,
      onTestFinished,
    }) => {
      const peer = await make('secure');
      onTestFinished(() => peer.close());
      peer.hang!(true);
      const output = peer.output();
      const own = ownTime();
      expect(await output.pulse(PULSE_MS)).toEqual({ ok: false, error: { code: 'door-timeout' } });
      expect(own.ms()).toBeLessThan(PULSE_MS + SLACK_MS);
      const closing = ownTime();
      await output.close();
      expect(closing.ms()).toBeLessThan(2_500);
      peer.hang!(false);
      await sleep(500);
      expect(peer.lock.isOpen()).toBe(false);
    });

    if (!garbles) return;

    test('garbage: an error, no crash, nothing opens', async ({ expect, onTestFinished }) => {
      const peer = await make('secure');
      onTestFinished(() => peer.close());
      peer.garble!(true);
      const output = peer.output();
      onTestFinished(() => output.close());
      const answer = await output.pulse(PULSE_MS);
      expect(answer.ok ? 'opened' : answer.error.code).toSatisfy((code) => DOOR_FAULTS.includes(code as DoorFault));
      expect(peer.lock.history).toEqual([]);
    });
  });
}
