import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { behaves } from './behaves.ts';
import { closing } from './peer.ts';
import { shellySimulator } from './shelly-simulator.ts';
import { within } from '../fakes/patience.ts';

for (const generation of [1, 2] as const) {
  behaves(`Shelly Gen${generation}`, {
    make: (lock) => shellySimulator({ generation, lock, password: 'pass wörd' }),
    locks: ['secure', 'safe'],
    gone: ['door-unreachable'],
    closes: 'by its timer',
    locksFirst: false,
  });

  describe(`Shelly Gen${generation}`, () => {
    test('without a password none is sent', async () => {
      const shelly = await shellySimulator({ generation });
      const output = shelly.output();
      onTestFinished(closing(output, shelly));
      const said: string[] = [];
      expect((await output.pulse(1000, (direction, text) => said.push(`${direction} ${text}`))).ok).toBe(true);
      expect(shelly.requests).toHaveLength(1);
      expect(said.join('\n')).not.toMatch(/authorization/i);
    });

    test('a wrong password is door-password, is not tried again, and never shows in the trace', async () => {
      const shelly = await shellySimulator({ generation, password: 'right', given: 'wr0ng-secret' });
      const output = shelly.output();
      onTestFinished(closing(output, shelly));
      const said: string[] = [];
      expect(await output.pulse(3000, (direction, text) => said.push(`${direction} ${text}`))).toEqual({
        ok: false,
        error: { code: 'door-password' },
      });
      expect(shelly.requests.length).toBe(generation);
      expect(said.join('\n')).toContain('••••');
      expect(said.join('\n')).not.toContain('wr0ng-secret');
      expect(said.join('\n')).not.toContain(Buffer.from('admin:wr0ng-secret').toString('base64'));
      expect(shelly.lock.history).toEqual([]);
    });

    test('500 is door-answer, tried again within the pulse', async () => {
      const shelly = await shellySimulator({ generation });
      const output = shelly.output();
      onTestFinished(closing(output, shelly));
      shelly.broken = true;
      expect(await output.pulse(1500)).toEqual({ ok: false, error: { code: 'door-answer' } });
      expect(shelly.requests.length).toBeGreaterThan(1);
    });

    test('a channel that is not there is door-answer', async () => {
      const shelly = await shellySimulator({ generation, channel: 3 });
      const output = shelly.output();
      onTestFinished(closing(output, shelly));
      expect(await output.pulse(700)).toEqual({ ok: false, error: { code: 'door-answer' } });
    });

    test('the contact is read, either way round, and once a change', async () => {
      for (const openWhen of [true, false]) {
        const shelly = await shellySimulator({ generation, contact: { input: 0, openWhen }, password: 'p' });
        const output = shelly.output();
        const seen: (boolean | null)[] = [];
        const stop = output.onContact((open) => seen.push(open));
        expect(await within(3000, () => seen.length === 1)).toBe(true);
        shelly.input = true;
        expect(await within(3000, () => seen.length === 2)).toBe(true);
        stop();
        await sleep(600);
        shelly.input = false;
        await sleep(700);
        expect(seen).toEqual([!openWhen, openWhen]);
        await output.close();
        await shelly.close();
      }
    });
  });
}

test('the exact wire forms', async () => {
  const one = await shellySimulator({ generation: 1 });
  const two = await shellySimulator({ generation: 2 });
  const outputs = [one.output(), two.output()];
  onTestFinished(async () => {
    for (const output of outputs) await output.close();
    await one.close();
    await two.close();
  });
  await outputs[0]!.pulse(2500);
  await outputs[0]!.hold(false);
  await outputs[1]!.pulse(2600);
  expect(one.requests).toEqual(['GET /relay/0?turn=on&timer=2', 'GET /relay/0?turn=off']);
  expect(two.requests[0]).toMatch(
    /^POST \/rpc \{"id":1,"src":"lintel","method":"Switch.Set","params":\{"id":0,"on":true,"toggle_after":2\.[56]\}\}$/,
  );
});

test('a Gen1 that does not take the timer is switched off again and said to be at fault', async () => {
  const shelly = await shellySimulator({ generation: 1, timerless: true });
  const output = shelly.output();
  onTestFinished(closing(output, shelly));
  expect(await output.pulse(700)).toEqual({ ok: false, error: { code: 'door-answer' } });
  expect(shelly.lock.isOpen()).toBe(false);
});

test('a nonce that went stale is asked for anew, once', async () => {
  const shelly = await shellySimulator({ generation: 2, password: 'p' });
  const output = shelly.output();
  onTestFinished(closing(output, shelly));
  await output.pulse(1000);
  expect(shelly.requests).toHaveLength(2);
  await output.pulse(1000);
  expect(shelly.requests).toHaveLength(3);
  shelly.forgetNonces();
  expect((await output.pulse(1000)).ok).toBe(true);
  expect(shelly.requests).toHaveLength(5);
});
