/** Works off what waits, a piece at a time, and says so after each; for the test that kills it:   node test/hours/work-off.ts FILE NOW */
import { openDatabase } from '../../src/storage/file/open.ts';
import { markDue } from '../../src/storage/hours/dirty.ts';
import { readPlan } from '../../src/storage/hours/plan.ts';
import { workOff } from '../../src/storage/hours/recompute.ts';
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts';
import { value } from '../../tools/value.ts';

/** As test/storage/support.ts has it, which is vitest's. */
const key = Uint8Array.from({ length: 32 }, (_, i) => i * 7 + 1);
const [, , file = '', now = '0'] = process.argv;
const { db } = value(openDatabase({ file, key, log: { info: () => undefined, warn: () => undefined } }));
const read = readPlan(db, DEFAULT_SETTINGS.site.timeZone, 1);
value(markDue(db, read, Number(now)));
for (;;) {
  const { done } = value(workOff(db, read, Number(now), () => true));
  process.stdout.write('.\n');
  if (done) break;
}
