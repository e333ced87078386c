// A window of its own for an address: Chromium without its bars, told where to go through its debugging pipe.
import { spawn } from 'node:child_process';
import { GATE_SWITCHES } from '../../stand-in/gates.ts';
import { isRoot } from './project.mjs';
import { endTree, tail, track } from './run.mjs';
import { say } from './say.mjs';

export class AppWindow {
  #browser;
  #pipe;
  #said = '';
  #received = '';
  #lastCall = 0;
  #calls = new Map();
  #gone = false;
  #opened;
  #onCrash;
  /** Resolves when the browser is gone, with whether it was no orderly end. */
  ended;

  constructor(chromium, profile, { url, width, height, kiosk }, cameraSwitches, onCrash = () => undefined) {
    this.#onCrash = onCrash;
    const args = [
      // Whoever lists the processes of this machine sees these words: the address, which lets in, is said over the pipe.
      `--app=${new URL('/__stand-in/wait', url).href}`,
      `--user-data-dir=${profile}`,
      `--window-size=${width},${height}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--hide-crash-restore-bubble',
      '--password-store=basic',
      ...GATE_SWITCHES,
      '--autoplay-policy=no-user-gesture-required',
      // Main decides about the camera, as in Electron.
      '--auto-accept-camera-and-microphone-capture',
      // The pipe's other end is this process: when it goes, however it goes, the browser goes too.
      '--remote-debugging-pipe',
      ...(kiosk ? ['--start-fullscreen'] : []),
      // --test-type: without its bar about --no-sandbox, which npm start has said already.
      ...(isRoot() ? ['--no-sandbox', '--test-type'] : []),
      ...cameraSwitches,
    ];
    this.#browser = track(
      spawn(chromium, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], detached: process.platform !== 'win32' }),
      { group: true },
    );
    this.#browser.stderr.setEncoding('utf8').on('data', (text) => (this.#said = (this.#said + text).slice(-8_192)));
    this.#pipe = this.#browser.stdio[3];
    for (const pipe of this.#browser.stdio.slice(2)) pipe?.on('error', () => undefined);
    this.#browser.stdio[4]?.on('data', (data) => this.#take(String(data)));
    // From here on the browser says when its page's process ends.
    this.#pipe.write(`${JSON.stringify({ id: 0, method: 'Target.setDiscoverTargets', params: { discover: true } })}\0`);
    this.ended = new Promise((resolve) => {
      this.#browser.once('error', (error) => {
        say(`${chromium} does not start: ${error.message}`);
        resolve(false);
      });
      this.#browser.once('exit', (code) => resolve(code !== 0));
    });
    void this.ended.then(() => (this.#gone = true));
    this.#opened = this.#open(url);
  }

  /** The one page of the window; a browser that has just started may not have it yet. */
  async #page() {
    for (let tries = 0; tries < 100; tries++) {
      const { targetInfos = [] } = await this.#ask('Target.getTargets');
      const page = targetInfos.find((target) => target.type === 'page');
      if (page || this.#gone) return page?.targetId;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return undefined;
  }
  async #open(url) {
    const targetId = await this.#page();
    if (!targetId) return;
    const { sessionId } = await this.#ask('Target.attachToTarget', { targetId, flatten: true });
    await this.#ask('Page.navigate', { url }, sessionId);
    await this.#ask('Target.detachFromTarget', { sessionId });
  }
  /** Messages of the DevTools protocol end with a zero byte. */
  #take(text) {
    const whole = (this.#received + text).split('\0');
    this.#received = whole.pop();
    for (const message of whole.map((json) => JSON.parse(json))) {
      if (message.method === 'Target.targetCrashed') this.#onCrash();
      this.#calls.get(message.id)?.(message.result ?? {});
      this.#calls.delete(message.id);
    }
  }
  #ask(method, params = {}, sessionId = undefined) {
    const id = ++this.#lastCall;
    const answer = new Promise((resolve) => this.#calls.set(id, resolve));
    this.#pipe.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return Promise.race([answer, this.ended.then(() => ({}))]);
  }
  async setFullScreen(on) {
    await this.#opened;
    const targetId = await this.#page();
    if (!targetId) return;
    const { windowId } = await this.#ask('Browser.getWindowForTarget', { targetId });
    if (windowId !== undefined)
      await this.#ask('Browser.setWindowBounds', { windowId, bounds: { windowState: on ? 'fullscreen' : 'normal' } });
  }
  lastWords() {
    return tail(this.#said, 5);
  }
  async close() {
    const limit = setTimeout(() => endTree(this.#browser), 4_000);
    this.#ask('Browser.close');
    await this.ended;
    clearTimeout(limit);
  }
}
