/** docs/install.md says what the code does, and its unit is one that systemd takes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FAULT_EXIT, LIMITS, restartPauseMs } from '../../src/main/supervisor/main-process.ts';
import { LIMITS as PAGE } from '../../src/main/supervisor/page.machine.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/install.md');
const unit = /```ini\n([^`]+)```/.exec(page)?.[1] ?? '';
const settings = new Map(
  unit.split('\n').flatMap((line) => (/^\w+=/.test(line) ? [line.split(/=(.*)/s).slice(0, 2) as [string, string]] : [])),
);

test('the unit says what main listens to', () => {
  const main = read('src/main/index.ts');
  const watchdog = read('src/main/supervisor/watchdog.ts');
  const [name, on] = settings.get('Environment')!.split('=') as [string, string];
  expect(main).toContain(`process.env['${name}'] === '${on}'`);
  // systemd-notify is another process than main.
  expect(watchdog).toContain("execFile('systemd-notify', ['WATCHDOG=1']");
  expect(settings.get('NotifyAccess')).toBe('all');
  expect(Number(settings.get('WatchdogSec'))).toBeGreaterThanOrEqual(30);
  expect(settings.get('Restart')).toBe('always');
  expect(settings.get('StartLimitIntervalSec')).toBe('0');
  // Doors are seen to before it is killed.
  expect(Number(settings.get('TimeoutStopSec')) * 1000).toBeGreaterThanOrEqual(2 * LIMITS.stopMs);
  const [program, app] = settings.get('ExecStart')!.split(' ') as [string, string];
  expect([program, app]).toEqual([
    `${settings.get('WorkingDirectory')}/node_modules/electron/dist/electron`,
    settings.get('WorkingDirectory'),
  ]);
});

test('its figures are the code’s', () => {
  expect(page).toContain(`exit code ${FAULT_EXIT}`);
  expect(page).toContain(`after ${[1, 2, 3, 4].map((restarts) => restartPauseMs(restarts) / 1000).join(', ')} … 60 s`);
  expect(restartPauseMs(1000)).toBe(60_000);
  // A page that is silent for so long is ended, and loaded again a second later.
  expect(PAGE.silentMs).toBe(20_000);
});

const analyze = spawnSync('systemd-analyze', ['--version']).status === 0;
test.skipIf(!analyze)('systemd takes the unit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-unit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'lintel.service');
  // The program is not installed here.
  const here = (text: string): string =>
    text.replace(/^ExecStart=.*/m, 'ExecStart=/bin/true').replace(/^WorkingDirectory=.*/m, 'WorkingDirectory=/');
  const verify = (text: string): string => {
    writeFileSync(file, here(text));
    const { stdout, stderr, error } = spawnSync('systemd-analyze', ['--user', 'verify', file], {
      encoding: 'utf8',
      timeout: 240_000,
      env: { ...process.env, XDG_RUNTIME_DIR: folder },
    });
    return error
      ? String(error)
      : `${stdout}${stderr}`
          .split('\n')
          .filter((line) => line.includes('lintel.service'))
          .join('\n');
  };
  expect(verify(unit)).toBe('');
  // Or it takes anything.
  expect(verify(unit.replace('RestartSec=2', 'RestartSec=soon'))).toContain('Failed to parse sec value');
  expect(verify(unit.replace('WatchdogSec', 'WatchdogSeconds'))).toContain('WatchdogSeconds');
});
