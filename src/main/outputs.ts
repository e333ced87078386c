/**
 * The doors that are driven: opens each output as its site is opened, replaces one when its configuration changes, and books what it did.
 * Nobody waits for a door: `open` returns at once, and its outcome is a row of its own.
 */
import type { AppError } from '../domain/errors.ts';
import { eventId, type EventId } from '../domain/ids.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { DoorEvent, DoorOutput, DoorRequest, Trace } from '../doors/door.ts';
import { openOutput } from '../doors/open-output.ts';
import { PULSE_MAX_MS, type OutputTest, type TraceLine } from '../shared/outputs.ts';
import type { LogRow } from '../shared/schemas.ts';
import { doorName, getOutput, listOutputs } from '../storage/outputs.ts';
import type { Log } from './log.ts';
import type { Site } from './site.ts';
import type { Clock } from './time.ts';

/** open: an emergency. locked: a lockdown. Else the rules decide, and a pulse opens. */
export type DoorMode = 'open' | 'locked' | 'normal';

export type Outputs = {
  /** @param modeOf what holds for a door, asked as the site opens and as a door is wired: an emergency outlives a restart without locking in between */
  start(site: Site, modeOf?: (doorId: number) => DoorMode): void;
  /** Opens a door for one punch (or whatever `about` is), never awaited; what the door did becomes a row. No row where nothing is wired. */
  open(doorId: number | null, about: EventId | null, milliseconds: number): void;
  /** Keeps a door open or locked until told otherwise; asks its device again and again until it has done so. */
  hold(doorId: number, mode: DoorMode): void;
  /** The stored configuration has changed, or the door is gone. */
  changed(doorId: number): Promise<void>;
  /** One pulse with everything that was said; the row that says so is written first. */
  test(doorId: number): Promise<Result<OutputTest>>;
  /**
   * What a wired contact says, at each change; null = nothing any more, its output was closed. `at` in ms since the epoch. Answers how
   * to stop.
   */
  onContact(listener: (doorId: number, open: boolean | null, at: number) => void): () => void;
  /** Each time that a door is told to open for so long, whoever asked for it. Answers how to stop. */
  onRelease(listener: (doorId: number, milliseconds: number) => void): () => void;
  /** A row that was written: where a broker listens, it is told, without a name. */
  told(row: LogRow): void;
  /** Leaves every door locked, or open where it is held open. Takes two seconds at most. */
  stop(): Promise<void>;
};

export type OutputsDeps = {
  /** For a kiosk without a door, and for a door where nothing is wired: none, or the drawn one of the demonstration. */
  readonly fallback: DoorOutput;
  readonly clock: Clock;
  readonly log: Log;
};

/** How long a tested door is open. */
export const TEST_MS = 3_000;
/** How long a door opens that was asked to over MQTT. */
const REMOTE_MS = 5_000;
const HOLD_AGAIN_MS = 2_000;
const LINES_MAX = 200;
const LINE_MAX = 4_000;

type Wired = {
  readonly output: DoorOutput;
  mode: DoorMode;
  timer: ReturnType<typeof setTimeout> | undefined;
  readonly stop: (() => void)[];
};

export function createOutputs({ fallback, clock, log }: OutputsDeps): Outputs {
  const wired = new Map<number, Wired>();
  const listeners = new Set<(doorId: number, open: boolean | null, at: number) => void>();
  const releaseListeners = new Set<(doorId: number, milliseconds: number) => void>();
  let site = null as Site | null;
  let modeNow: (doorId: number) => DoorMode = () => 'normal';

  /** A site that was closed meanwhile has no log any more. */
  function record(on: Site, facts: Parameters<Site['record']>[0]): Result<LogRow> {
    if (site !== on) return err({ code: 'not-set-up' });
    const row = on.record(facts);
    if (!row.ok) log.error({ error: row.error }, 'what a door did could not be booked');
    return row;
  }

  const outputOf = (doorId: number | null): DoorOutput => {
    const found = doorId === null ? undefined : wired.get(doorId)?.output;
    return found && found.kind !== 'none' ? found : fallback;
  };

  async function pulse(doorId: number | null, milliseconds: number, trace?: Trace): Promise<Result<null>> {
    if (doorId !== null && wired.get(doorId)?.mode === 'locked') return err({ code: 'door-locked-down' });
    const ms = Math.min(milliseconds, PULSE_MAX_MS);
    if (doorId !== null) for (const listener of releaseListeners) listener(doorId, ms);
    try {
      return await outputOf(doorId).pulse(ms, trace);
    } catch (error) {
      log.error({ err: error, doorId }, 'a door output threw');
      return err({ code: 'internal' });
    }
  }

  function open(doorId: number | null, about: EventId | null, milliseconds: number): void {
    const on = site;
    if (!on || outputOf(doorId).kind === 'none') return;
    void pulse(doorId, milliseconds).then((answer) =>
      record(on, { kind: 'door', reason: answer.ok ? 'opened' : answer.error.code, about, doorId }),
    );
  }

  function asked(doorId: number, request: DoorRequest): void {
    const entry = wired.get(doorId);
    if (!site || !entry) return;
    if (request === 'lock') {
      if (entry.mode !== 'open') void entry.output.hold(false);
      return;
    }
    const refused = entry.mode === 'locked';
    const row = record(site, { kind: 'door', reason: refused ? 'remote-ignored' : 'remote-open', doorId });
    if (row.ok && !refused) open(doorId, eventId(row.value.id), REMOTE_MS);
  }

  /** Brings a door to its mode, and again until it is there; the first failure is booked. */
  async function settle(doorId: number, entry: Wired, booked: boolean): Promise<void> {
    clearTimeout(entry.timer);
    const on = site;
    const { mode } = entry;
    const done = await entry.output.hold(mode === 'open');
    if (done.ok || entry.mode !== mode || wired.get(doorId) !== entry) return;
    if (on && !booked) record(on, { kind: 'door', reason: done.error.code, doorId });
    entry.timer = setTimeout(() => void settle(doorId, entry, true), HOLD_AGAIN_MS);
  }

  function wire(doorId: number, mode: DoorMode): void {
    if (!site) return;
    const { config, secrets } = getOutput(site.db, doorId);
    if (config.kind === 'none') return;
    const name = doorName(site.db, doorId) ?? '';
    const output = openOutput(config, secrets, { doorId, name, held: mode === 'open', now: () => clock.now() });
    const entry: Wired = { output, mode, timer: undefined, stop: [] };
    wired.set(doorId, entry);
    entry.stop.push(
      output.onContact((isOpen) => {
        for (const listener of listeners) listener(doorId, isOpen, clock.now());
      }),
      output.onRequest((request) => asked(doorId, request)),
    );
    if (mode === 'open') void settle(doorId, entry, false);
    log.info({ doorId, kind: config.kind }, 'a door output is opened');
  }

  async function unwire(doorId: number): Promise<void> {
    const entry = wired.get(doorId);
    if (!entry) return;
    wired.delete(doorId);
    clearTimeout(entry.timer);
    for (const stop of entry.stop) stop();
    for (const listener of listeners) listener(doorId, null, clock.now());
    await entry.output.close().catch((error: unknown) => log.error({ err: error, doorId }, 'a door output could not be closed'));
  }

  return {
    start(opened, modeOf = () => 'normal') {
      site = opened;
      modeNow = modeOf;
      for (const doorId of wired.keys()) void unwire(doorId);
      for (const { doorId } of listOutputs(opened.db)) wire(doorId, modeOf(doorId));
    },
    open,
    hold(doorId, mode) {
      const entry = wired.get(doorId);
      if (!entry) {
        if (fallback.kind !== 'none') void fallback.hold(mode === 'open');
        return;
      }
      if (entry.mode === mode) return;
      entry.mode = mode;
      void settle(doorId, entry, false);
    },
    async changed(doorId) {
      // A door that is wired during an emergency opens, and one during a lockdown stays shut.
      const mode = wired.get(doorId)?.mode ?? modeNow(doorId);
      await unwire(doorId);
      wire(doorId, mode);
    },
    async test(doorId) {
      const entry = wired.get(doorId);
      const on = site;
      if (!on || !entry) return err({ code: 'bad-input', field: 'kind' });
      const row = record(on, { kind: 'door', reason: 'door-tested', doorId });
      if (!row.ok) return row;
      const lines: TraceLine[] = [];
      const began = clock.monotonic();
      const since = (): number => Math.max(0, Math.round(clock.monotonic() - began));
      const answer = await pulse(doorId, TEST_MS, (direction, text) => {
        if (lines.length < LINES_MAX) lines.push({ direction, text: text.slice(0, LINE_MAX), ms: since() });
      });
      const error: AppError | null = answer.ok ? null : answer.error;
      record(on, { kind: 'door', reason: error?.code ?? 'opened', about: eventId(row.value.id), doorId });
      return ok({ error, ms: since(), lines });
    },
    onContact(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onRelease(listener) {
      releaseListeners.add(listener);
      return () => releaseListeners.delete(listener);
    },
    told(row) {
      const type = eventType(row);
      const doorId = row.doorId ?? site?.settings().doorId ?? null;
      if (type === null || doorId === null) return;
      wired.get(doorId)?.output.tell({ type, direction: row.direction, reason: row.reason, at: row.at });
    },
    async stop() {
      site = null;
      await Promise.all([...[...wired.keys()].map((doorId) => unwire(doorId)), fallback.close()]);
    },
  };
}

function eventType({ kind, reason }: LogRow): DoorEvent['type'] | null {
  if (kind === 'recognised') return 'granted';
  if (kind !== 'refused') return null;
  if (reason === 'presentation-attack') return 'spoof';
  return reason === 'not-recognised' || reason === 'ambiguous' ? 'unknown' : 'denied';
}
