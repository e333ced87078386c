/**
 * Whether the data are those that this machine has seen last. A note beside the data (`anchor.json`) remembers the newest rows and what must
 * not be forgotten; it is compared as a site is opened and before it is written anew, every two seconds in which something was written.
 * The data may be ahead of the note, never behind. What it cannot see is in ADR 17.
 */
import { join } from 'node:path';
import { ok, type Result } from '../../domain/result.ts';
import type { HistoryNotice } from '../../shared/calls/history.ts';
import { agrees, compare, holdOn, takeAnchor, type Anchor, type Findings } from '../../storage/site/anchor.ts';
import { readAnchor, writeAnchor, type AnchorKeys } from '../../storage/site/anchor-file.ts';
import { guardRead } from '../../storage/file/db.ts';
import { setAside } from '../../storage/file/files.ts';
import type { Log } from '../base/log.ts';
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

type Watched = {
  readonly site: Site;
  readonly keys: AnchorKeys;
  /** What the note says; null = there is none to compare with. */
  anchor: Anchor | null;
  /** There should be a note, and there is none that can be read; until that is booked. */
  lost: boolean;
  /** Rows that the connection had changed when the note was written; -1 = not written yet. */
  at: number;
};

const NOTHING: Findings = { missing: 0, gone: 0, changed: 0, badges: 0 };

export function createFreshness({ userData, keychain, clock, log, changed }: FreshnessDeps): Freshness {
  const file = join(userData, ANCHOR_FILE);
  let watched: Watched | null = null;
  let notices: readonly HistoryNotice[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;
  let failing = false;
  /** One write after the other: a keychain takes its time. */
  let writing: Promise<void> = Promise.resolve();

  /** Holds on to what must not be forgotten, books the alarm, and says it on screen: all of it, or the next look tries again. */
  function settle(on: Watched, kind: HistoryNotice['kind'], findings: Findings): boolean {
    const { anchor, site } = on;
    const done = site.together((tx) => {
      const people = anchor ? holdOn(tx.db, anchor, clock.now()) : 0;
      const row = tx.record({ kind: 'fault', reason: `history-${kind}` });
      return row.ok ? ok(people) : row;
    });
    if (!done.ok) {
      log.error({ error: done.error, kind }, 'what the history lacks could not be booked; it is tried again');
      return false;
    }
    notices = [...notices, { kind, ...findings, people: done.value }];
    log.error({ kind, ...findings, people: done.value }, 'the data are not those that this machine has seen last');
    changed();
    return true;
  }

  /** Whether the data still say what the note says, or what they lack is settled. */
  function holds(on: Watched): boolean {
    const { anchor, site } = on;
    if (on.lost && !settle(on, 'note-missing', NOTHING)) return false;
    on.lost = false;
    if (!anchor) return true;
    const found = guardRead(site.db, () => compare(site.db, anchor));
    if (!found.ok) return false;
    return agrees(found.value) || settle(on, found.value.missing > 0 ? 'older' : 'changed', found.value);
  }

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
    if (!on || on !== watched || changesOf(on) === on.at || !holds(on)) return;
    await write(on);
    if (on === watched && on.at >= 0) remember(on);
  }

  return {
    async begin(site, key) {
      const keys = { key, siteId: site.open.siteId, keychain };
      const read = await readAnchor(file, keys);
      const content = read === 'unreadable' ? null : read;
      if (read === 'unreadable') keepUnreadable();
      const lost = read === 'unreadable' || (read === null && wasAnchored(site));
      watched = { site, keys, anchor: content?.anchor ?? null, lost, at: -1 };
      notices = content?.notices ?? [];
      await tick();
      clearInterval(timer);
      timer = setInterval(() => void tick(), EVERY_MS);
      timer.unref();
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
      clearInterval(timer);
      const on = watched;
      watched = null;
      return on && changesOf(on) !== on.at && holds(on) ? write(on) : writing;
    },
  };

  function keepUnreadable(): void {
    try {
      setAside(file, clock.now());
    } catch (error) {
      log.warn({ err: error }, 'the note that cannot be read could not be set aside');
    }
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
