/** Draws a component as the app would, on a fake bridge; for tests with a DOM. What was drawn is closed after the test, and the address forgotten. */
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, vi } from 'vitest';
import { answers } from '../../src/renderer/base/answers.ts';
import { useSession } from '../../src/renderer/base/session.ts';
import { fakeBridge, NOW, type FakeBridge, type FakeOptions } from './bridge.ts';

declare global {
  // React asks for this in tests that use act().
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}

/** Puts a fake bridge where preload would, and the session into the state that it tells; the day is the bridge's sample day, whatever the machine's clock says. */
export function installBridge(options: FakeOptions = {}): FakeBridge {
  vi.setSystemTime(NOW);
  const bridge = fakeBridge(options);
  Object.defineProperty(globalThis, 'lintel', { value: bridge, configurable: true });
  if (typeof window === 'undefined') Object.defineProperty(globalThis, 'window', { value: globalThis, configurable: true });
  answers.clear();
  useSession.setState({ state: bridge.state(), error: null, finishing: false });
  return bridge;
}

/** React's warnings of two children with one key, or with none: of the two it may keep the wrong one. Whatever a test is about, it fails. */
const badKeys: string[] = [];
const told = console.error;
console.error = (...args: unknown[]) => {
  const text = args.map(String).join(' ');
  if (text.includes('with the same key') || text.includes('unique "key" prop')) badKeys.push(text);
  told(...args);
};

export type Drawn = {
  readonly host: HTMLElement;
  /** Runs something and waits for what it causes, lazily loaded screens included. */
  readonly settle: (what?: () => void) => Promise<void>;
  readonly text: () => string;
  readonly close: () => Promise<void>;
};

const all: Drawn[] = [];

/** Before a test puts back what its screen had kept; else it is done after each test. */
export async function closeDrawn(): Promise<void> {
  for (const drawn of all.splice(0)) await drawn.close();
}
afterEach(async () => {
  await closeDrawn();
  if (typeof window !== 'undefined') window.location.hash = '';
});

export async function draw(element: ReactNode): Promise<Drawn> {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  // What Chromium's video has and happy-dom's has not; no frame ever comes here.
  const video = HTMLVideoElement.prototype as Partial<HTMLVideoElement>;
  video.requestVideoFrameCallback ??= () => 0;
  video.cancelVideoFrameCallback ??= () => undefined;
  // And its list of fonts, which a text area that grows listens to.
  const page = document as { fonts?: unknown };
  page.fonts ??= new EventTarget();
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const settle = async (what?: () => void) => {
    await act(async () => {
      what?.();
      await new Promise((done) => setTimeout(done, 20));
    });
  };
  await settle(() => root.render(element));
  let there = true;
  const drawn: Drawn = {
    host,
    settle,
    text: () => {
      const copy = document.body.cloneNode(true) as HTMLElement;
      for (const style of copy.querySelectorAll('style')) style.remove();
      return copy.textContent;
    },
    close: async () => {
      if (!there) return;
      there = false;
      await settle(() => root.unmount());
      host.remove();
      const bad = badKeys.splice(0);
      if (bad.length > 0) throw new Error(bad.join('\n'));
    },
  };
  all.push(drawn);
  return drawn;
}

/** So often the page has its turn before nobody waits any more: a busy machine gives it its turns late, and as many. */
const TURNS = 750;

/** Waits until something is true, or says what was there instead. */
export async function until(drawn: Drawn, what: () => boolean): Promise<void> {
  for (let turns = TURNS; !what(); turns--) {
    if (turns === 0) throw new Error(`never came; the page says: ${drawn.text().slice(0, 600)}`);
    await drawn.settle();
  }
}

/** Types into a React input. */
export function type(input: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
