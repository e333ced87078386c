/** The app at an address, and what a test of a screen looks for and does there. What lies on top, a dialog or a note, comes later on the page and is found before the rest. */
import type { CallName } from '../../src/shared/contract.ts';
import { App } from '../../src/renderer/app/App.tsx';
import type { FakeBridge, FakeOptions } from './bridge.ts';
import { draw, installBridge, until, type Drawn } from './render.tsx';

export type Opened = {
  readonly bridge: FakeBridge;
  readonly d: Drawn;
  /** What the page has called by this name so far: the inputs. */
  readonly asked: (name: CallName) => readonly unknown[];
};

/** In English, if the options say nothing else. @param there when the screen has come */
export async function openApp(hash: string, there: (d: Drawn) => boolean, options: FakeOptions = {}): Promise<Opened> {
  window.location.hash = hash;
  const bridge = installBridge({ ...options, settings: { appearance: { language: 'en' }, ...options.settings } });
  const d = await draw(<App />);
  await until(d, () => there(d));
  return { bridge, d, asked: (name) => bridge.calls.filter((c) => c.name === name).map((c) => c.input) };
}

const is = (found: string | null | undefined, text: string | RegExp): boolean =>
  found != null && (typeof text === 'string' ? found.trim() === text : text.test(found));

/** By its words or its label. */
export const findButton = (text: string | RegExp, within: ParentNode = document): HTMLButtonElement | undefined =>
  [...within.querySelectorAll('button')].findLast((b) => is(b.textContent, text) || is(b.getAttribute('aria-label'), text));

export function button(text: string | RegExp, within: ParentNode = document): HTMLButtonElement {
  const found = findButton(text, within);
  if (!found) throw new Error(`no button ${String(text)}; there are ${texts(within, 'button')}`);
  return found;
}

export function dialog(): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('[role=dialog]')].at(-1);
  if (!found) throw new Error('no dialog');
  return found;
}

/** An input by its label, without the star of what is required. */
export function field(label: string, within: ParentNode = document): HTMLInputElement {
  const named = [...within.querySelectorAll('label')].findLast((l) => l.textContent.replace('*', '').trim() === label);
  const found = named ? document.getElementById(named.htmlFor) : within.querySelector(`input[aria-label="${label}"]`);
  if (!(found instanceof HTMLInputElement)) throw new Error(`no field ${label}; there are ${texts(within, 'label')}`);
  return found;
}

/** @param on what has the focus */
export function press(key: string, on: Element = document.activeElement ?? document.body): void {
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

const texts = (within: ParentNode, selector: string): string =>
  [...within.querySelectorAll(selector)].map((e) => e.textContent.trim()).join(' | ');
