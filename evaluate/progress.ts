/** Progress on stderr, with the time left; and Ctrl-C as a value. */

/** `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}

export type Progress = {
  /** One more is done; `worked` = false when it came from the cache, which says nothing about the time left. */
  step(worked: boolean): void;
  end(): void;
};

/** A line that is rewritten on a terminal; elsewhere a line each fifteen seconds. */
export function startProgress(what: string, total: number): Progress {
  const terminal = process.stderr.isTTY;
  const started = performance.now();
  let shown = 0;
  let done = 0;
  let worked = 0;
  function show(): void {
    const seconds = (performance.now() - started) / 1000;
    const left = worked > 0 ? `, ${duration((seconds / worked) * (total - done))} left` : '';
    const rate = worked > 0 ? `, ${((1000 * seconds) / worked).toFixed(0)} ms each` : '';
    const line = `${what}: ${done} of ${total}${rate}${done < total ? left : `, ${duration(seconds)}`}`;
    process.stderr.write(terminal ? `\r\x1b[K${line}` : `${line}\n`);
    shown = performance.now();
  }
  return {
    step(counts) {
      done++;
      if (counts) worked++;
      if (performance.now() - shown > (terminal ? 250 : 15_000)) show();
    },
    end() {
      show();
      if (terminal) process.stderr.write('\n');
    },
  };
}

/** True after Ctrl-C; a second one ends at once. */
export function watchInterrupt(): () => boolean {
  let stopped = false;
  process.on('SIGINT', () => {
    if (stopped) process.exit(130);
    stopped = true;
    process.stderr.write('\nstopping after this one; what is done is kept (Ctrl-C again: at once)\n');
  });
  return () => stopped;
}
