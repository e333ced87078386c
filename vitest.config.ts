import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Unit tests stand beside the code; what crosses boxes is in test/. A test that needs a DOM says so in its first line.
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', '{bench,driver,evaluate,stand-in,tools}/**/*.test.ts'],
    // Native modules (SQLite, onnxruntime) want processes, not threads.
    pool: 'forks',
    // Vitest leaves one core free; half of the tests' time is waiting (doors, engines that start), so on two cores that core would idle.
    maxWorkers: '100%',
    // For what hangs, and not for what is slow: a test waits for what should happen (expect.poll, test/fakes/patience.ts), and has no limit of its own.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 120_000, interval: 20 } },
    restoreMocks: true,
    reporters: process.env['LINTEL_UNIT_JSON']
      ? ['default', ['json', { outputFile: process.env['LINTEL_UNIT_JSON'] }]]
      : ['default'],
  },
});
