import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { err, ok, type Result } from '../domain/result.ts';
import { switchedDoor, type Lasts } from './switched.ts';
import type { Attempt } from './door.ts';
import { ownTime, within } from '../../test/fakes/patience.ts';

type Written = { readonly open: boolean; readonly at: number; readonly heard: boolean };

/** A relay that hears or does not, and answers or does not: what it was told, and what it is. */
function relay(behave: (n: number) => { readonly heard: boolean; readonly answers: boolean; readonly ms: number }) {
  const written: Written[] = [];
  let open = false;
  return {
    written,
    isOpen: () => open,
    device: {
      contact: null,
      async write(unlocked: boolean, _lasts: Lasts, { signal }: Attempt): Promise<Result<null>> {
        const { heard, answers, ms } = behave(written.length);
        await sleep(ms, undefined, { signal }).catch(() => undefined);
        written.push({ open: unlocked, at: performance.now(), heard });
        if (heard) open = unlocked;
        return answers && !signal.aborted ? ok(null) : err({ code: 'door-unreachable' });
      },
      release: () => Promise.resolve(),
    },
  };
}
const well = () => ({ heard: true, answers: true, ms: 0 });

describe('an output without a timer', () => {
  test('whatever the device hears and answers: never opened after its pulse, and locked in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        // Who answers has heard: against a device that lies nothing helps.
        fc.array(
          fc
            .record({ heard: fc.boolean(), answers: fc.boolean(), ms: fc.integer({ min: 0, max: 30 }) })
            .map((b) => ({ ...b, answers: b.answers && b.heard })),
          { maxLength: 5 },
        ),
        fc.array(fc.record({ after: fc.integer({ min: 0, max: 60 }), ms: fc.integer({ min: 20, max: 120 }) }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (script, pulses) => {
          const peer = relay((n) => script[n] ?? well());
          const door = switchedDoor('serial', peer.device);
          const own = ownTime();
          let until = 0;
          const asked: Promise<unknown>[] = [];
          for (const { after, ms } of pulses) {
            await sleep(after);
            until = Math.max(until, performance.now() + ms);
            asked.push(door.pulse(ms));
          }
          await Promise.all(asked);
          await sleep(Math.max(0, until - performance.now()));
          // Locking is tried again for as long as it takes; the script ends, and then the device is well.
          await within(8_000, () => !peer.isOpen() && peer.written.at(-1)?.open === false);
          await door.close();
          expect(peer.isOpen()).toBe(false);
          // A write that began in time may take the 30 ms that this device takes, and be written down as late as the machine is.
          const latest = until + 30 + 60 + own.late();
          for (const { open, at } of peer.written) if (open) expect(at).toBeLessThan(latest);
        },
      ),
      { numRuns: 15, interruptAfterTimeLimit: 15_000 },
    );
  });

  test('the first word is "lock", before a pulse that was asked at once', async () => {
    const peer = relay(well);
    const door = switchedDoor('serial', peer.device);
    await door.pulse(50);
    expect(peer.written.map((w) => w.open)).toEqual([false, true]);
    await door.close();
    expect(peer.isOpen()).toBe(false);
  });

  test('a write that was heard and not answered is locked after its pulse all the same', async () => {
    const peer = relay((n) => ({ heard: true, answers: n !== 1, ms: 0 }));
    const door = switchedDoor('serial', peer.device);
    expect((await door.pulse(100)).ok).toBe(false);
    expect(peer.isOpen()).toBe(true);
    await sleep(200);
    expect(peer.isOpen()).toBe(false);
    await door.close();
  });

  test('a device that never comes to an end does not hold up the closing', async () => {
    const door = switchedDoor('serial', {
      contact: null,
      write: async (_open, _lasts, { signal }) => {
        await sleep(60_000, undefined, { signal }).catch(() => undefined);
        return err({ code: 'door-timeout' });
      },
      release: () => Promise.resolve(),
    });
    const pulse = door.pulse(10_000);
    const own = ownTime();
    await door.close();
    expect(own.ms()).toBeLessThan(2_000);
    expect((await pulse).ok).toBe(false);
  });

  test('locked over the wire in mid-pulse, it stays locked', async () => {
    const peer = relay(well);
    const door = switchedDoor('serial', peer.device);
    await door.pulse(300);
    await door.hold(false);
    expect(peer.isOpen()).toBe(false);
    await sleep(350);
    expect(peer.written.map((w) => w.open)).toEqual([false, true, false]);
    await door.close();
  });
});
