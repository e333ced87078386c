/** Runs in the sandboxed page before its scripts: three functions, and nothing of Electron reaches the page. */
import { contextBridge, ipcRenderer } from 'electron';

const bridge = {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', name, input),
  on: (name: string, listener: (payload: unknown) => void): (() => void) => {
    const relay = (_event: unknown, announced: string, payload: unknown): void => {
      if (announced === name) listener(payload);
    };
    ipcRenderer.on('event', relay);
    return () => {
      ipcRenderer.removeListener('event', relay);
    };
  },
  platform: process.platform,
};

contextBridge.exposeInMainWorld('lintel', bridge);
