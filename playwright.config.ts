import { defineConfig } from '@playwright/test';

/**
 * The same specs in the stand-in, always, and in real Electron where its binary is (`npm test` looks, and says which it was).
 * One worker: the machine's cores go to the camera, the detector and the engine.
 */
const projects = [{ name: 'stand-in' }, ...(process.env['LINTEL_ELECTRON'] ? [{ name: 'electron' }] : [])];
const json = process.env['LINTEL_E2E_JSON'];

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  // Tours of pictures, no tests.
  testIgnore: process.env['LINTEL_TOUR'] ? [] : '**/*screens.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: { actionTimeout: 20_000 },
  reporter: json ? [['list'], ['json', { outputFile: json }]] : [['list']],
  projects,
});
