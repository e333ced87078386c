/**
 * The doors that are driven: opens each output as its site is opened, replaces one when its configuration changes, and books what it did.
 * Nobody waits for a door: `open` returns at once, and its outcome is a row of its own.
 */
import type { DoorOutput } from '../../doors/door.ts';
import { createListeners } from '../../shared/listeners.ts';
import type { LogRow } from '../../shared/schemas.ts';
import { listOutputs } from '../../storage/site/outputs.ts';
import type { Log } from '../base/log.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import { eventType, keepAndBook, type Book } from './door-rows.ts';
import type { DoorMode, Standing } from './keep-door.ts';
import { createPulses, type Pulses } from './pulses.ts';
import { createWiring, type Wired, type Wiring } from './wiring.ts';

/** A door whose output is kept open or locked, should be locked again and has not answered, or whose contact is not understood. */
export type DoorStanding = Standing & {
  readonly doorId: number;
  /** What its contact said last, shortened, where that is not understood. */
  readonly unclear: string | null;
} & Pick<Wired, 'name' | 'confirms'>;

/** `open` is for one punch, or whatever `about` is. */
export type Outputs = Pick<Pulses, 'open' | 'test'> & {
  start(site: Site): void;
  /** Tells every door what holds for it above the rules, at once, whatever it was told before. */
  tellAll(): void;
  /** Tells one door once more what holds for it: somebody is let through in an emergency. */
  tellAgain(doorId: number | null): void;
  /** Every door that something holds for, that did not answer, or whose contact is not understood. */
  standings(): readonly DoorStanding[];
  /** The stored configuration has changed, or the door is gone. */
  changed(doorId: number): Promise<void>;
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
  readonly book: Book;
  /** What `standings` says has changed. */
  standingsChanged(): void;
};

export function createOutputs(deps: OutputsDeps): Outputs {
  const { fallback, clock, modeOf, standingsChanged } = deps;
  const contacts = createListeners<[doorId: number, open: boolean | null, at: number]>();
  const releases = createListeners<[doorId: number, milliseconds: number]>();
  let site: Site | null = null;

  const wiring = createWiring({
    ...deps,
    contact: (doorId, open) => contacts.tell(doorId, open, clock.now()),
    asked: (doorId, request) => pulses.asked(doorId, request),
  });
  const pulses = createPulses({ ...deps, site: () => site, wired: wiring.get, released: releases.tell });

  const here = (): number | null => site?.settings().kiosk.doorId ?? null;
  /** The demonstration's door stands for the door of this kiosk, where nothing is wired to that. */
  const drawn =
    fallback.kind === 'none' ? null : keepAndBook({ ...deps, doorId: null, output: fallback, changed: standingsChanged });
  const tellDrawn = (): void => drawn?.set(wiring.get(here()) ? 'normal' : modeOf(here()));

  return {
    start(opened) {
      site = opened;
      for (const [doorId] of wiring.all()) void wiring.unwire(doorId);
      for (const { doorId } of listOutputs(opened.db)) wiring.wire(opened, doorId);
      tellDrawn();
    },
    open: pulses.open,
    test: pulses.test,
    tellAll() {
      for (const [doorId, { kept }] of wiring.all()) kept.set(modeOf(doorId));
      tellDrawn();
    },
    tellAgain(doorId) {
      const kept = wiring.get(doorId)?.kept ?? drawn;
      kept?.again();
    },
    standings: () => standingsOf(wiring),
    async changed(doorId) {
      await wiring.unwire(doorId);
      if (site) wiring.wire(site, doorId);
      tellDrawn();
    },
    onContact: contacts.on,
    onRelease: releases.on,
    told(row) {
      const type = eventType(row);
      if (type === null) return;
      wiring.get(row.doorId ?? here())?.output.tell({ type, direction: row.direction, reason: row.reason, at: row.at });
    },
    async stop() {
      site = null;
      drawn?.stop();
      await Promise.all([...wiring.all().map(([doorId]) => wiring.unwire(doorId)), fallback.close()]);
    },
  };
}

function standingsOf(wiring: Pick<Wiring, 'all'>): readonly DoorStanding[] {
  return wiring.all().flatMap(([doorId, { name, confirms, unclear, kept }]) => {
    const standing = kept.standing();
    const said = unclear();
    const asRules = standing.mode === 'normal' && standing.answered !== false;
    return asRules && said === null ? [] : [{ doorId, name, confirms, unclear: said, ...standing }];
  });
}
