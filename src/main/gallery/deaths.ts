/** How soon a process that died is replaced. */
export type DeathLimits = {
  /** Deaths within a minute before nobody waits for the next one. */
  readonly deathsPerMinute: number;
  readonly minuteMs: number;
  /** Pause before a new process: none after the first death, then this, doubled each time. */
  readonly firstPauseMs: number;
};

export type AfterDeath = {
  /** The deaths that count, monotonic ms: given back at the next one. */
  readonly deaths: readonly number[];
  /** Until a new process is tried. */
  readonly pauseMs: number;
  readonly tooOften: boolean;
};

/** @param before `deaths` of the last answer; [] at first. @param now monotonic ms */
export function afterDeath(before: readonly number[], now: number, limits: DeathLimits): AfterDeath {
  const deaths = [...before.filter((at) => now - at < limits.minuteMs), now];
  if (deaths.length > limits.deathsPerMinute) return { deaths: [], pauseMs: limits.minuteMs, tooOften: true };
  const pauseMs = deaths.length === 1 ? 0 : limits.firstPauseMs * 2 ** (deaths.length - 2);
  return { deaths, pauseMs, tooOften: false };
}
