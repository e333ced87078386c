/**
 * The doors that are driven: opens each output as its site is opened, replaces one when its configuration changes, and books what it did.
 * Nobody waits for a door: `open` returns at once, and its outcome is a row of its own.
 */
import type { ReasonOf } from '../../domain/log/events.ts';
import { isDoorFault, type AppError, type DoorFault } from '../../domain/errors.ts';
import { mayOpenRemotely } from '../../domain/access/remote.ts';
import { eventId, type EventId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { never, type DoorEvent, type DoorOutput, type DoorRequest, type Trace } from '../../doors/door.ts';
import { openOutput } from '../../doors/open-output.ts';
import { outputFacts, PULSE_MAX_MS, type OutputTest, type TraceLine } from '../../shared/outputs.ts';
import type { LogRow } from '../../shared/schemas.ts';
import { doorName, getOutput, listOutputs } from '../../storage/site/outputs.ts';
import type { Log } from '../base/log.ts';
import { keepDoor, type DoorMode, type KeptDoor, type Standing } from './keep-door.ts';
import type { EventFacts, Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';

/** A door whose output is kept open or locked, or should be locked again and has not answered. */
export type DoorStanding = Standing & {
  readonly doorId: number;
  readonly name: string;
  /** Whether "answered" is the device's own word; else it is the broker's, or that the bytes were sent. */
  readonly confirms: boolean;
};

export type Outputs = {
  start(site: Site): void;
  /** Opens a door for one punch (or whatever `about` is), never awaited; what the door did becomes a row. No row where nothing is wired. */
  open(doorId: number | null, about: EventId | null, milliseconds: number): void;
  /** Tells every door what holds for it above the rules, at once, whatever it was told before. */
  tellAll(): void;
  /** Tells one door once more what holds for it: somebody is let through in an emergency. */
  tellAgain(doorId: number | null): void;
  /** Every door that something holds for, or that did not answer. */
  standings(): readonly DoorStanding[];
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
  /** What holds for a door above the rules, asked whenever it matters; null = for a kiosk without one. */
  modeOf(doorId: number | null): DoorMode;
  /** Writes a row of what was done already: now, or when the disk takes rows again. null = kept for later. */
  book(facts: EventFacts): LogRow | null;
  /** What `standings` says has changed. */
  standingsChanged(): void;
};

/** How long a tested door is open. */
export const TEST_MS = 3_000;
/** How long a door opens that was asked to over MQTT. */
const REMOTE_MS = 5_000;
const LINES_MAX = 200;
const LINE_MAX = 4_000;

/** What is said of a door that does not answer, by what was asked of it. */
/** What a row says of a device's answer; what is none of a device's faults is our own. */
const reasonOf = ({ code }: AppError): DoorFault | 'internal' => (isDoorFault(code) ? code : 'internal');

const ALARMS = { open: 'emergency', locked: 'lockdown', normal: 'lock' } as const;

/** Writes down what is said from now on, for a test. */
export function traced(clock: Pick<Clock, 'monotonic'>): { readonly trace: Trace; told(): { ms: number; lines: TraceLine[] } } {
  const lines: TraceLine[] = [];
  const began = clock.monotonic();
  const since = (): number => Math.max(0, Math.round(clock.monotonic() - began));
  return {
    trace(direction, text) {
      if (lines.length < LINES_MAX) lines.push({ direction, text: text.slice(0, LINE_MAX), ms: since() });
    },
    told: () => ({ ms: since(), lines }),
  };
}

type Wired = {
  readonly output: DoorOutput;
  readonly name: string;
  readonly confirms: boolean;
  readonly kept: KeptDoor;
  /** Locks now, because a broker asks for it. */
  readonly lock: () => void;
  /** Monotonic ms. */
  openedRemotely: readonly number[];
  readonly stop: (() => void)[];
};

/** One at a time: for all who ask while it is being done it is done once more, after it. */
function onceMore(work: () => Promise<unknown>): () => void {
  let busy = false;
  let again = false;
  const run = (): void => {
    again = busy;
    if (busy) return;
    busy = true;
    void work().finally(() => {
      busy = false;
      if (again) run();
    });
  };
  return run;
}

export function createOutputs({ fallback, clock, log, modeOf, book, standingsChanged }: OutputsDeps): Outputs {
  const wired = new Map<number, Wired>();
  const listeners = new Set<(doorId: number, open: boolean | null, at: number) => void>();
  const releaseListeners = new Set<(doorId: number, milliseconds: number) => void>();
  let site = null as Site | null;

  const outputOf = (doorId: number | null): DoorOutput => {
    const found = doorId === null ? undefined : wired.get(doorId)?.output;
    return found && found.kind !== 'none' ? found : fallback;
  };

  /** Keeps a door's mode, and books when it does not answer and when it answers again. */
  function kept(doorId: number | null, output: DoorOutput): KeptDoor {
    let alarm: EventId | null = null;
    return keepDoor({
      output,
      monotonic: () => clock.monotonic(),
      changed: standingsChanged,
      alarm(is, mode, error) {
        log.warn({ doorId, mode, is, error }, 'a door that is kept open or locked');
        const began = is === 'begins';
        // The device's own word first: the alarm says only that it did not obey.
        if (error) book({ kind: 'door', reason: reasonOf(error), doorId });
        const row = book({
          kind: 'door',
          reason: `${ALARMS[mode]}-${began ? 'no-answer' : 'answers'}`,
          about: began ? null : alarm,
          doorId,
        });
        alarm = began && row ? eventId(row.id) : null;
      },
    });
  }

  /** The demonstration's door stands for the door of this kiosk, where nothing is wired to that. */
  const drawn = fallback.kind === 'none' ? null : kept(null, fallback);
  const here = (): number | null => site?.settings().doorId ?? null;
  const drawnIsHere = (): boolean => !wired.has(here() ?? 0);

  async function pulse(doorId: number | null, milliseconds: number, trace?: Trace): Promise<Result<null>> {
    if (modeOf(doorId) === 'locked') return err({ code: 'door-locked-down' });
    const ms = Math.min(milliseconds, PULSE_MAX_MS);
    if (doorId !== null) for (const listener of releaseListeners) listener(doorId, ms);
    try {
      return await outputOf(doorId).pulse(ms, trace);
    } catch (error) {
      log.error({ err: error, doorId }, 'a door output threw');
      return err({ code: 'internal' });
    }
  }

  /** "Opened" is a device's own word; where there is none, the row says that it was told to. */
  function outcome(doorId: number | null, answer: Result<null>): ReasonOf<'door'> {
    if (!answer.ok) return reasonOf(answer.error);
    return doorId === null || (wired.get(doorId)?.confirms ?? true) ? 'opened' : 'told-to-open';
  }

  function open(doorId: number | null, about: EventId | null, milliseconds: number): void {
    const on = site;
    if (!on || outputOf(doorId).kind === 'none') return;
    void pulse(doorId, milliseconds).then((answer) => {
      // A site that was closed meanwhile has no log any more.
      if (site === on) book({ kind: 'door', reason: outcome(doorId, answer), about, doorId });
    });
  }

  /** So often a minute, whoever asks and how often. */
  function mayOpen(entry: Wired): boolean {
    const { may, kept: times } = mayOpenRemotely(entry.openedRemotely, clock.monotonic());
    entry.openedRemotely = times;
    return may;
  }

  function asked(doorId: number, request: DoorRequest): void {
    const entry = wired.get(doorId);
    if (!site || !entry) return;
    const mode = modeOf(doorId);
    if (request === 'lock') {
      if (mode !== 'open') entry.lock();
      return;
    }
    const refused = mode === 'locked' || !mayOpen(entry);
    const row = site.record({ kind: 'door', reason: refused ? 'remote-ignored' : 'remote-open', doorId });
    if (!row.ok) log.error({ error: row.error }, 'what a broker asked for could not be booked');
    else if (!refused) open(doorId, eventId(row.value.id), REMOTE_MS);
  }

  function wire(doorId: number): void {
    if (!site) return;
    const { config, secrets } = getOutput(site.db, doorId);
    if (config.kind === 'none') return;
    const name = doorName(site.db, doorId) ?? '';
    const mode = modeOf(doorId);
    const output = openOutput(config, secrets, { doorId, name, held: mode === 'open', now: () => clock.now() });
    const confirms = outputFacts(config)?.confirms === 'device';
    const lock = onceMore(() => output.hold(false));
    const entry: Wired = { output, name, confirms, kept: kept(doorId, output), lock, openedRemotely: [], stop: [] };
    wired.set(doorId, entry);
    entry.stop.push(
      entry.kept.stop,
      output.onContact((isOpen) => {
        for (const listener of listeners) listener(doorId, isOpen, clock.now());
      }),
      output.onUnclear?.((unclear) => book({ kind: 'door', reason: unclear ? 'contact-unclear' : 'contact-clear', doorId })) ??
        never(),
      output.onRequest((request) => asked(doorId, request)),
    );
    // A door that is wired during an emergency opens, and one during a lockdown stays shut; so does one after a restart.
    entry.kept.set(mode);
    log.info({ doorId, kind: config.kind }, 'a door output is opened');
  }

  async function unwire(doorId: number): Promise<void> {
    const entry = wired.get(doorId);
    if (!entry) return;
    wired.delete(doorId);
    for (const stop of entry.stop) stop();
    for (const listener of listeners) listener(doorId, null, clock.now());
    standingsChanged();
    await entry.output.close().catch((error: unknown) => log.error({ err: error, doorId }, 'a door output could not be closed'));
  }

  function tellDrawn(): void {
    drawn?.set(drawnIsHere() ? modeOf(here()) : 'normal');
  }

  return {
    start(opened) {
      site = opened;
      for (const doorId of wired.keys()) void unwire(doorId);
      for (const { doorId } of listOutputs(opened.db)) wire(doorId);
      tellDrawn();
    },
    open,
    tellAll() {
      for (const [doorId, { kept: door }] of wired) door.set(modeOf(doorId));
      tellDrawn();
    },
    tellAgain(doorId) {
      const entry = doorId === null ? undefined : wired.get(doorId);
      if (entry) entry.kept.again();
      else drawn?.again();
    },
    standings() {
      return [...wired].flatMap(([doorId, { name, confirms, kept: door }]) => {
        const standing = door.standing();
        return standing.mode === 'normal' && standing.answered !== false ? [] : [{ doorId, name, confirms, ...standing }];
      });
    },
    async changed(doorId) {
      await unwire(doorId);
      wire(doorId);
      tellDrawn();
    },
    async test(doorId) {
      const entry = wired.get(doorId);
      const on = site;
      if (!on || !entry) return err({ code: 'bad-input', field: 'kind' });
      const row = on.record({ kind: 'door', reason: 'door-tested', doorId });
      if (!row.ok) return row;
      const { trace, told } = traced(clock);
      const answer = await pulse(doorId, TEST_MS, trace);
      const error: AppError | null = answer.ok ? null : answer.error;
      if (site === on) book({ kind: 'door', reason: outcome(doorId, answer), about: eventId(row.value.id), doorId });
      return ok({ error, ...told() });
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
      const doorId = row.doorId ?? here();
      if (type === null || doorId === null) return;
      wired.get(doorId)?.output.tell({ type, direction: row.direction, reason: row.reason, at: row.at });
    },
    async stop() {
      site = null;
      drawn?.stop();
      await Promise.all([...[...wired.keys()].map((doorId) => unwire(doorId)), fallback.close()]);
    },
  };
}

function eventType({ kind, reason }: LogRow): DoorEvent['type'] | null {
  if (kind === 'recognised') return 'granted';
  if (kind !== 'refused' || reason === 'not-me-again') return null;
  if (reason === 'presentation-attack') return 'spoof';
  return reason === 'not-recognised' || reason === 'ambiguous' ? 'unknown' : 'denied';
}
