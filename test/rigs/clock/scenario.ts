/**
 * One machine that goes through a story: time passes, somebody sets the clock, the app or the machine is started again, people come, are
 * deleted, and guess. The whole app without a window (`createApp`, `dispatch`) on a real database; what should come of it is reckoned beside it
 * from the truth, which the app does not know. A twin goes through the same story, but that nobody sets its clock: it says how many tries are
 * looked at without steps.
 */
import { rmSync } from 'node:fs';
import { clockJumped, CLOCK_TOLERANCE_MS } from '../../../src/domain/time/instants.ts';
import { APP_LIFE_MS } from '../../../src/domain/time/timekeeping.ts';
import type { CallName, Input } from '../../../src/shared/contract.ts';
import type { LogRow } from '../../../src/shared/schemas.ts';
import { UNDO_SECONDS } from '../../../src/shared/settings.ts';
import { EVERY_EVENT, listEvents } from '../../../src/storage/log/events.ts';
import { BUILT_AT, copyProfile, fakeFace, SETUP, startTestApp, type FakeClock, type TestApp } from '../../fakes/app.ts';
import { value } from '../../../tools/value.ts';

export type Op =
  /** Time passes, ms; main's own timers have run by its end. */
  | { readonly kind: 'passes'; readonly ms: number }
  /** Somebody sets the clock, ms forward or back. */
  | { readonly kind: 'set'; readonly ms: number }
  /** The app is stopped and started in the same boot, so much later; meanwhile somebody sets the clock by so much. */
  | { readonly kind: 'restarts'; readonly ms: number; readonly set: number }
  /** The machine was off for so long, and its clock was set meanwhile. */
  | { readonly kind: 'reboots'; readonly ms: number; readonly set: number }
  | { readonly kind: 'punch' | 'delete' | 'wrong-pin' | 'wrong-password' };

export type Tally = {
  steps: number;
  flagged: number;
  screensAsked: number;
  screensOpen: number;
  deleted: number;
  erasedInTime: number;
  tries: number;
  triesAllowed: number;
  triesWithoutSteps: number;
  readonly faults: string[];
};
export const emptyTally = (): Tally => ({
  steps: 0,
  flagged: 0,
  screensAsked: 0,
  screensOpen: 0,
  deleted: 0,
  erasedInTime: 0,
  tries: 0,
  triesAllowed: 0,
  triesWithoutSteps: 0,
  faults: [],
});

/** A machine's minute of booting before Lintel is there. */
const BOOT_MS = 60_000;
const UNDO_MS = UNDO_SECONDS * 1000;
const FILTER = { personId: null, from: null, to: null, kinds: [], search: '' };
const SCREENS: readonly { readonly [N in CallName]: readonly [N, (wall: number) => Input<N>] }[CallName][] = [
  ['log.list', () => ({ filter: FILTER, before: null, limit: 200 })],
  ['people.list', () => ({ search: '' })],
  // The evacuation list.
  ['presence.list', () => null],
  ['access.overview', () => null],
  ['credentials.of', () => ({ personId: 1 })],
  ['credentials.pad', () => null],
  ['lookAlikes.list', () => null],
  ['errorRate.visits', (wall) => ({ from: wall - 30 * 86_400_000, after: 0, limit: 100 })],
  ['app.about', () => null],
  ['log.export', () => ({ filter: FILTER, format: 'csv' })],
];

/** A site with somebody who comes by badge, and a PIN to guess at: made once, copied for each story. */
export type Template = { readonly userData: string; readonly token: string; readonly number: string; readonly close: () => void };

const START = Date.UTC(2026, 10, 24, 1);
const clockAt = (): FakeClock => ({ at: START, ahead: 0, monotonic: 0, boot: 'boot-1', bootedAt: START - 600_000 });

export async function makeTemplate(): Promise<Template> {
  const t = await startTestApp({ clock: clockAt() });
  value(await t.call('setup.complete', SETUP));
  value(await t.call('settings.save', { recognition: { cooldownSeconds: 0 } }));
  const { id } = value(await t.call('credentials.addWithoutFace', { employeeNumber: '1', name: 'Ana', department: 'D' }));
  const { number } = value(await t.call('credentials.setPin', { personId: id, pin: '580967' }));
  const [card] = value(await t.call('credentials.print', { personIds: [id], renew: false }));
  await t.app.stop();
  return { userData: t.userData, token: card!.token, number, close: () => rmSync(t.userData, { recursive: true, force: true }) };
}

type Machine = {
  do(op: Op): Promise<boolean | null>;
  close(): Promise<void>;
};

/** `true`, `false`: a try was looked at, or not; null: no try. */
async function machine(template: Template, tally: Tally | null): Promise<Machine> {
  const profile = copyProfile(template.userData);
  const clock = clockAt();
  let boots = 1;
  let t = await startTestApp({ userData: profile, clock, saveTo: '/dev/null' });
  let seen = newest(t)?.id ?? 0;
  /** How far the clock was set since a row said so, in this boot. */
  let parted = 0;
  /** What the machine has been on for, as far as Lintel can know it, ms. */
  let powered = 0;
  let people = 0;
  const deleted: { readonly id: number; readonly at: number; erased: boolean }[] = [];
  const fault = (text: string): void => void tally?.faults.push(text);

  function newest(app: TestApp): LogRow | undefined {
    return listEvents(value(app.app.site()).db, EVERY_EVENT, null, 1).rows[0];
  }

  async function restart(): Promise<void> {
    t = await startTestApp({ userData: profile, clock, saveTo: '/dev/null' });
    t.app.setRole('admin');
  }

  /** Rows since the last look. @param expected the steps that they say, one a row from the first on; null = none */
  function checkRows(op: Op, expected: readonly (number | null)[]): void {
    const rows = listEvents(value(t.app.site()).own, EVERY_EVENT, null, 200)
      .rows.filter((row) => row.id > seen)
      .reverse();
    seen = rows.at(-1)?.id ?? seen;
    if (!tally) return;
    const isWrong = clock.at < BUILT_AT || clock.at > BUILT_AT + APP_LIFE_MS;
    for (const [i, row] of rows.entries()) {
      const by = expected[i] ?? null;
      if (by !== null) tally.steps++;
      if (row.clockStepMs !== by)
        fault(`${op.kind}: row ${i + 1} (${row.reason}) says a step of ${row.clockStepMs} ms, and it was ${by}`);
      else if (by !== null && row.clockJumped) tally.flagged++;
      // The row of a stop is from before the clock was set.
      if (row.clockWrong !== isWrong && row.reason !== 'stopped')
        fault(`${op.kind}: the ${row.reason} at ${row.at} says wrong = ${row.clockWrong}`);
    }
  }

  function noted(op: Op): void {
    if ((newest(t)?.id ?? 0) > seen) checkRows(op, [due()]);
  }

  /** The step that the next row has to say; null = none. */
  function due(): number | null {
    if (!clockJumped(parted, 0)) return null;
    const by = parted;
    parted = 0;
    return by;
  }

  function checkErased(op: Op): void {
    const done = t.app.retention.run();
    if (!done.ok) fault(`${op.kind}: ${done.error.code}`);
    const { own: db } = value(t.app.site());
    for (const person of deleted) {
      const left = db.get<{ n: number }>('SELECT count(*) AS n FROM templates WHERE person_id = :id', { id: person.id })!.n;
      const late = powered - person.at > UNDO_MS;
      if (left === 0 && !late && !person.erased) fault(`${op.kind}: erased ${powered - person.at} ms after the deletion`);
      if (left > 0 && late) fault(`${op.kind}: not erased ${powered - person.at} ms after the deletion`);
      if (left === 0 && late && !person.erased && tally) tally.erasedInTime++;
      person.erased ||= left === 0;
    }
  }

  async function checkScreens(op: Op): Promise<void> {
    if (!tally) return;
    t.app.setRole('admin');
    for (const [name, input] of SCREENS) {
      tally.screensAsked++;
      const answer = await t.call(name, input(clock.at));
      if (answer.ok) tally.screensOpen++;
      else fault(`${op.kind}: ${name} at ${clock.at}: ${answer.error.code}`);
    }
  }

  const passed = (ms: number): void => {
    clock.at += ms;
    clock.monotonic += ms;
    powered += ms;
  };

  /** Whether a wrong secret was looked at; any other answer than these is a fault. */
  function lookedAt(said: string, wrong: string, waits: readonly string[]): boolean {
    if (said !== wrong && !waits.includes(said)) fault(`a wrong secret: ${said}`);
    return said === wrong;
  }

  async function act(op: Op): Promise<boolean | null> {
    switch (op.kind) {
      case 'passes':
        passed(op.ms);
        t.app.clockWatch.tick();
        return null;
      case 'set':
        t.setClock(op.ms);
        parted += op.ms;
        return null;
      case 'punch':
        t.app.setRole('kiosk');
        value(await t.call('credentials.badge', { token: template.token, waitedMs: 10 }));
        return null;
      case 'delete': {
        t.app.setRole('admin');
        const who = ++people;
        const { enrolmentId } = value(await t.call('enrol.begin', { personId: null }));
        value(
          await t.call('enrol.sample', {
            enrolmentId,
            face: { ...fakeFace([40 + (who % 200), 10, who % 250]), capturedAt: clock.at },
          }),
        );
        // Stories are long, and faces of three numbers look alike: whoever is known is somebody else all the same.
        const made = await t.call('enrol.commit', {
          enrolmentId,
          person: { employeeNumber: `D${who}`, name: `Gone ${who}`, department: '' },
        });
        if (!made.ok) return null;
        value(await t.call('people.delete', { id: made.value.id }));
        deleted.push({ id: made.value.id, at: powered, erased: false });
        if (tally) tally.deleted++;
        return null;
      }
      case 'wrong-pin': {
        t.app.setRole('kiosk');
        const { decision } = value(await t.call('credentials.pin', { code: `${template.number}000000`, waitedMs: 10 }));
        return lookedAt(decision.state === 'refused' ? decision.reason : decision.state, 'pin-wrong', ['locked-out']);
      }
      case 'wrong-password': {
        t.app.setRole('anyone');
        const answer = await t.call('session.signIn', { kind: 'password', secret: 'not the password' });
        return lookedAt(answer.ok ? 'ok' : answer.error.code, 'password-wrong', ['too-many-attempts', 'password-blocked']);
      }
      case 'restarts':
      case 'reboots':
        await again(op);
        return null;
    }
  }

  async function again(op: Op & { kind: 'restarts' | 'reboots' }): Promise<void> {
    const stopped = due();
    await t.app.stop();
    const before = clock.at;
    const set = tally ? op.set : 0;
    const boot = op.kind === 'reboots' ? BOOT_MS : 0;
    clock.at += op.ms + boot + set;
    clock.ahead += set;
    powered += op.kind === 'reboots' ? BOOT_MS : op.ms;
    if (op.kind === 'reboots') {
      clock.bootedAt = clock.at - clock.ahead - BOOT_MS;
      clock.boot = `boot-${++boots}`;
    }
    await restart();
    // Between two boots only a clock that went back can be known of.
    const back = clock.at - BOOT_MS - before;
    // A boot begins to compare anew: a part too small to be said is not carried into it.
    parted = op.kind === 'restarts' ? parted + set : 0;
    checkRows(op, [stopped, op.kind === 'restarts' ? due() : back < -CLOCK_TOLERANCE_MS ? back : null]);
  }

  return {
    async do(op) {
      // Main's own timers run as well: a slow machine may have seen a step while the twin was busy.
      noted(op);
      const looked = await act(op);
      noted(op);
      checkErased(op);
      if (op.kind !== 'set') await checkScreens(op);
      return looked;
    },
    async close() {
      await t.app.stop();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Goes through a story and its end: the clock is put right, an hour passes, and all that was deleted is gone. Faults are sentences. */
export async function live(template: Template, ops: readonly Op[], tally: Tally): Promise<void> {
  const [real, twin] = [await machine(template, tally), await machine(template, null)];
  try {
    let set = 0;
    const story: Op[] = [...ops];
    for (const op of ops) set += op.kind === 'set' ? op.ms : 'set' in op ? op.set : 0;
    story.push({ kind: 'set', ms: -set }, { kind: 'passes', ms: 3_600_000 }, { kind: 'restarts', ms: 1_000, set: 0 });
    for (const op of story) {
      const looked = await real.do(op);
      if (op.kind === 'set') continue;
      const without = await twin.do(op);
      if (looked === null || without === null) continue;
      tally.tries++;
      if (looked) tally.triesAllowed++;
      if (without) tally.triesWithoutSteps++;
      if (looked !== without) tally.faults.push(`${op.kind}: looked at ${looked}, without steps ${without}`);
    }
  } finally {
    await real.close();
    await twin.close();
  }
}
