// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { PIN } from '../../../../test/fakes/bridge.ts';
import { draw, installBridge, until } from '../../../../test/fakes/render.tsx';
import { findButton } from '../../../../test/fakes/screen.tsx';
import { withoutCamera } from '../../../../test/fakes/no-camera.ts';
import { App } from '../../app/App.tsx';

withoutCamera();

const labelled = (label: string) => document.querySelector<HTMLElement>(`[aria-label="${label}"]`);
/** A scanner types faster. */
let keyAt = performance.now();
const byFinger = (event: KeyboardEvent) => Object.defineProperty(event, 'timeStamp', { value: (keyAt += 100) });

const press = (key: string, more: KeyboardEventInit = {}) => {
  const event = byFinger(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  (document.activeElement ?? document.body).dispatchEvent(event);
  return event;
};

const banners = () => [...document.querySelectorAll<HTMLElement>('[data-testid=kiosk-banner]')].map((b) => b.dataset['kind']);

async function open() {
  const bridge = installBridge({ role: 'kiosk', settings: { appearance: { language: 'en' } } });
  const d = await draw(<App />);
  await until(d, () => labelled('Kiosk') !== null);
  return { bridge, d };
}

test('Escape, F11 and Ctrl-W do nothing; a wrong PIN neither; the right one leaves', async () => {
  const { bridge, d } = await open();
  expect(press('Tab').defaultPrevented).toBe(false);
  for (const event of [press('Escape'), press('F11'), press('w', { ctrlKey: true }), press('R', { metaKey: true })]) {
    expect(event.defaultPrevented).toBe(true);
  }
  await d.settle(() => labelled('Leave the kiosk')?.click());
  await until(d, () => d.text().includes('Kiosk PIN'));
  const dialog = () => document.querySelector<HTMLElement>('[role=dialog]')!;
  const typeIn = async (keys: readonly string[]) => {
    for (const key of keys) {
      const event = byFinger(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await d.settle(() => dialog().dispatchEvent(event));
    }
  };
  await typeIn(['1', '1', '1', '1', 'Enter']);
  await until(d, () => d.text().includes('That PIN is not right.'));
  expect(bridge.state().role).toBe('kiosk');
  await typeIn([...PIN.split(''), 'Enter']);
  await until(d, () => bridge.state().role === 'anyone');
});

test('the language is switched for this kiosk only, and the other way says what to do', async () => {
  const { bridge, d } = await open();
  await d.settle(() => findButton('中文')?.click());
  await until(d, () => findButton('帮助') !== undefined);
  expect(bridge.calls.some((c) => c.name === 'settings.save')).toBe(false);
  await d.settle(() => findButton('帮助')?.click());
  expect(d.text()).toContain('请找前台帮忙');
});

test('a camera that cannot be had is said, and told to main once', async () => {
  const { bridge, d } = await open();
  await until(d, () => d.text().includes('E-CAM-01'));
  expect(d.text()).toContain('Please tell the front desk.');
  expect(bridge.calls.filter((c) => c.name === 'recognition.fault')).toHaveLength(1);
});

test('lockdown and emergency stand over everything for as long as they hold, and are read out once', async () => {
  const { bridge, d } = await open();
  const banner = () => document.querySelector<HTMLElement>('[data-testid=kiosk-banner]');
  const spoken: string[] = [];
  const region = document.querySelector('[role=status][aria-live=polite]')!;
  new MutationObserver(() => spoken.push(region.textContent.trim())).observe(region, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  expect(banner()).toBeNull();
  await d.settle(() => bridge.emit('access.changed', { lockdown: true, emergency: false, silent: [] }));
  expect(banner()?.textContent).toContain('The doors are locked for safety');
  await d.settle(() => bridge.emit('access.changed', { lockdown: true, emergency: false, silent: [] }));
  // Whoever has to get out gets out: emergency beats lockdown.
  await d.settle(() => bridge.emit('access.changed', { lockdown: true, emergency: true, silent: [] }));
  expect(banner()?.dataset['kind']).toBe('emergency');
  expect(banner()?.textContent).toContain('Leave by the nearest exit');
  await d.settle(() => bridge.emit('access.changed', { lockdown: false, emergency: false, silent: [] }));
  expect(banner()).toBeNull();
  for (const words of ['The doors are locked', 'Emergency: all doors are open'])
    expect(spoken.filter((text) => text.startsWith(words))).toHaveLength(1);
});

test('a disk that takes no rows is said with its code, in both languages, and no longer when it does; damage that lets rows through is not', async () => {
  const { bridge, d } = await open();
  const fault = (code: 'database-full' | 'database-corrupt' | null) =>
    d.settle(() => bridge.emit('app.changed', { ...bridge.state(), fault: code && { code } }));
  await fault('database-full');
  expect(d.text()).toContain('Nothing can be recorded here now');
  expect(d.text()).toContain('E-DAT-04');
  await fault('database-corrupt');
  expect(banners()).toEqual([]);
  await fault('database-full');
  await d.settle(() =>
    bridge.emit('app.changed', {
      ...bridge.state(),
      fault: { code: 'database-full' },
      settings: { ...bridge.state().settings, appearance: { language: 'zh-CN', theme: 'auto' } },
    }),
  );
  expect(d.text()).toContain('这里暂时无法记录');
  await fault(null);
  expect(banners()).toEqual([]);
});

test('a clock that is wrong is said, in both languages, beside whatever else holds; the pad is there all the same', async () => {
  const { bridge, d } = await open();
  expect(banners()).toEqual([]);
  await d.settle(() => bridge.emit('app.changed', { ...bridge.state(), clock: 'wrong' }));
  expect(d.text()).toContain('The clock here is wrong');
  await d.settle(() => bridge.emit('access.changed', { lockdown: false, emergency: true, silent: [] }));
  expect(banners()).toEqual(['emergency', 'clock']);
  await d.settle(() =>
    bridge.emit('app.changed', {
      ...bridge.state(),
      settings: { ...bridge.state().settings, appearance: { language: 'zh-CN', theme: 'auto' } },
    }),
  );
  expect(d.text()).toContain('这里的时钟有误');
  await d.settle(() => bridge.emit('app.changed', { ...bridge.state(), clock: 'stepped' }));
  expect(banners()).toEqual(['emergency']);
});
