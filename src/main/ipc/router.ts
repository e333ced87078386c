/** The only file that names ipcMain: one channel for calls, one for events. */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { EventName, EventPayload } from '../../shared/contract.ts';
import { dispatch, mayHear, type Caller, type Handlers } from './dispatch.ts';
import type { Log } from '../base/log.ts';

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
  /** A page that is going away may have no frame any more, and throws when it is asked: nobody we know. */
  function callerAt(event: IpcMainInvokeEvent): Caller {
    try {
      const isTopFrame = event.senderFrame !== null && event.senderFrame === event.sender.mainFrame;
      return isTopFrame ? callerOf(event.sender) : null;
    } catch {
      return null;
    }
  }

  ipcMain.handle('call', (event: IpcMainInvokeEvent, name: unknown, input: unknown) => {
    return dispatch(handlers, callerAt(event), name, input, log);
  });
  return {
    emit: (name, payload) => {
      for (const contents of windows()) {
        // A page that is gone, or goes at this moment: whoever announces has other things to do than to hear of it.
        try {
          if (!contents.isDestroyed() && mayHear(callerOf(contents), name)) contents.send('event', name, payload);
        } catch (error) {
          log.warn({ err: error, event: name }, 'a window could not be told');
        }
      }
    },
  };
}
