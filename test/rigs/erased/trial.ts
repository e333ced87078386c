/** One site that goes through every way of erasing, in an order by chance: is what went still in any file? */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '../../../tools/random.ts';
import { value } from '../../../tools/value.ts';
import { everythingSaid, filesOf, foundIn, needlesOf } from './files.ts';
import { build } from './site.ts';
import { WAYS, type Way } from './ways.ts';

export type Tally = {
  ways: number;
  needles: number;
  /** The control: needles that were found before. Fewer than `needles`, and the rig is blind. */
  seenBefore: number;
  inDb: number;
  inWal: number;
  inLog: number;
  /** Copies, exports, notes: whatever else lies in the profile. */
  inBackups: number;
  readonly faults: string[];
};
export const emptyTally = (): Tally => ({
  ways: 0,
  needles: 0,
  seenBefore: 0,
  inDb: 0,
  inWal: 0,
  inLog: 0,
  inBackups: 0,
  faults: [],
});

const FILTER = { personId: null, from: null, to: null, kinds: [], search: '' };

/** @param ways in another order for each seed */
export async function trial(seed: number, people: number, tally: Tally, ways: readonly Way[] = WAYS): Promise<void> {
  const next = seeded(seed);
  const folder = mkdtempSync(join(tmpdir(), 'lintel-erased-'));
  const site = await build(join(folder, 'profile'), people, next);
  const order = ways.map((way) => ({ way, by: next() })).sort((a, b) => a.by - b.by);
  try {
    for (const { way } of order) {
      await way.prepare?.(site);
      const { own: db } = value(site.t.app.site());
      // As in life, where the log is folded in now and then: what is erased stands in the file and not in the log alone.
      if (next() < 0.5) db.checkpoint();
      const profile = site.profiles.at(-1)!;
      const [before, filesBefore] = [everythingSaid(db), filesOf(profile, site.key)];
      await way.run(site);
      value(await site.t.call('log.export', { filter: FILTER, format: 'csv' }));
      const needles = needlesOf(before, everythingSaid(value(site.t.app.site()).db));
      const after = filesOf(site.profiles.at(-1)!, site.key);
      tally.ways++;
      tally.needles += needles.length;
      tally.seenBefore += foundIn(Buffer.concat([filesBefore.db, filesBefore.wal]), needles).length;
      for (const at of way.goes)
        if (!needles.some((needle) => needle.at === at)) tally.faults.push(`seed ${seed}, ${way.name}: ${at} did not go`);
      for (const [where, bytes] of [
        ['inDb', after.db],
        ['inWal', after.wal],
        ['inLog', after.log],
        ['inBackups', after.others],
      ] as const) {
        const found = foundIn(bytes, needles);
        tally[where] += found.length;
        for (const { at } of found) tally.faults.push(`seed ${seed}, ${way.name}: ${at} ${where}`);
      }
    }
  } finally {
    await site.t.app.stop();
    for (const profile of [folder, ...site.profiles]) rmSync(profile, { recursive: true, force: true });
  }
}
