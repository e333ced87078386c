// What `npm test` runs, in this order. Each check answers { ok, passed?, failed?, skipped?, note? }.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { aptInstall, ensureChromium } from './chromium.mjs';
import { findElectron } from './electron.mjs';
import { ensurePeers } from './peers.mjs';
import { inRoot, isDebian, isRoot, onPath, readJson } from './project.mjs';
import { run, temporaryFolder } from './run.mjs';
import { say, step } from './say.mjs';

const minutes = (n) => n * 60_000;
const binary = (...parts) => inRoot('node_modules', ...parts);

/** Longer than any one test may take, which ends by a limit of its own and says which it was. */
const SILENT_MS = minutes(20);
const sayStopped = ({ limitMs, silentMs }) =>
  say(
    limitMs
      ? `stopped: it took longer than ${limitMs / 60_000} minutes`
      : `stopped: it said nothing for ${silentMs / 60_000} minutes`,
  );

/** A tool of Node's, its output shown as it comes, or given to `beside`. limits: of `run`. */
async function tool(script, args, limits, { env, beside } = {}) {
  const { status, timedOut } = await run(process.execPath, [script, ...args], {
    ...limits,
    cwd: inRoot(),
    env,
    show: beside?.show ?? 'all',
    signal: beside?.signal,
  });
  if (timedOut) sayStopped(limits);
  return { ok: status === 0 && !timedOut };
}

let folder = null;
/** Reports and the profiles of the tests: one folder, removed at the end. */
const scratch = () => (folder ??= temporaryFolder('test'));

async function unit() {
  const without = await ensurePeers();
  const report = join(scratch(), 'unit.json');
  const { ok } = await tool(
    binary('vitest/vitest.mjs'),
    ['run'],
    { silentMs: SILENT_MS },
    { env: { LINTEL_UNIT_JSON: report, TMPDIR: scratch() } },
  );
  const found = readJson(report);
  const counts = {
    passed: found?.numPassedTests ?? 0,
    failed: found?.numFailedTests ?? 0,
    skipped: (found?.numPendingTests ?? 0) + (found?.numTodoTests ?? 0),
  };
  // A file that does not even load has no failed test in it.
  const note = !found ? 'no report' : without.length > 0 ? `skipped for want of ${without.join(' and ')}` : '';
  return { ok: ok && found?.success === true, ...counts, ...(note === '' ? {} : { note }) };
}

async function playwright(project, env = {}, wrapper = []) {
  const report = join(scratch(), `e2e-${project}.json`);
  const script = [binary('@playwright/test/cli.js'), 'test', `--project=${project}`, '--pass-with-no-tests'];
  const [command, ...args] = [...wrapper, process.execPath, ...script];
  const { status, timedOut } = await run(command, args, {
    cwd: inRoot(),
    silentMs: SILENT_MS,
    show: 'all',
    env: { LINTEL_E2E_JSON: report, TMPDIR: scratch(), ...env },
  });
  if (timedOut) sayStopped({ silentMs: SILENT_MS });
  const stats = readJson(report)?.stats ?? {};
  return {
    ok: status === 0 && !timedOut,
    passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
    failed: stats.unexpected ?? 0,
    skipped: stats.skipped ?? 0,
  };
}

/** Electron draws on a display; where there is none a virtual one does. Answers the words in front of a command, or null. */
async function displayFor() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return [];
  if (!onPath(['xvfb-run']) && isRoot() && isDebian())
    await step('installing a virtual display (apt)', () => aptInstall(['xvfb', 'xauth'])).catch(() => undefined);
  const xvfb = onPath(['xvfb-run']);
  return xvfb ? [xvfb, '-a', '-s', '-screen 0 1920x1200x24'] : null;
}

async function e2e() {
  await build();
  const chromium = await ensureChromium();
  say(`the same specs, first in the stand-in (${chromium})`);
  const first = await playwright('stand-in', { LINTEL_CHROMIUM: chromium });
  if (!first.ok) return { ...first, note: 'in the stand-in' };
  const electron = await findElectron();
  const display = electron.path ? await displayFor() : null;
  if (!electron.path || !display) {
    const why = electron.path ? 'is here, but no display and no xvfb-run' : electron.reason;
    say(`not in real Electron: it ${why}`);
    return { ...first, note: 'in the stand-in only: no Electron' };
  }
  say(`now in Electron ${electron.version}`);
  const second = await playwright('electron', { LINTEL_ELECTRON: electron.path }, display);
  return {
    ok: second.ok,
    passed: first.passed + second.passed,
    failed: first.failed + second.failed,
    skipped: first.skipped + second.skipped,
    note: `in the stand-in and in Electron ${electron.version}`,
  };
}

/** A Python with PyTorch: the one that is named, the one beside the project, the system's. */
async function pythonWithTorch() {
  for (const python of [process.env.LINTEL_PYTHON, inRoot('../venv/bin/python'), 'python3']) {
    if (!python) continue;
    const { status } = await run(python, ['-c', 'import torch, pytest'], { limitMs: minutes(1) });
    if (status === 0) return python;
  }
  return null;
}

async function training() {
  const tests = inRoot('training/tests');
  if (!existsSync(tests) || !readdirSync(tests).some((name) => name.startsWith('test_')))
    return { ok: true, note: 'skipped: no tests there' };
  const python = await pythonWithTorch();
  if (!python) return { ok: true, note: 'skipped: no PyTorch' };
  const report = join(scratch(), 'training.xml');
  const { status, timedOut } = await run(
    python,
    ['-m', 'pytest', 'training/tests', '-q', '-p', 'no:cacheprovider', `--junitxml=${report}`],
    {
      cwd: inRoot(),
      silentMs: SILENT_MS,
      show: 'all',
      env: { TMPDIR: scratch(), PYTHONDONTWRITEBYTECODE: '1' },
    },
  );
  const xml = existsSync(report) ? readFileSync(report, 'utf8') : '';
  const count = (name) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(xml)?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  return {
    ok: status === 0 && !timedOut,
    passed: Math.max(0, count('tests') - failed - count('skipped')),
    failed,
    skipped: count('skipped'),
  };
}

/** In this order. `beside`: run side by side with its neighbours that say so, on as many cores as there are, the one that takes longest first. */
export const checks = [
  {
    name: 'format',
    what: 'Prettier',
    beside: { weight: 2 },
    run: (beside) =>
      tool(binary('prettier/bin/prettier.cjs'), ['--check', '--log-level', 'warn', '.'], { limitMs: minutes(20) }, { beside }),
  },
  {
    name: 'types',
    what: 'TypeScript, box by box',
    beside: { weight: 3 },
    run: (beside) => tool(inRoot('scripts/types.mjs'), [], { limitMs: minutes(30) }, { beside }),
  },
  {
    name: 'layers',
    what: 'who may import whom',
    beside: { weight: 1 },
    run: (beside) => tool(inRoot('scripts/layers.ts'), [], { limitMs: minutes(20) }, { beside }),
  },
  {
    name: 'lint',
    what: 'ESLint',
    beside: { weight: 4 },
    run: (beside) => tool(binary('eslint/bin/eslint.js'), ['--max-warnings', '0', '.'], { limitMs: minutes(40) }, { beside }),
  },
  { name: 'unit', what: 'unit, contract and parity tests', run: unit },
  {
    name: 'build',
    what: 'the app, as npm start runs it',
    run: async () => ({ ok: true, note: (await build()) ? '' : 'nothing had changed' }),
  },
  { name: 'e2e', what: 'the built app, end to end', run: e2e },
  { name: 'training', what: 'the Python side', run: training },
];
