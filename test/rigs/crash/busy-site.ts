/**
 * A site that is busy until somebody ends it: the whole app without a window (`createApp`, `dispatch`) on a real database, real keys and real disks.
 * People come by badge and by face, are taken back, enrolled and erased, settings change. What it was answered it says at once, so that whoever
 * reads along knows what a screen has shown, or somebody was told, by then.
 */
import { fakeFace, SETUP, startTestApp, type TestApp } from '../../fakes/app.ts';
import { seeded, type Random } from '../../../tools/random.ts';
import { value } from '../../../tools/value.ts';
import { NEW_DOOR } from '../../../src/shared/access.ts';
import type { CallName, Input, Output } from '../../../src/shared/contract.ts';
import type { KioskDecision } from '../../../src/shared/schemas.ts';
import type { Clock } from '../../../src/main/site/time.ts';

/** One line each. What is numbered is a row's or a person's id. */
export type Said =
  | { readonly what: 'came' | 'taken-back' | 'erased'; readonly id: number }
  | { readonly what: 'enrolled'; readonly id: number; readonly templates: number }
  /** The site's name ends in a number that only rises. */
  | { readonly what: 'named'; readonly id: number }
  /** What the data lack of what this machine has seen (main/site/freshness.ts). */
  | { readonly what: 'alarm'; readonly kind: string };

export const SITE_NAME = 'Site ';
const PEOPLE = 3;
/** Of a profile's first start, ms since the epoch. */
export const FIRST_START = Date.UTC(2026, 10, 24, 1);
const UNDO_OVER_MS = 32_000;

/** A machine that is switched on at `start`, and what passes by then without anybody waiting for it. */
function clockFrom(start: number): { readonly clock: Clock; pass(ms: number): void } {
  const began = performance.now();
  let passed = 60_000;
  const uptime = (): number => performance.now() - began + passed;
  return {
    clock: { now: () => start + uptime(), monotonic: uptime, uptime, boot: `boot-${start}` },
    pass(ms) {
      passed += ms;
    },
  };
}

/** The first run, and people with badges and a face each. The app is stopped by then. */
export async function makeSite(userData: string): Promise<void> {
  const t = await startTestApp({ userData, overrides: { clock: clockFrom(FIRST_START).clock } });
  const must = mustOf(t);
  await must('setup.complete', SETUP);
  await must('settings.save', { recognition: { cooldownSeconds: 0, voteFrames: 1 }, site: { name: `${SITE_NAME}0` } });
  const zone = await must('access.saveZone', {
    id: null,
    fields: { name: 'Zone', antiPassback: 'soft', timedMinutes: 10, resetAt: null, capacity: null },
  });
  const door = await must('access.saveDoor', { id: null, fields: { ...NEW_DOOR, name: 'Door', toZone: zone.id }, openTo: null });
  await must('settings.save', { kiosk: { doorId: door.id } });
  for (let i = 0; i < PEOPLE; i++) await enrol(must, faceOf(i), `P${i}`);
  await must('credentials.print', { personIds: [1, 2, 3], renew: false });
  await t.app.stop();
}

export type BusySite = {
  /** One act, as chance has it. */
  act(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Opens a site that `makeSite` made, and answers when it is open.
 * @param start ms since the epoch, after everything that has happened there
 * @param synchronous of SQLite, to see what it is good for; null = as the app has it
 */
export async function openBusySite(
  userData: string,
  seed: number,
  start: number,
  say: (said: Said) => void,
  synchronous: string | null = null,
): Promise<BusySite> {
  const { clock, pass } = clockFrom(start);
  const t = await startTestApp({ userData, overrides: { clock } });
  const state = t.app.state();
  if (state.stage !== 'open') throw new Error(`the site does not open: ${state.stage} ${JSON.stringify(state.fault)}`);
  for (const { kind } of t.app.freshness.notices()) say({ what: 'alarm', kind });
  if (synchronous !== null) value(t.app.site()).own.run(`PRAGMA synchronous = ${synchronous}`);
  const must = mustOf(t);
  const next = seeded(seed);
  const cards = await must('credentials.print', { personIds: [1, 2, 3], renew: false });
  // Said of somebody by a run that was ended before it took it back: their face would open nothing any more.
  for (const { id } of value(t.app.site()).own.all<{ id: number }>('SELECT event_id AS id FROM counter_examples'))
    await must('notHim.undo', { eventId: id });
  let named = Number(t.app.state().settings.site.name.slice(SITE_NAME.length));
  let strangers = 0;
  let track = 0;
  let takenBack: number | null = null;
  const came = (decision: KioskDecision): number | null => {
    if (decision.state !== 'welcome') return null;
    say({ what: 'came', id: decision.eventId });
    return decision.eventId;
  };

  async function byBadge(): Promise<void> {
    pass(1000);
    const card = cards[Math.floor(next() * cards.length)]!;
    came((await must('credentials.badge', { token: card.token, waitedMs: 5 })).decision);
  }
  async function byFaceAndBack(): Promise<void> {
    pass(1000);
    // Here and not at the end: what is erased empties the write-ahead log, and a kill should find one.
    if (takenBack !== null) await must('notHim.undo', { eventId: takenBack });
    takenBack = null;
    const id = came(await must('recognition.face', fakeFace(faceOf(Math.floor(next() * PEOPLE)), ++track)));
    if (id === null) return;
    // Its probe is kept after the answer.
    await new Promise((done) => setImmediate(done));
    await must('notHim.say', { eventId: id });
    say({ what: 'taken-back', id });
    takenBack = id;
  }
  async function rename(): Promise<void> {
    const id = ++named;
    await must('settings.save', { site: { name: `${SITE_NAME}${id}` } });
    say({ what: 'named', id });
  }
  async function enrolAndErase(): Promise<void> {
    const enrolled = await enrol(must, colour(next), `E${start}-${++strangers}`);
    say({ what: 'enrolled', ...enrolled });
    if (next() < 0.5) return;
    await must('people.delete', { id: enrolled.id });
    pass(UNDO_OVER_MS);
    value(t.app.retention.run());
    say({ what: 'erased', id: enrolled.id });
  }

  return {
    async act() {
      const chance = next();
      if (chance < 0.7) await byBadge();
      else if (chance < 0.85) await byFaceAndBack();
      else if (chance < 0.95) await rename();
      else await enrolAndErase();
    },
    stop: () => t.app.stop(),
  };
}

type Must = <N extends CallName>(name: N, input: Input<N>) => Promise<Output<N>>;

function mustOf(t: TestApp): Must {
  return async (name, input) => {
    t.app.setRole(name.startsWith('recognition.') || name === 'credentials.badge' ? 'kiosk' : 'admin');
    return value(await t.call(name, input), name);
  };
}

type Colour = [number, number, number];
const faceOf = (person: number): Colour => [200, 10 + 70 * person, 30];
const colour = (next: Random): Colour => [Math.floor(next() * 199), Math.floor(next() * 256), Math.floor(next() * 256)];

async function enrol(must: Must, who: Colour, name: string): Promise<{ id: number; templates: number }> {
  const { enrolmentId, needed } = await must('enrol.begin', { personId: null });
  for (let i = 0; i < needed; i++) await must('enrol.sample', { enrolmentId, face: fakeFace(who) });
  const { id } = await must('enrol.commit', { enrolmentId, person: { employeeNumber: name, name, department: 'Crash' } });
  return { id, templates: needed };
}
