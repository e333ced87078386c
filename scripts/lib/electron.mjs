// Electron's binary: found, fetched, or given up for a while. An Electron that cannot start counts as not had.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, readJson, writeJson } from './project.mjs';
import { run, tail } from './run.mjs';
import { say, seconds } from './say.mjs';

const FETCH_LIMIT_MS = 20_000;
const FAILURE = inRoot('.cache/electron-fetch.json');
/** A machine that could not fetch it a minute ago is not asked again at each start. */
const AGAIN_AFTER_MS = 12 * 3_600_000;
/** Main is an ES module, which Electron runs from 28 on. */
const OLDEST = 28;

const wantedVersion = () => readJson(inRoot('node_modules/electron/package.json'))?.version ?? '';

function binaryPath() {
  const inside = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  return folder ? join(folder, inside) : inRoot('node_modules/electron/dist', inside);
}
function fetched() {
  try {
    return (
      readFileSync(inRoot('node_modules/electron/dist/version'), 'utf8').replace(/^v/, '').trim() === wantedVersion() &&
      existsSync(binaryPath())
    );
  } catch {
    return false;
  }
}

async function fetchBinary() {
  const failure = readJson(FAILURE);
  const age = Date.now() - (failure?.at ?? 0);
  if (failure?.version === wantedVersion() && age >= 0 && age < AGAIN_AFTER_MS) {
    return `could not be fetched ${Math.max(1, Math.round(age / 60_000))} min ago (${failure.reason}); not tried again today, unless .cache/electron-fetch.json is removed`;
  }
  const from = performance.now();
  say(`fetching Electron ${wantedVersion()}, for at most ${FETCH_LIMIT_MS / 1000} s ...`);
  const { status, timedOut, output } = await run(process.execPath, [inRoot('node_modules/electron/install.js')], {
    cwd: inRoot(),
    limitMs: FETCH_LIMIT_MS,
    env: { ELECTRON_OVERRIDE_DIST_PATH: '' },
  });
  if (status === 0 && fetched()) {
    rmSync(FAILURE, { force: true });
    say(`fetching Electron: done in ${seconds(from)}`);
    return null;
  }
  // Half of a binary is none.
  rmSync(inRoot('node_modules/electron/dist'), { recursive: true, force: true });
  const reason = timedOut
    ? `no answer in ${FETCH_LIMIT_MS / 1000} s`
    : (/(?:Error|cause).*?: ?(.{3,100})/.exec(output)?.[1] ?? tail(output, 1)).trim();
  writeJson(FAILURE, { version: wantedVersion(), at: Date.now(), reason });
  return `could not be fetched (${reason}; ${seconds(from)})`;
}

/** Answers { path, version }, or { reason } in words. */
export async function findElectron({ fetch = true } = {}) {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const path = binaryPath();
  if (given && !existsSync(path)) return { reason: `ELECTRON_OVERRIDE_DIST_PATH is set, but ${path} is not there` };
  if (!given && !fetched()) {
    const reason = fetch ? await fetchBinary() : 'is not there';
    if (reason) return { reason };
  }
  if (process.platform === 'linux') {
    const { output } = await run('ldd', [path], { limitMs: 10_000 });
    const missing = [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
    if (missing.length > 0) return { reason: `cannot start: the system lacks ${[...new Set(missing)].join(', ')}` };
  }
  // As Node it needs no display, and still loads all of its libraries.
  const { status, output } = await run(path, ['-p', 'process.versions.electron'], {
    limitMs: 20_000,
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const version = /^(\d+\.\d+\.\S+)/m.exec(output)?.[1];
  if (status !== 0 || !version) return { reason: `does not start: ${tail(output, 2) || `exit ${status}`}` };
  if (Number(version.split('.')[0]) < OLDEST) return { reason: `is ${version}, too old: Lintel needs ${OLDEST} or newer` };
  return { path, version };
}
