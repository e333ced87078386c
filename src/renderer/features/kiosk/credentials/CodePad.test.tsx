// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { keyEvents } from '../../../../../test/fakes/keyboard.ts';
import { FAKE_PIN } from '../../../../../test/fakes/bridge/credentials.ts';
import type { FakeOptions } from '../../../../../test/fakes/bridge.ts';
import type { Scanner } from '../../../../domain/credentials/wedge.ts';
import { err, ok } from '../../../../domain/result.ts';
import { draw, installBridge, until } from '../../../../../test/fakes/render.tsx';
import { withoutCamera } from '../../../../../test/fakes/no-camera.ts';
import { App } from '../../../app/App.tsx';

withoutCamera();

const pad = () => document.querySelector<HTMLElement>('[data-testid="code-pad"]')!;
const key = (digit: string) => [...pad().querySelectorAll('button')].find((b) => b.textContent === digit)!;

async function open(answers: FakeOptions['answers'] = {}, language: 'en' | 'zh-CN' = 'en', scanner: Scanner | null = null) {
  const bridge = installBridge({
    role: 'kiosk',
    settings: { appearance: { language }, kiosk: { sound: false, scanner } },
    answers,
  });
  const d = await draw(<App />);
  await until(
    d,
    () => document.querySelector('[data-testid="code-pad"]') !== null && bridge.calls.some((c) => c.name === 'credentials.pad'),
  );
  const asked = (name: string) => bridge.calls.filter((c) => c.name === name).map((c) => c.input);
  let at = performance.now();
  /** A finger, unless a gap is given. */
  const keyed = (text: string, gap = 80) =>
    d.settle(() => {
      at = Math.max(at + 500, performance.now());
      for (const { timeStamp, type, ...facts } of keyEvents(text, gap, { at })) {
        const event = new KeyboardEvent(type, { ...facts, bubbles: true, cancelable: true });
        Object.defineProperty(event, 'timeStamp', { value: (at = timeStamp) });
        (document.activeElement ?? document.body).dispatchEvent(event);
      }
    });
  return { bridge, d, asked, keyed };
}

test('a code that is typed, without a tap or a focus, is asked once and welcomed by the one machine', async () => {
  const { d, asked, keyed } = await open();
  await keyed(`231${FAKE_PIN}`);
  await until(d, () => document.querySelector('[data-testid="kiosk-panel"][data-kind="welcome"]') !== null);
  expect(d.text()).toContain('李静');
  expect(asked('credentials.pin')).toEqual([{ code: `231${FAKE_PIN}`, waitedMs: expect.any(Number) as number }]);
});

test('a scanner that was learned is told from fingers at its own pace', async () => {
  const scanner = { prefix: '', suffix: '', gapMs: 80, layout: 'same', ends: false } as const;
  const { d, asked, keyed } = await open({}, 'en', scanner);
  // The same keys as above, at the same pace: a code there, a message of this scanner here.
  await keyed(`231${FAKE_PIN}`);
  await until(d, () => d.text().includes('That is no badge of ours, and no code.'));
  expect(asked('credentials.pin')).toEqual([]);
  await keyed(`231${FAKE_PIN}`, 200);
  await until(d, () => asked('credentials.pin').length === 1);
});

test('fingers do the same; a digit is taken back; the number is seen and the PIN is not', async () => {
  const { d, asked } = await open();
  for (const digit of ['2', '3', '1', '7', '9']) await d.settle(() => key(digit).click());
  expect(pad().textContent).toContain('231');
  expect(pad().textContent).not.toContain('23179');
  expect(pad().querySelectorAll('i[data-full]')).toHaveLength(2);
  await d.settle(() => pad().querySelector<HTMLButtonElement>('[aria-label="Delete the last digit"]')!.click());
  for (const digit of FAKE_PIN.slice(1)) await d.settle(() => key(digit).click());
  await until(d, () => asked('credentials.pin').length === 1);
  expect(asked('credentials.pin')).toMatchObject([{ code: `231${FAKE_PIN}` }]);
});

test('wrong codes say how many tries are left, then how long the wait is, and the keys rest', async () => {
  const { d, keyed } = await open();
  const said = () => pad().querySelector('[role=alert]')!.textContent;
  await keyed('231000000');
  await until(d, () => said().includes('4 tries left'));
  // The screen goes on as it was: a face may be looked at.
  expect(document.querySelector('[data-testid="kiosk-panel"][data-kind="refused"]')).toBeNull();
  for (const [code, text] of [
    ['231000001', '3 tries'],
    ['999999000001', '2 tries'],
    ['231000003', '1 try'],
    ['231000004', 'Again in 0:30'],
  ] as const) {
    await keyed(code);
    await until(d, () => said().includes(text));
  }
  expect(key('1').disabled).toBe(true);
});

test('how the pad stands is asked at the start: a restart forgets nothing', async () => {
  const { d } = await open({ 'credentials.pad': () => ok({ triesLeft: 0, waitSeconds: 0, disabled: true }) }, 'zh-CN');
  await until(d, () => pad().textContent.includes('键盘已停用'));
  expect([...pad().querySelectorAll('button')].every((b) => b.disabled)).toBe(true);
});

test('what could not be recorded is said at the pad', async () => {
  const { d, keyed } = await open({ 'credentials.pin': () => err({ code: 'database-full' }) });
  await keyed('231000000');
  await until(d, () => pad().querySelector('[role=alert]')!.textContent.includes('That did not work'));
});

test('a scanner that types a badge is read as one', async () => {
  const { d, asked, keyed } = await open();
  const token = `00${'7'.repeat(68)}`;
  await keyed(token, 5);
  await until(d, () => asked('credentials.badge').length === 1);
  expect(asked('credentials.badge')).toMatchObject([{ token }]);
  expect(asked('credentials.pin')).toEqual([]);
  await until(d, () => d.text().includes('This badge is not one of ours'));
});

test('the kiosk’s own PIN dialog has the keys while it is open', async () => {
  const { d, asked, keyed } = await open();
  await d.settle(() => document.querySelector<HTMLElement>('[aria-label="Leave the kiosk"]')!.click());
  await until(d, () => d.text().includes('Kiosk PIN'));
  await keyed(`231${FAKE_PIN}`);
  expect(asked('credentials.pin')).toEqual([]);
});

test('five bottles at the pad, and at the kiosk’s own PIN dialog, are no try, and it is said', async () => {
  const { d, asked, keyed } = await open();
  for (let i = 0; i < 5; i++) await keyed('4006381333931\n', 5);
  await until(d, () => pad().textContent.includes('no badge of ours'));
  await d.settle(() => document.querySelector<HTMLElement>('[aria-label="Leave the kiosk"]')!.click());
  await until(d, () => d.text().includes('Kiosk PIN'));
  for (let i = 0; i < 5; i++) await keyed('4006381333931\n', 5);
  expect(document.querySelectorAll('[role=dialog] i[data-full]')).toHaveLength(0);
  expect([...asked('credentials.pin'), ...asked('credentials.badge'), ...asked('session.leaveKiosk')]).toEqual([]);
});
