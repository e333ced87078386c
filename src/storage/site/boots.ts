/** What is kept of each boot of the machine. The newest row says how far the site's time has run (`domain/time/timekeeping.ts`). */
import type { Boot } from '../../domain/time/timekeeping.ts';
import type { ReadableDb, WritableDb } from '../file/db.ts';

export type KeptBoot = Boot & { readonly id: number };

type Row = {
  id: number;
  boot: string | null;
  base: number;
  credited: number;
  claimed: number | null;
  anchorWall: number;
  anchorUptime: number;
  step: number | null;
  seenWall: number;
  seenUptime: number;
};

/** null before the first row of the log. */
export function newestBoot(db: ReadableDb): KeptBoot | null {
  const row = db.get<Row>(
    `SELECT id, boot, base_ms AS base, credited_ms AS credited, claimed_ms AS claimed, anchor_wall AS anchorWall, anchor_uptime AS anchorUptime,
       step_ms AS step, seen_wall AS seenWall, seen_uptime AS seenUptime
     FROM boots ORDER BY id DESC LIMIT 1`,
  );
  if (!row) return null;
  const { anchorWall, anchorUptime, seenWall, seenUptime, ...rest } = row;
  return { ...rest, anchor: { wall: anchorWall, uptime: anchorUptime }, seen: { wall: seenWall, uptime: seenUptime } };
}

/** Inside the caller's transaction. Answers the row's id. @param id null = a boot that is not kept yet */
export function keepBoot(db: WritableDb, id: number | null, { boot, base, credited, claimed, anchor, step, seen }: Boot): number {
  const values = {
    base,
    credited,
    claimed,
    anchorWall: anchor.wall,
    anchorUptime: anchor.uptime,
    step,
    seenWall: seen.wall,
    seenUptime: seen.uptime,
  };
  if (id === null) {
    return db.run(
      `INSERT INTO boots (boot, base_ms, credited_ms, claimed_ms, anchor_wall, anchor_uptime, step_ms, seen_wall, seen_uptime)
       VALUES (:boot, :base, :credited, :claimed, :anchorWall, :anchorUptime, :step, :seenWall, :seenUptime)`,
      { boot, ...values },
    ).lastInsertRowid;
  }
  db.run(
    `UPDATE boots SET base_ms = :base, credited_ms = :credited, claimed_ms = :claimed, anchor_wall = :anchorWall, anchor_uptime = :anchorUptime,
       step_ms = :step, seen_wall = :seenWall, seen_uptime = :seenUptime WHERE id = :id`,
    { id, ...values },
  );
  return id;
}
