/** The clocks of the machine that this runs on. */
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Clock } from './time.ts';

/** electron.vite.config.ts writes it into what it builds. */
declare const __LINTEL_BUILT_AT__: number | undefined;

/** Run from its sources (benches, tests, the demonstration's seeding) it counts as built when this was written. */
const WRITTEN_AT = Date.parse('2026-01-01T00:00:00Z');

/** ms since the epoch. */
export const builtAt: number = typeof __LINTEL_BUILT_AT__ === 'number' ? __LINTEL_BUILT_AT__ : WRITTEN_AT;

/**
 * Windows' tick count runs by a crystal that nothing disciplines, the wall clock by a network: they part by some tens of ppm, honestly. On Linux
 * and macOS both are disciplined alike.
 */
const WINDOWS_DRIFT_PPM = 100;

/**
 * Linux names each boot. Windows and macOS have boot times only, and those move as the wall clock is set: no name is better than one that a hand
 * on the clock can change.
 */
function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim() || null;
  } catch {
    return null;
  }
}

export function machineClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    uptime: () => uptime() * 1000,
    boot: bootId(),
    driftPpm: process.platform === 'win32' ? WINDOWS_DRIFT_PPM : 0,
  };
}
