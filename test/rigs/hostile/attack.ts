/** Calls by chance through the app's own dispatch, in a house where the clock, the disk, the engine and whoever is signed in change under them. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { supportCode } from '../../../src/domain/errors.ts';
import type { Result } from '../../../src/domain/result.ts';
import { dispatch, mayHear, type Caller, type Handlers } from '../../../src/main/ipc/dispatch.ts';
import type { Log } from '../../../src/main/base/log.ts';
import { calls, type CallName } from '../../../src/shared/contract.ts';
import type { Role } from '../../../src/shared/schemas.ts';
import type { WritableDb } from '../../../src/storage/file/db.ts';
import { fakeFace, SETUP, type TestApp } from '../../fakes/app.ts';
import { seeded } from '../../../tools/random.ts';
import { value } from '../../../tools/value.ts';
import { generator, type Generator } from './generate.ts';
import { KIOSK_PIN, marksOf, type Marks } from './marks.ts';
import { openClosed, opensAgain, openTarget, PASSPHRASE, refill, type Target } from './site.ts';

export type Tally = {
  calls: number;
  /** Calls that came as far as a handler. */
  reached: number;
  ok: number;
  /** Visits that ended with a door or a punch: as deep as a call can go. */
  welcomed: number;
  internal: number;
  thrown: number;
  unhandled: number;
  leaks: number;
  polluted: number;
  slowestMs: number;
  slowest: string;
  databaseSound: boolean;
  readonly codes: Map<string, number>;
  /** What went wrong, each kind a few times. */
  readonly faults: string[];
};

/** How often a call is left out that takes its time by design: a hash, a process, a file, a try at a device. Of a thousand. */
const RARE: Partial<Record<CallName, number>> = {
  'setup.complete': 20,
  'session.unlock': 20,
  'session.signIn': 20,
  'session.leaveKiosk': 20,
  'settings.changeSecrets': 20,
  'credentials.setPin': 20,
  'credentials.pin': 40,
  'safety.emergencyByPin': 20,
  'access.readHolidays': 5,
  'log.export': 60,
  'outputs.test': 20,
  'outputs.ports': 60,
  'fireInputs.save': 20,
  'fireInputs.test': 20,
  // It would end every other call at a site whose disk is well.
  'app.retry': 200,
};

/** What opens a site that is closed: mostly right, and often twice at once. */
const OPENING: readonly CallName[] = ['setup.complete', 'session.unlock', 'app.retry'];
/** What is the matter for the next so many calls. */
const WORLDS = ['well', 'well', 'well', 'well', 'clock', 'clock', 'disk-full', 'engine-down', 'closed', 'closed'] as const;
type World = (typeof WORLDS)[number];
const LEAST_IN_WORLD = 40;
const MOST_IN_WORLD = 160;
/** 1970, the year 0, 1999, 2400, the end of the calendar; ms. */
const CLOCKS = [0, -62_135_596_800_000, 915_148_800_000, 13_569_465_600_000, 8.64e15];
const NOT_REACHED: readonly string[] = ['not-allowed', 'bad-input'];
const ROLES: readonly Caller[] = [
  { role: 'admin' },
  { role: 'admin' },
  { role: 'admin' },
  { role: 'kiosk' },
  { role: 'kiosk' },
  { role: 'anyone' },
  null,
];
const FEW = 40;

/** @param spoil what is wrong with the app, for the control */
export async function attack(count: number, seed: number, spoil: Partial<Handlers> = {}): Promise<Tally> {
  const next = seeded(seed);
  const make = generator(next, seed);
  // Asked for often, so that a control does not hang on which calls there are.
  const spoilt = Object.keys(spoil) as CallName[];
  const tally: Tally = {
    calls: 0,
    reached: 0,
    ok: 0,
    welcomed: 0,
    internal: 0,
    thrown: 0,
    unhandled: 0,
    leaks: 0,
    polluted: 0,
    slowestMs: 0,
    slowest: '',
    databaseSound: false,
    codes: new Map(),
    faults: [],
  };
  const fault = (text: string): void => {
    if (tally.faults.length < FEW) tally.faults.push(`seed ${seed}, call ${tally.calls}: ${text}`);
  };
  let marks: Marks = marksOf([]);
  const log = watchedLog(
    (facts) => {
      const leaked = marks.line(facts);
      if (leaked === null) return;
      tally.leaks++;
      fault(`the log says ${leaked}: ${shown(facts)}`);
    },
    (text) => fault(text),
  );
  const unhandled = (error: unknown): void => {
    tally.unhandled++;
    fault(`unhandled: ${error instanceof Error ? String(error.stack) : String(error)}`);
  };
  process.on('unhandledRejection', unhandled);
  process.on('uncaughtException', unhandled);

  const target = await openTarget(log);
  const closed = await openClosed(log, target.folder);
  const { t } = target;
  marks = marksOf(secretBytes(value(t.app.site()).own));
  const setUp = new Set<TestApp>();
  let world: World = 'well';
  let left = 0;
  try {
    for (let i = 0; i < count; i++) {
      if (left-- <= 0) {
        await well(t);
        await refill(target);
        world = make.pick(WORLDS);
        left = LEAST_IN_WORLD + Math.floor(next() * (MOST_IN_WORLD - LEAST_IN_WORLD));
        change(t, world, make, next);
      }
      await one(world === 'closed' ? make.pick(closed) : t, world);
    }
    await well(t);
    // What was begun goes to its end.
    await new Promise((resolve) => setTimeout(resolve, 300));
    tally.databaseSound = value(t.app.site()).open.fullCheck().length === 0;
    if (!tally.databaseSound) fault('the database is damaged');
    for (const text of await opensAgain(closed, log)) fault(text);
  } finally {
    await Promise.all([t, ...closed].map((each) => each.app.stop()));
    process.off('unhandledRejection', unhandled);
    process.off('uncaughtException', unhandled);
    rmSync(target.folder, { recursive: true, force: true });
  }
  return tally;

  async function one(on: TestApp, where: World): Promise<void> {
    const caller = make.pick(ROLES);
    const opening = where === 'closed' && make.chance(0.05);
    const found = spoilt.length > 0 && make.chance(0.2);
    const name = opening ? make.pick(OPENING) : found ? make.pick(spoilt) : nameFor(caller, make);
    const input = inputOf(name, make, target);
    if (caller) on.app.setRole(caller.role);
    on.clock.at += 50;
    on.clock.monotonic += 50;
    const asked = make.chance(opening ? 0.6 : 0.03) ? [input, input] : [input];
    const begun = performance.now();
    const answers = asked.map((each) => dispatch({ ...on.handlers, ...spoil }, caller, name, each, log));
    // Whoever asked is somebody else by the time of the answer.
    if (make.chance(0.05)) on.app.setRole(make.pick(['anyone', 'kiosk', 'admin']));
    for (const answer of await Promise.allSettled(answers)) judge(name, caller, input, answer, where, on);
    const ms = performance.now() - begun;
    if (RARE[name] === undefined && ms > tally.slowestMs) [tally.slowestMs, tally.slowest] = [ms, name];
    for (const { name: event, payload } of on.emitted.splice(0)) {
      for (const role of ['kiosk', 'anyone', 'admin'] as const) {
        const leaked = mayHear({ role }, event) ? marks.answer(role, null, payload) : null;
        if (leaked !== null) leak(`${event} tells ${role} ${leaked}`);
      }
    }
    if (({} as { polluted?: unknown }).polluted !== undefined || Object.keys(Object.prototype).length > 0) {
      tally.polluted++;
      fault(`${name} has changed every object`);
    }
  }

  function leak(text: string): void {
    tally.leaks++;
    fault(text);
  }

  function judge(
    name: CallName,
    caller: Caller,
    input: unknown,
    answer: PromiseSettledResult<Result<unknown>>,
    where: World,
    on: TestApp,
  ): void {
    tally.calls++;
    const said = `${where}: ${caller?.role ?? 'a stranger'} asks ${name} ${shown(input)}`;
    if (answer.status === 'rejected') {
      tally.thrown++;
      fault(`${said}: thrown ${String(answer.reason)}`);
      return;
    }
    const result = answer.value;
    const code = result.ok ? 'ok' : result.error.code;
    tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1);
    if (!NOT_REACHED.includes(code)) tally.reached++;
    if (result.ok) tally.ok++;
    if (isWelcome(result)) tally.welcomed++;
    if (result.ok && name === 'setup.complete' && setUp.has(on)) fault(`${said}: set up a second time`);
    if (result.ok && name === 'setup.complete') setUp.add(on);
    if (code === 'internal' || (!result.ok && !Object.hasOwn(supportCode, code))) {
      tally.internal++;
      fault(`${said}: ${code}`);
    }
    const leaked = marks.answer(caller?.role ?? null, name, result);
    if (leaked !== null) leak(`${said}: ${leaked}`);
  }
}

/** Mostly what they may call: what they may not is refused before anything else, and finds little. */
function nameFor(caller: Caller, make: Generator): CallName {
  const names = Object.keys(calls) as CallName[];
  const allowed = caller === null ? names : names.filter((name) => (calls[name].may as readonly Role[]).includes(caller.role));
  for (;;) {
    const name = make.pick(make.chance(0.7) ? allowed : names);
    if (make.chance((RARE[name] ?? 1000) / 1000)) return name;
  }
}

function inputOf(name: CallName, make: Generator, { t, faces, tokens, codes, folder }: Target): unknown {
  if (make.chance(0.12)) return make.anything();
  const made = make.near(calls[name].input);
  if (typeof made !== 'object' || made === null) return made;
  const input = made as Record<string, unknown>;
  // Nearly right is what finds most: somebody who is known, a badge that opens.
  if (name === 'recognition.face' && faces.length > 0 && make.chance(0.5))
    return { ...fakeFace(make.pick(faces)), ...input, crop: fakeFace(make.pick(faces)).crop, capturedAt: t.clock.at };
  if (name === 'credentials.badge' && tokens.length > 0 && make.chance(0.5)) return { ...input, token: make.pick(tokens) };
  if (name === 'credentials.pin' && codes.length > 0 && make.chance(0.5)) return { ...input, code: make.pick(codes) };
  if (name === 'setup.complete' && make.chance(0.6)) return { ...SETUP, kioskPin: KIOSK_PIN };
  if (name === 'session.unlock' && make.chance(0.6)) return { kind: 'passphrase', secret: PASSPHRASE };
  // Whoever sets up may say any folder; ours stays below the test's own.
  if (name === 'setup.complete' && typeof input['dataFolder'] === 'string')
    return { ...input, dataFolder: make.pick([join(folder, 'chosen'), '/dev/null/x', '']) };
  // A door that waits for a device, or holds it, is another rig's.
  if (name === 'outputs.save')
    return {
      ...input,
      config: make.pick([input['config'], { kind: 'none' }, { kind: 'http', url: 'http://127.0.0.1:9/', signature: 2 }]),
    };
  if ((name === 'fireInputs.save' || name === 'fireInputs.test') && make.chance(0.9)) {
    const config = {
      kind: 'shelly',
      host: '127.0.0.1',
      port: 9,
      generation: make.pick([1, 2]),
      username: '',
      input: 0,
      normally: make.pick(['closed', 'open']),
    };
    return 'fields' in input
      ? { ...input, fields: { name: make.pick(['a', 'b', 'c']), doorId: null, config } }
      : { ...input, config };
  }
  return input;
}

function change(t: TestApp, world: World, make: Generator, next: () => number): void {
  const { own: db } = value(t.app.site());
  if (world === 'clock') t.setClock(make.chance(0.5) ? make.pick(CLOCKS) - t.clock.at : Math.round((next() - 0.5) * 7_200_000));
  if (world === 'disk-full') db.run('PRAGMA query_only = 1');
  if (world === 'engine-down') t.engine.set({ status: 'fault', fault: { code: 'engine-down' } });
}

/** All is well again; the clock is put right by whoever set it. */
async function well(t: TestApp): Promise<void> {
  const site = t.app.site();
  if (site.ok) site.value.own.run('PRAGMA query_only = 0');
  t.setClock(-t.clock.ahead);
  t.engine.set({ status: 'ready', fault: null });
  await t.app.retry();
  t.app.setRole('admin');
  await t.call('settings.save', { kiosk: { doorId: null }, recognition: { liveness: 'off', cooldownSeconds: 0 } });
}

/** Keys, hashes, faces: as bytes nobody is told. */
function secretBytes(db: WritableDb): Uint8Array[] {
  const columns = [
    ['secrets', 'hash'],
    ['secrets', 'salt'],
    ['badge_key', 'key'],
    ['pins', 'hash'],
    ['templates', 'embedding'],
    ['codes', 'code'],
  ] as const;
  return columns.flatMap(([table, column]) =>
    db
      .all<{ bytes: Uint8Array }>(`SELECT ${column} AS bytes FROM ${table}`)
      .map(({ bytes }) => new Uint8Array(bytes).slice(0, 48)),
  );
}

function watchedLog(line: (facts: unknown) => void, bug: (text: string) => void): Log {
  const at = (facts: unknown, message?: string): void => {
    line(facts);
    const { err: error, call, issues } = (facts ?? {}) as { err?: unknown; call?: string; issues?: unknown };
    if (message === 'a handler threw')
      bug(`${call}: ${error instanceof Error ? String(error.stack).split('\n').slice(0, 4).join(' <- ') : String(error)}`);
    if (message === 'a handler answered what the contract does not allow')
      bug(`${call}: ${JSON.stringify(issues).slice(0, 400)}`);
  };
  return { info: at, warn: at, error: at };
}

function isWelcome(result: Result<unknown>): boolean {
  const answer = (result.ok ? result.value : null) as {
    readonly state?: string;
    readonly decision?: { readonly state?: string };
  } | null;
  return answer?.state === 'welcome' || answer?.decision?.state === 'welcome';
}

function shown(input: unknown): string {
  const text = JSON.stringify(input, (_key, v: unknown) =>
    typeof v === 'bigint' ? String(v) : v instanceof Uint8Array ? `[${v.length} bytes]` : v,
  ) as string | undefined;
  return (text ?? 'undefined').slice(0, 300);
}
