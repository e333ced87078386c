import { ok } from '../../src/domain/result.ts';
import { createAdmit, type Admit, type AdmitWorld } from '../../src/main/entrance/admit.ts';

/** Everybody is known, granted and let in without a cool-down; only what is recorded is the test's. */
export const admitEverybody = (record: AdmitWorld['record']): Admit =>
  createAdmit({
    person: (id) => ok({ name: `person ${id}`, last: null }),
    decide: () => ok({ kind: 'granted', direction: null }),
    record,
    openDoor: () => undefined,
    cooldownMs: () => 0,
    longestPresenceMs: () => 16 * 3_600_000,
    now: () => 1_700_000_000_000,
  });
