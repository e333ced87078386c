/** Ties the page's supervisor to Electron's window: its events in, its ways of ending and loading a page out. */
import type { BrowserWindow } from 'electron';
import type { Log } from '../base/log.ts';
import type { PageFault } from './page.machine.ts';
import { supervisePage, type PageSupervisor } from './page.ts';

export type WindowWorld = {
  readonly window: BrowserWindow;
  ping(): void;
  book(fault: PageFault): void;
  back(fault: PageFault): void;
  readonly log: Log;
};

export function superviseWindow({ window, ping, book, back, log }: WindowWorld): PageSupervisor {
  const contents = window.webContents;
  const page = supervisePage({
    // A page that stands at a developer's breakpoint is not frozen.
    ask: () => (contents.isDevToolsOpened() ? page.alive(false) : ping()),
    reload: () => {
      if (!window.isDestroyed()) contents.reload();
    },
    crash: () => {
      if (!window.isDestroyed()) contents.forcefullyCrashRenderer();
    },
    book,
    back,
    monotonic: () => performance.now(),
    later: (ms, call) => {
      const timer = setTimeout(call, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
    log,
  });
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) page.loading();
  });
  contents.on('did-finish-load', () => page.loaded());
  contents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
    if (isMainFrame) page.failed(code);
  });
  contents.on('render-process-gone', (_event, { reason, exitCode }) => page.gone(reason, exitCode));
  window.on('unresponsive', () => page.unresponsive());
  window.on('responsive', () => page.responsive());
  window.on('closed', () => page.stop());
  return page;
}
