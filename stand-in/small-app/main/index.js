// A main process that uses of Electron what Lintel does, for stand-in.test.ts.
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, protocol, safeStorage, session, utilityProcess } from 'electron';

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
if (!app.requestSingleInstanceLock()) {
  console.log('another instance has the profile');
  app.exit(3);
}
app.on('second-instance', (_event, argv) => console.log(`knocked: ${argv.at(-1)}`));
app.on('before-quit', () => console.log('before-quit'));
app.on('will-quit', () => console.log('will-quit'));
app.on('window-all-closed', () => app.quit());

await app.whenReady();
const engine = utilityProcess.fork(join(import.meta.dirname, 'engine.js'), [], { serviceName: 'Small engine' });
engine.on('exit', () => console.log('engine ended'));
const answers = new Map();
engine.on('message', ({ id, sum }) => answers.get(id)?.(sum));

protocol.handle('app', (request) => {
  const { pathname } = new URL(request.url);
  if (pathname !== '/index.html') return new Response('not found', { status: 404 });
  return new Response('<!doctype html><html><head><title>Small</title></head><body></body></html>', {
    headers: {
      'content-type': 'text/html',
      'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'",
    },
  });
});
session.defaultSession.setPermissionRequestHandler((contents, permission, answer) =>
  answer(permission === 'media' && contents.getURL().startsWith('app://small/')),
);

const window = new BrowserWindow({
  width: 900,
  height: 600,
  webPreferences: { preload: join(import.meta.dirname, '../preload/index.cjs') },
});
let mayClose = true;
window.on('close', (event) => {
  if (!mayClose) event.preventDefault();
});
window.on('closed', () => console.log('closed'));
window.webContents.on('did-start-navigation', ({ isMainFrame }) => console.log(`navigates: ${isMainFrame}`));
window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
  console.log(`gone: ${reason} ${exitCode}`);
  window.webContents.reload();
});
app.on('child-process-gone', (_event, { type, reason, name }) => console.log(`child gone: ${type} ${reason} ${name}`));

let calls = 0;
ipcMain.handle('call', (event, name, input) => {
  switch (name) {
    case 'who':
      return { top: event.senderFrame === event.sender.mainFrame, url: event.senderFrame.url, origin: event.senderFrame.origin };
    case 'sum':
      return new Promise((resolve) => {
        const id = ++calls;
        answers.set(id, resolve);
        engine.postMessage({ id, numbers: input });
      });
    case 'may-close':
      mayClose = input;
      return null;
    case 'end-me':
      event.sender.forcefullyCrashRenderer();
      return null;
    case 'relaunch':
      app.relaunch({ args: [...process.argv.slice(1), '--again'] });
      app.exit(70);
      return null;
    case 'keychain':
      return safeStorage.isAsyncEncryptionAvailable();
    case 'save':
      return dialog.showSaveDialog(window, { defaultPath: '/elsewhere/log.csv' });
    case 'tell-me':
      event.sender.send('event', 'told', input);
      return null;
    default:
      throw new Error(`no call ${name}`);
  }
});
window.loadURL('app://small/index.html?a=1#/here');
