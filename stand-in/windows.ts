/** `BrowserWindow` and `webContents`: a window is a page of a browser that somebody else opened, found again by its id. */
import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { app, setCloseAllWindows } from './app.ts';
import { cancellable } from './cancellable.ts';
import { decode, encode } from './codec.ts';
import { tell } from './host.ts';
import { addressOf, toAppUrl, type Door } from './server.ts';
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

type OpenHandler = (details: { url: string; frameName: string; disposition: string }) => { action: 'allow' | 'deny' };

class WebContents extends EventEmitter {
  readonly id: number;
  readonly session = defaultSession;
  readonly mainFrame = new MainFrame();
  readonly window: BrowserWindow;
  #socket: WebSocket | null = null;
  /** It was told to end. */
  #ending = false;
  #onOpen: OpenHandler = () => ({ action: 'deny' });

  constructor(window: BrowserWindow) {
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

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly title?: string;
  readonly kiosk?: boolean;
  readonly fullscreen?: boolean;
  readonly show?: boolean;
  readonly webPreferences?: { readonly preload?: string };
}

const windows = new Map<number, BrowserWindow>();
let nextId = 1;

const door: Door = {
  preloads: () => Object.fromEntries([...windows].map(([id, window]) => [id, window.preload])),
  attach(id, socket) {
    const window = windows.get(id);
    window?.webContents.attach(socket);
    return window !== undefined;
  },
};

export class BrowserWindow extends EventEmitter {
  readonly id = nextId++;
  readonly preload: string | null;
  readonly webContents: WebContents;
  readonly #size: { readonly width: number; readonly height: number };
  #title: string;
  #kiosk: boolean;
  #fullScreen: boolean;
  #visible: boolean;
  #minimized = false;
  #url: string | null = null;

  constructor(options: WindowOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.preload = options.webPreferences?.preload ?? null;
    this.#size = { width: options.width ?? 800, height: options.height ?? 600 };
    this.#title = options.title ?? app.name;
    this.#kiosk = options.kiosk ?? false;
    this.#fullScreen = options.fullscreen ?? false;
    this.#visible = options.show ?? true;
    this.webContents = new WebContents(this);
    windows.set(this.id, this);
    app.emit('browser-window-created', {}, this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return windows.get(contents.id) ?? null;
  }
  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null;
  }
  static getFocusedWindow(): BrowserWindow | null {
    return [...windows.values()][0] ?? null;
  }

  async loadURL(url: string): Promise<void> {
    this.#url = url;
    const loaded = new Promise<void>((resolve) => this.webContents.once('did-finish-load', resolve));
    await this.askForPage(false);
    await loaded;
    this.emit('ready-to-show');
  }
  loadFile(): never {
    throw new Error('stand-in: use loadURL with a scheme of protocol.handle');
  }
  /** With a new address each time: one opens once. @param again in the place of a page that is gone */
  async askForPage(again: boolean): Promise<void> {
    if (this.#url === null) return;
    const url = await addressOf(this.id, this.#url, door);
    tell({ type: 'window', id: this.id, url, ...this.#size, kiosk: this.#kiosk || this.#fullScreen, again });
  }

  /** The person closed the browser's window: like a click on a window's cross, which a `close` listener may refuse. */
  closedByPerson(): void {
    if (this.isDestroyed()) return;
    if (cancellable(this, 'close')) this.#gone();
    else void this.askForPage(false);
  }
  /** Answers whether it closed. */
  tryClose(): boolean {
    if (this.isDestroyed()) return true;
    if (!cancellable(this, 'close')) return false;
    this.#gone();
    return true;
  }
  close(): void {
    this.tryClose();
  }
  destroy(): void {
    if (!this.isDestroyed()) this.#gone();
  }
  #gone(): void {
    windows.delete(this.id);
    this.webContents.detach();
    tell({ type: 'window-gone', id: this.id });
    this.emit('closed');
    if (windows.size > 0 || app.quitting) return;
    if (app.listenerCount('window-all-closed') === 0) app.quit();
    else app.emit('window-all-closed');
  }
  isDestroyed(): boolean {
    return windows.get(this.id) !== this;
  }

  #setFull(): void {
    const on = this.#kiosk || this.#fullScreen;
    tell({ type: 'kiosk', id: this.id, on });
    this.webContents.tellPage({ t: 'kiosk', on });
  }
  setKiosk(on: boolean): void {
    this.#kiosk = on;
    this.#setFull();
  }
  isKiosk(): boolean {
    return this.#kiosk;
  }
  setFullScreen(on: boolean): void {
    this.#fullScreen = on;
    this.#setFull();
    this.emit(on ? 'enter-full-screen' : 'leave-full-screen');
  }
  isFullScreen(): boolean {
    return this.#fullScreen;
  }

  show(): void {
    this.#visible = true;
    this.emit('show');
  }
  hide(): void {
    this.#visible = false;
    this.emit('hide');
  }
  isVisible(): boolean {
    return this.#visible;
  }
  minimize(): void {
    this.#minimized = true;
    this.emit('minimize');
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  restore(): void {
    this.#minimized = false;
    this.emit('restore');
  }
  getTitle(): string {
    return this.#title;
  }
  setTitle(title: string): void {
    this.#title = title;
  }
  getBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 0, y: 0, ...this.#size };
  }
  focus(): void {
    return undefined;
  }
  isFocused(): boolean {
    return true;
  }
  maximize(): void {
    return undefined;
  }
  setMenu(): void {
    return undefined;
  }
  removeMenu(): void {
    return undefined;
  }
  setMenuBarVisibility(): void {
    return undefined;
  }
  setAutoHideMenuBar(): void {
    return undefined;
  }
  setAlwaysOnTop(): void {
    return undefined;
  }
  setBackgroundColor(): void {
    return undefined;
  }
  setMinimumSize(): void {
    return undefined;
  }
}

setCloseAllWindows(() => BrowserWindow.getAllWindows().every((window) => window.tryClose()));
