// The page's half of the stand-in: a module in front of the app's own scripts. The server puts PRELOADS and MAIN in front of it
// (server.ts, script()).
/* global PRELOADS, MAIN */
import { parse, stringify } from './devalue/index.js';

// The same as codec.ts.
const encode = (value) => stringify(structuredClone(value), { Error: (v) => v instanceof Error && [v.name, v.message] });
const decode = (text) => parse(text, { Error: ([name, message]) => Object.assign(new Error(message), { name }) });

const ids = Object.keys(PRELOADS).map(Number);
const remembered = Number(sessionStorage.getItem('stand-in-window'));
const windowId = ids.includes(remembered) ? remembered : Math.min(...ids);

const socket = new WebSocket(`ws://${location.host}/__stand-in/ipc?window=${windowId}`);
const unsent = [];
function post(message) {
  const text = encode(message);
  if (socket.readyState === WebSocket.CONNECTING) unsent.push(text);
  else if (socket.readyState === WebSocket.OPEN) socket.send(text);
}
socket.addEventListener('open', () => {
  for (const text of unsent.splice(0)) socket.send(text);
});

// First of all: main decides by it who is asking.
post({ t: 'at', url: location.href });

let lastCall = 0;
const calls = new Map();
function ask(message) {
  return new Promise((resolve, reject) => {
    const id = ++lastCall;
    calls.set(id, { resolve, reject });
    try {
      if (socket.readyState > WebSocket.OPEN) throw new Error('the main process has ended');
      post({ ...message, id });
    } catch (error) {
      calls.delete(id);
      reject(error);
    }
  });
}

const listeners = new Map();
const ipcRenderer = {
  invoke: (channel, ...args) => ask({ t: 'invoke', channel, args }),
  send: (channel, ...args) => post({ t: 'send', channel, args }),
  on(channel, listener) {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    return ipcRenderer;
  },
  once(channel, listener) {
    const once = (...given) => {
      ipcRenderer.off(channel, once);
      listener(...given);
    };
    return ipcRenderer.on(channel, once);
  },
  off(channel, listener) {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter((l) => l !== listener),
    );
    return ipcRenderer;
  },
  removeListener: (channel, listener) => ipcRenderer.off(channel, listener),
  removeAllListeners(channel) {
    listeners.delete(channel);
    return ipcRenderer;
  },
};

function deepFreeze(value) {
  if (value !== null && typeof value === 'object') Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
// Electron copies across two worlds; here there is one world, so this is a name and not a wall (README.md).
const contextBridge = {
  exposeInMainWorld(name, api) {
    if (name in window) throw new Error(`Cannot bind an API on top of an existing property on the window object: ${name}`);
    Object.defineProperty(window, name, { value: deepFreeze(api), enumerable: true });
  },
};

/** Shown in the place of the app when main is gone: a tab, unlike a window of Electron's, outlives it. */
function showEnd(text) {
  const show = () => {
    document.title = 'Lintel';
    document.body.replaceChildren(Object.assign(document.createElement('p'), { textContent: text, id: 'stand-in-ended' }));
  };
  if (document.body) show();
  else addEventListener('DOMContentLoaded', show);
}

function setFullScreen(on) {
  // Refused by the browser unless a click came just before; the launcher makes its own window full-screen anyway.
  if (on && !document.fullscreenElement) document.documentElement.requestFullscreen().catch(() => undefined);
  else if (!on && document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
}

const handle = {
  reply({ id, value, error }) {
    const call = calls.get(id);
    calls.delete(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new Error(error));
  },
  event({ channel, args }) {
    for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer, ports: [] }, ...args);
  },
  kiosk: ({ on }) => setFullScreen(on),
  reload: () => location.reload(),
  gone: () => showEnd('This window is closed.'),
};
socket.addEventListener('message', ({ data }) => {
  const message = decode(data);
  handle[message.t](message);
});
socket.addEventListener('close', ({ code }) => {
  for (const { reject } of calls.values()) reject(new Error('the main process has ended'));
  calls.clear();
  if (code === 4001) showEnd('This window was opened in another tab.');
  else if (code !== 4002 && !leaving) showEnd('Lintel has ended. Start it again with npm start.');
});
let leaving = false;
addEventListener('pagehide', () => (leaving = true));

// The camera: main's permission handlers decide first, the browser's own permission second.
const devices = navigator.mediaDevices;
if (devices) {
  const getUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints = {}) => {
    const mediaTypes = ['video', 'audio'].filter((kind) => constraints[kind]);
    if (!(await ask({ t: 'permission', mediaTypes }))) throw new DOMException('Permission denied', 'NotAllowedError');
    return getUserMedia(constraints);
  };
}
window.open = (url) => {
  post({ t: 'open', url: String(new URL(url ?? 'about:blank', location.href)) });
  return null;
};
window.close = () => post({ t: 'close' });

const modules = { electron: { contextBridge, ipcRenderer } };
function requireInPreload(name) {
  if (name in modules) return modules[name];
  throw new Error(`module not found: ${name}`); // as a sandboxed preload says
}
const preloadModule = { exports: {} };
PRELOADS[windowId]?.(
  requireInPreload,
  { ...MAIN, env: {}, argv: [], type: 'renderer', sandboxed: true },
  preloadModule,
  preloadModule.exports,
);

addEventListener('load', () => post({ t: 'loaded' }));
