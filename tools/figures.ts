/**
 * What every bench shares. A bench prints a table for people; with `--json` one line of JSON stands on standard output and nothing
 * else: what would be said beside it (the machine, progress) goes to standard error.
 */
import { availableParallelism, cpus, loadavg } from 'node:os';

export const json = process.argv.includes('--json');

/** The q-quantile (0..1) of the values, between neighbours by the straight line (type 7, as numpy). NaN for none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}
export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const p50 = median;
export const p95 = (values: readonly number[]): number => quantile(values, 0.95);

/** A whole number of 1 or more from the command line, `--name N`. Throws where something else stands there. */
export function option(name: string, usual: number): number {
  const at = process.argv.indexOf(`--${name}`);
  if (at < 0) return usual;
  const given = Number(process.argv[at + 1]);
  if (!Number.isInteger(given) || given < 1) throw new Error(`--${name} is a whole number`);
  return given;
}

/** To so many decimals, as a number: for JSON. */
export const round = (v: number, decimals = 2): number => Number(v.toFixed(decimals));

/** For people: on standard output, or on standard error where a machine reads standard output. */
export function say(text = ''): void {
  (json ? process.stderr : process.stdout).write(`${text}\n`);
}

/** The processor, its threads, the load, the runtime: what a figure is worth depends on them. */
export function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  return `${model}, ${availableParallelism()} threads, load ${loadavg()[0]!.toFixed(1)}, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}

/** Columns as wide as their widest cell; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows.map((r) => r.map(String))];
  const widths = head.map((_, c) => Math.max(...cells.map((r) => (r[c] ?? '').length)));
  const numeric = head.map((_, c) => c > 0 && rows.every((r) => typeof r[c] === 'number' || /^[-–\d]/.test(r[c] ?? '-')));
  const line = (r: readonly string[]): string =>
    r
      .map((v, c) => (numeric[c] ? v.padStart(widths[c]!) : v.padEnd(widths[c]!)))
      .join('   ')
      .trimEnd();
  return [line(cells[0]!), widths.map((w) => '-'.repeat(w)).join('   '), ...cells.slice(1).map((r) => line(r))].join('\n');
}

/** The one line of `--json`; a table otherwise. Call once, at the end. */
export function finish(result: Readonly<Record<string, unknown>>, text: string): void {
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else say(text);
}
