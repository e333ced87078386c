/**
 * Whether the data are those that this machine has seen last. A note beside the data (`anchor.json`) remembers the newest rows and what must
 * not be forgotten; it is compared as a site is opened and before it is written anew, every two seconds in which something was written.
 * The data may be ahead of the note, never behind. What it cannot see is in ADR 17.
 */
import { join } from 'node:path';
import { ok, type Result } from '../../domain/result.ts';
import type { HistoryNotice } from '../../shared/calls/history.ts';
import { takeAnchor, type Anchor } from '../../storage/site/anchor.ts';
import { readAnchor, writeAnchor, type AnchorKeys } from '../../storage/site/anchor-file.ts';
import { guardRead } from '../../storage/file/db.ts';
import { setAside } from '../../storage/file/files.ts';
import type { Log } from '../base/log.ts';
import { every } from '../base/timers.ts';
import { holds, type Compared, type HistoryWorld } from './history-check.ts';
import type { Site } from './site.ts';
import type { Clock } from './time.ts';

export const ANCHOR_FILE = 'anchor.json';
const EVERY_MS = 2_000;

export type Freshness = {
  /** Compares, before anything runs on the site. */
  begin(site: Site, key: Uint8Array): Promise<void>;
  /** What no administrator has acknowledged, oldest first. */
  notices(): readonly HistoryNotice[];
  /** Errors: the disk's; then they stay. */
  acknowledge(): Promise<Result<null>>;
  /** One look, as the timer takes it. */
  tick(): Promise<void>;
  /** The last note, of a site that is about to be closed. Without a keychain it is written when this returns. */
  end(): Promise<void>;
};

export type FreshnessDeps = {
  readonly userData: string;
  readonly keychain: AnchorKeys['keychain'];
  readonly clock: Clock;
  readonly log: Log;
  /** There is something to say, or no longer. */
  readonly changed: () => void;
};

type Watched = Compared & {
  readonly keys: AnchorKeys;
  anchor: Anchor | null;
  /** Rows that the connection had changed when the note was written; -1 = not written yet. */
  at: number;
};

export function createFreshness(deps: FreshnessDeps): Freshness {
  const { userData, keychain, clock, log, changed } = deps;
  const file = join(userData, ANCHOR_FILE);
  let watched: Watched | null = null;
  let notices: readonly HistoryNotice[] = [];
  let failing = false;
  /** One write after the other: a keychain takes its time. */
  let writing: Promise<void> = Promise.resolve();

  const check: HistoryWorld = {
    clock,
    log,
    found(notice) {
      notices = [...notices, notice];
      changed();
    },
  };

  function write(on: Watched): Promise<void> {
    const { db } = on.site;
    const taken = guardRead(db, () => ({ anchor: takeAnchor(db), at: changesOf(on) }));
    if (!taken.ok) return Promise.resolve();
    const { anchor, at } = taken.value;
    const written = writeAnchor(file, { anchor, notices: [...notices] }, on.keys);
    // Compared with from now on: what this process has seen.
    on.anchor = anchor;
    writing = written.then(
      () => {
        on.at = at;
        failing = false;
      },
      (error: unknown) => {
        if (!failing) log.warn({ err: error }, 'the note of the newest rows could not be written; it is tried again');
        failing = true;
      },
    );
    return writing;
  }

  async function tick(): Promise<void> {
    const on = watched;
    await writing;
    if (!on || on !== watched || changesOf(on) === on.at || !holds(on, check)) return;
    await write(on);
    if (on === watched && on.at >= 0) remember(on);
  }

  const looking = every(EVERY_MS, () => void tick());

  return {
    async begin(site, key) {
      const keys = { key, siteId: site.open.siteId, keychain };
      const read = await readAnchor(file, keys);
      const content = read === 'unreadable' ? null : read;
      if (read === 'unreadable') setUnreadableAside(file, deps);
      const lost = read === 'unreadable' || (read === null && wasAnchored(site));
      watched = { site, keys, anchor: content?.anchor ?? null, lost, at: -1 };
      notices = content?.notices ?? [];
      await tick();
      looking.begin();
    },
    notices: () => notices,
    async acknowledge() {
      const on = watched;
      if (!on || notices.length === 0) return ok(null);
      const row = on.site.record({ kind: 'system', reason: 'history-acknowledged' });
      if (!row.ok) return row;
      notices = [];
      await tick();
      changed();
      return ok(null);
    },
    tick,
    end() {
      looking.end();
      const on = watched;
      watched = null;
      return on && changesOf(on) !== on.at && holds(on, check) ? write(on) : writing;
    },
  };
}

/** A note that cannot be read is kept beside the next one. */
function setUnreadableAside(file: string, { clock, log }: Pick<FreshnessDeps, 'clock' | 'log'>): void {
  try {
    setAside(file, clock.now());
  } catch (error) {
    log.warn({ err: error }, 'the note that cannot be read could not be set aside');
  }
}

/** Rows that this connection has changed since it was opened. -2 where the disk does not answer. */
function changesOf({ site }: Watched): number {
  const n = guardRead(site.db, () => site.db.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0);
  return n.ok ? n.value : -2;
}

function wasAnchored(site: Site): boolean {
  const row = guardRead(site.db, () => site.db.get<{ anchored: number }>('SELECT anchored FROM site WHERE id = 1'));
  return row.ok && row.value?.anchored === 1;
}

/** The data know from now on that there is a note, so that its absence says something. After the note: never the other way round. */
function remember({ site }: Watched): void {
  if (!wasAnchored(site)) guardRead(site.db, () => site.own.run('UPDATE site SET anchored = 1 WHERE id = 1'));
}
