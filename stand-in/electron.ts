/** The module that `import ... from 'electron'` finds under the stand-in: what src/main uses of it, and no more. */
import { app, startApp } from './app.ts';
import {
  crashReporter,
  dialog,
  Menu,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  safeStorage,
  screen,
  shell,
  systemPreferences,
} from './desktop.ts';
import { evaluate, onHostMessage } from './host.ts';
import { utilityProcess } from './processes.ts';
import { ipcMain, protocol, session } from './session.ts';
import { BrowserWindow } from './windows.ts';

const electron = {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  utilityProcess,
};

onHostMessage((message) => {
  if (message.type === 'quit') app.quit();
  else if (message.type === 'window-again') void BrowserWindow.fromId(message.id)?.askForPage(false);
  else if (message.type === 'window-closed') BrowserWindow.fromId(message.id)?.closedByPerson();
  else if (message.type === 'page-crashed') BrowserWindow.fromId(message.id)?.webContents.crashed();
  else void evaluate(electron, message);
});
// Whoever started us is gone, or a signal asks: leave in order, but leave.
for (const event of ['disconnect', 'SIGTERM', 'SIGINT'] as const) {
  process.once(event, () => {
    app.quit();
    setTimeout(() => process.exit(1), 5_000).unref();
  });
}
// Main's own modules run first, so that they can still do what Electron allows only before `ready`.
setImmediate(startApp);

export default electron;
export {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  utilityProcess,
};
