/** `BrowserWindow`: a window is a page of a browser that somebody else opened, found again by its id. */
import { EventEmitter } from 'node:events';
import { app, setCloseAllWindows } from './app.ts';
import { cancellable } from './cancellable.ts';
import { tell } from './host.ts';
import { addressOf, type Door } from './server.ts';
import { WebContents } from './web-contents.ts';

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
