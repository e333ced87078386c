import { expect, test } from 'vitest';
import { actingAs, operatorNow } from './actor.ts';

test('it lasts over what a call awaits, and two calls at once are two', async () => {
  const call = async (): Promise<string[]> => {
    const first = operatorNow();
    await new Promise((done) => setTimeout(done, 5));
    return [first, operatorNow()];
  };
  expect(await Promise.all([actingAs('admin', call), actingAs('kiosk', call), call()])).toEqual([
    ['administrator', 'administrator'],
    ['kiosk', 'kiosk'],
    ['system', 'system'],
  ]);
});

test('what a call leaves running is the app’s own, once the call is answered; so it is where it throws', async () => {
  let later: () => void = () => undefined;
  const left = new Promise<string>((told) => {
    void actingAs('admin', () => {
      const wait = new Promise<void>((go) => (later = go));
      void wait.then(() => told(operatorNow()));
    }).then(() => later());
  });
  expect(await left).toBe('system');
  await expect(
    actingAs('admin', () => {
      throw new Error('a bug');
    }),
  ).rejects.toThrow('a bug');
  expect(operatorNow()).toBe('system');
});
