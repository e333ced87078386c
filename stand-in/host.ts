/**
 * The link to the process that started main under the stand-in: `npm start`, a test, or a bench. That process owns the browser;
 * main tells it which windows to open. Started by hand, without such a process, main prints the addresses instead.
 */
import { inspect } from 'node:util';

export interface WindowMessage {
  readonly type: 'window';
  readonly id: number;
  /** Opens the window in any browser of this machine, once; holds the token. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly kiosk: boolean;
  /** It is there already, and its page is gone: a new one takes its place. */
  readonly again: boolean;
}

export type FromMain =
  | WindowMessage
  | { readonly type: 'window-gone'; readonly id: number }
  | { readonly type: 'kiosk'; readonly id: number; readonly on: boolean }
  /** webContents.forcefullyCrashRenderer(): the page's process is to end, whatever it does. */
  | { readonly type: 'crash'; readonly id: number }
  /** app.relaunch(): start main again, with these arguments, as soon as it has ended. */
  | { readonly type: 'relaunch'; readonly args: readonly string[] }
  | { readonly type: 'said'; readonly text: string }
  | { readonly type: 'result'; readonly id: number; readonly value?: unknown; readonly error?: string };

export type ToMain =
  | { readonly type: 'window-closed'; readonly id: number }
  /** Another address for a window that is open. */
  | { readonly type: 'window-again'; readonly id: number }
  /** The browser says that the page's process has ended. */
  | { readonly type: 'page-crashed'; readonly id: number }
  | { readonly type: 'quit' }
  | { readonly type: 'evaluate'; readonly id: number; readonly fn: string; readonly arg: unknown };

export function tell(message: FromMain): void {
  if (process.send) {
    if (process.connected) process.send(message);
    return;
  }
  if (message.type === 'window') console.log(`stand-in: open ${message.again ? 'again ' : ''}${message.url}`);
  if (message.type === 'crash') console.log('stand-in: close the page, it is to end');
  if (message.type === 'relaunch') console.log('stand-in: start it again, it has asked for that');
  if (message.type === 'said') console.log(`stand-in: ${message.text}`);
}

/** What a person would have been shown by the desktop: a dialog, a folder. */
export function say(text: string): void {
  tell({ type: 'said', text });
}

export function onHostMessage(handle: (message: ToMain) => void): void {
  process.on('message', handle);
}

/**
 * Runs a function that a test sent as text, as Playwright's `electronApp.evaluate` does.
 * Reached over the process's own IPC channel only, so by nobody but the process that started us.
 */
export async function evaluate(electron: object, message: Extract<ToMain, { type: 'evaluate' }>): Promise<void> {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    const value: unknown = await new Function(`return (${message.fn})(...arguments)`)(electron, message.arg);
    tell({ type: 'result', id: message.id, value });
  } catch (error) {
    tell({ type: 'result', id: message.id, error: error instanceof Error ? (error.stack ?? error.message) : inspect(error) });
  }
}
