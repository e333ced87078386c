import { defineConfig } from '@playwright/test';

/**
 * The same specs in the stand-in, always, and in real Electron where its binary is (`npm test` looks, and says which it was).
 * In the stand-in two files at a time: half of a spec's time is waiting (a page that must freeze for twenty seconds, a lock-out that must end). Electron's
 * windows share one display and one focus, and take turns.
 */
const projects = [
  { name: 'stand-in', workers: 2 },
  ...(process.env['LINTEL_ELECTRON'] ? [{ name: 'electron', workers: 1 }] : []),
];
/** An idle machine takes a second or two for what takes longest: a page that starts, a face that is recognised. */
const STEP_MS = 180_000;
const json = process.env['LINTEL_E2E_JSON'];

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  // Tours of pictures, no tests.
  testIgnore: process.env['LINTEL_TOUR'] ? [] : '**/*screens.spec.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  // For what hangs, and not for what is slow: specs have no limits of their own, and each step that is waited for has this one.
  timeout: 900_000,
  expect: { timeout: STEP_MS },
  use: { actionTimeout: STEP_MS, navigationTimeout: STEP_MS },
  reporter: json ? [['list'], ['json', { outputFile: json }]] : [['list']],
  projects,
});
