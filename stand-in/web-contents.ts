/** `webContents`: the page of a window, at the other end of a WebSocket. */
import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { decode, encode } from './codec.ts';
import { tell } from './host.ts';
import { toAppUrl } from './server.ts';
import { defaultSession, ipcMain } from './session.ts';

type FromPage =
  | { readonly t: 'invoke'; readonly id: number; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly t: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly t: 'at'; readonly url: string }
  | { readonly t: 'loaded' }
  | { readonly t: 'permission'; readonly id: number; readonly mediaTypes: readonly string[] }
  | { readonly t: 'open'; readonly url: string }
  | { readonly t: 'close' };

/** As `event.senderFrame` and `webContents.mainFrame`: a window of ours has one frame. */
class MainFrame {
  url = '';
  readonly routingId = 1;
  readonly processId = 1;
  readonly parent = null;
  readonly frames: readonly never[] = [];
  get top(): this {
    return this;
  }
  get origin(): string {
    // `new URL('app://x/').origin` is 'null' in Node, where the scheme is not registered; Electron says app://x
    return /^[a-z-]+:\/\/[^/]*/.exec(this.url)?.[0] ?? 'null';
  }
  isDestroyed(): boolean {
    return false;
  }
}

/** What its page asks of a window. */
interface Owner {
  readonly id: number;
  close(): void;
  isDestroyed(): boolean;
  getTitle(): string;
  /** @param again in the place of one that is gone */
  askForPage(again: boolean): Promise<void>;
}

type OpenHandler = (details: { url: string; frameName: string; disposition: string }) => { action: 'allow' | 'deny' };

export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session = defaultSession;
  readonly mainFrame = new MainFrame();
  readonly window: Owner;
  #socket: WebSocket | null = null;
  /** It was told to end. */
  #ending = false;
  #onOpen: OpenHandler = () => ({ action: 'deny' });

  constructor(window: Owner) {
    super();
    this.id = window.id;
    this.window = window;
  }

  attach(socket: WebSocket): void {
    this.#socket?.close(4001, 'opened in another tab');
    this.#socket = socket;
    this.#ending = false;
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    socket.on('message', (data: Buffer) => {
      this.#take(decode(data.toString()) as FromPage).catch((error: unknown) => {
        console.error('stand-in: a message of the page failed:', error);
      });
    });
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      // A reload, or a closed tab whose address may be opened again: the window itself stays till main or the host closes it.
      this.#socket = null;
      if (this.#ending) this.crashed();
    });
  }

  /** The host has seen it, or what was told to end has ended. */
  crashed(): void {
    this.#socket = null;
    const killed = this.#ending;
    this.#ending = false;
    this.emit('render-process-gone', {}, { reason: killed ? 'killed' : 'crashed', exitCode: killed ? 9 : 11 });
  }

  async #take(message: FromPage): Promise<void> {
    switch (message.t) {
      case 'at':
        this.mainFrame.url = toAppUrl(message.url);
        return;
      case 'loaded':
        this.emit('dom-ready');
        this.emit('did-finish-load');
        return;
      case 'send':
        ipcMain.emit(message.channel, this.#event(), ...message.args);
        return;
      case 'invoke':
        this.#reply(message.id, await this.#invoke(message.channel, message.args));
        return;
      case 'permission': {
        const requestingUrl = this.mainFrame.url;
        const details = {
          requestingUrl,
          securityOrigin: `${this.mainFrame.origin}/`,
          isMainFrame: true,
          mediaTypes: message.mediaTypes,
        };
        this.#reply(message.id, { value: await defaultSession.allows(this, 'media', details) });
        return;
      }
      case 'open':
        if (this.#onOpen({ url: message.url, frameName: '', disposition: 'foreground-tab' }).action === 'allow') {
          throw new Error('stand-in: a window that the page opens is not supported');
        }
        return;
      case 'close':
        this.window.close();
    }
  }

  #event(): object {
    return {
      sender: this,
      senderFrame: this.mainFrame,
      processId: 1,
      frameId: 1,
      ports: [],
      type: 'frame',
      reply: (channel: string, ...args: unknown[]) => this.send(channel, ...args),
    };
  }

  async #invoke(channel: string, args: readonly unknown[]): Promise<{ value: unknown } | { error: string }> {
    try {
      return { value: await ipcMain.invoke(channel, this.#event(), args) };
    } catch (error) {
      return { error: `Error invoking remote method '${channel}': ${String(error)}` };
    }
  }

  #reply(id: number, answer: { value: unknown } | { error: string }): void {
    let text: string;
    try {
      text = encode({ t: 'reply', id, ...answer });
    } catch (error) {
      text = encode({ t: 'reply', id, error: String(error) });
    }
    this.#post(text);
  }

  #post(text: string): void {
    if (this.#socket?.readyState === 1) this.#socket.send(text);
  }

  /** Lost while no page is there, as in Electron. */
  send(channel: string, ...args: unknown[]): void {
    this.#post(encode({ t: 'event', channel, args }));
  }
  tellPage(message: { readonly t: 'kiosk'; readonly on: boolean } | { readonly t: 'reload' } | { readonly t: 'gone' }): void {
    this.#post(encode(message));
  }
  detach(): void {
    this.tellPage({ t: 'gone' });
    this.#socket?.close(4002, 'window closed');
    this.#socket = null;
    this.emit('destroyed');
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#onOpen = handler;
  }
  /** A page that is there loads itself again; in the place of one that is not the host opens another. */
  reload(): void {
    if (this.#socket) this.tellPage({ t: 'reload' });
    else void this.window.askForPage(true);
  }
  /** The host ends it; its socket says when that is done. */
  forcefullyCrashRenderer(): void {
    this.#ending = true;
    tell({ type: 'crash', id: this.id });
    if (!this.#socket) this.crashed();
  }
  isDevToolsOpened(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.window.isDestroyed();
  }
  isLoading(): boolean {
    return this.#socket === null;
  }
  getURL(): string {
    return this.mainFrame.url;
  }
  getTitle(): string {
    return this.window.getTitle();
  }
  setWebRTCIPHandlingPolicy(): void {
    return undefined;
  }
  openDevTools(): void {
    return undefined;
  }
  setZoomFactor(): void {
    return undefined;
  }
  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }
  setBackgroundThrottling(): void {
    return undefined;
  }
}
