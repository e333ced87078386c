/** The only file that names ipcMain: one channel for calls, one for events. */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { EventName, EventPayload } from '../../shared/contract.ts';
import { dispatch, mayHear, type Caller, type Handlers } from './dispatch.ts';
import type { Log } from '../log.ts';

export type Router = { emit<N extends EventName>(name: N, payload: EventPayload<N>): void };

/**
 * @param callerOf role of the window behind a web contents, null for a stranger's
 * @param windows every window that is told of events, as far as its role goes
 */
export function createRouter(
  handlers: Handlers,
  callerOf: (sender: WebContents) => Caller,
  windows: () => readonly WebContents[],
  log: Log,
): Router {
  ipcMain.handle('call', (event: IpcMainInvokeEvent, name: unknown, input: unknown) => {
    const isTopFrame = event.senderFrame !== null && event.senderFrame === event.sender.mainFrame;
    return dispatch(handlers, isTopFrame ? callerOf(event.sender) : null, name, input, log);
  });
  return {
    emit: (name, payload) => {
      for (const contents of windows()) {
        if (!contents.isDestroyed() && mayHear(callerOf(contents), name)) contents.send('event', name, payload);
      }
    },
  };
}
