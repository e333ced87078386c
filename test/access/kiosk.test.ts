/** The rules at a real kiosk: the whole app over real SQLite; people come by face, by PIN, by badge, and every answer has its one row. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NEW_DOOR, type DoorFields, type PersonAccessFields, type ZoneFields } from '../../src/shared/access.ts';
import type { CallName, Input, Output } from '../../src/shared/contract.ts';
import type { KioskDecision, LogRow } from '../../src/shared/schemas.ts';
import { SqliteError } from '../../src/storage/sqlite.ts';
import { loadAccessState, loadWaiting } from '../../src/storage/access-state.ts';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../fakes/app.ts';
import { at, HOUR, MINUTE, weekOf } from './build.ts';

type Color = [number, number, number];
const FACES = { ana: [200, 10, 30], ben: [20, 180, 90], cleo: [90, 40, 220], stranger: [7, 99, 150] } satisfies Record<
  string,
  Color
>;
type Name = Exclude<keyof typeof FACES, 'stranger'>;
/** A Tuesday, 09:00 at the site (Asia/Shanghai). */
const MORNING = at('2026-11-24T09:00+08:00');
const ALL = { personId: null, from: null, to: null, kinds: [], search: '' };
const FREE: PersonAccessFields = { groups: [], validFrom: null, validTo: null, visitorUntil: null, antiPassbackExempt: false };
const ZONE: ZoneFields = { name: '', antiPassback: 'off', timedMinutes: 5, resetAt: null, capacity: null };

let t: TestApp;
let ids: Record<Name, number>;
let track = 0;
let names = 0;

async function must<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  const role = t.app.role();
  if (!name.startsWith('recognition.')) t.app.setRole('admin');
  const answer = await t.call(name, input);
  t.app.setRole(role);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

const db = () => {
  const site = t.app.site();
  if (!site.ok) throw new Error('no site');
  return site.value.db;
};

/** One visit; its frames take no time, so that a test says when it is. */
async function come(who: keyof typeof FACES, frames = 9): Promise<KioskDecision> {
  track++;
  let said: KioskDecision | undefined;
  for (let i = 0; i < frames; i++) {
    t.clock.monotonic += 100;
    said = await must('recognition.face', fakeFace(FACES[who], track));
    if (said.state !== 'checking' && said.state !== 'guide') break;
  }
  if (!said) throw new Error('no frames');
  return said;
}

let mark = 0;
/** The rows of visits since the last look, oldest first. */
async function rows(): Promise<LogRow[]> {
  const list = await must('log.list', {
    filter: { ...ALL, kinds: ['recognised', 'refused', 'retracted'] },
    before: null,
    limit: 200,
  });
  const fresh = list.rows.filter((r) => r.id > mark).reverse();
  mark = list.rows[0]?.id ?? mark;
  return fresh;
}
const brief = (list: readonly LogRow[]) => list.map((r) => [r.kind, r.name, r.reason, r.direction]);

/** A new zone and a new door into it, open to everybody at any time, at which the kiosk stands. */
async function stand(
  fields: Partial<DoorFields> = {},
  zone: Partial<ZoneFields> = {},
  everybody: Name[] = ['ana', 'ben', 'cleo'],
) {
  const name = `n${++names}`;
  const inside = await must('access.saveZone', { id: null, fields: { ...ZONE, name, ...zone } });
  const door = await must('access.saveDoor', {
    id: null,
    fields: { ...NEW_DOOR, name, direction: 'in', toZone: inside.id, ...fields },
    openTo: [],
  });
  const group = await must('access.saveGroup', {
    id: null,
    fields: { name, grants: [{ doorId: door.id, profileId: null }], opensDay: false, isDefault: false },
  });
  await must('access.saveMembers', { id: group.id, people: everybody.map((n) => ids[n]) });
  await must('settings.save', { doorId: door.id });
  return { zoneId: inside.id, door, group: group.id };
}

async function person(who: Name, fields: Partial<PersonAccessFields>) {
  const { groups, validFrom, validTo, visitorUntil, antiPassbackExempt } = await must('access.person', { id: ids[who] });
  const now = { groups, validFrom, validTo, visitorUntil, antiPassbackExempt };
  await must('access.savePerson', { id: ids[who], fields: { ...now, ...fields } });
}
const place = async (who: Name) => (await must('access.person', { id: ids[who] })).place?.zoneId;

beforeAll(async () => {
  t = await startTestApp();
  t.clock.at = MORNING - HOUR;
  await must('setup.complete', SETUP);
  const made: [string, number][] = [];
  for (const name of ['ana', 'ben', 'cleo'] as const) {
    const { enrolmentId } = await must('enrol.begin', { personId: null });
    for (let i = 0; i < 5; i++) await must('enrol.sample', { enrolmentId, face: fakeFace(FACES[name]) });
    const done = await must('enrol.commit', { enrolmentId, person: { employeeNumber: name, name, department: '' } });
    made.push([name, done.id]);
  }
  ids = Object.fromEntries(made) as Record<Name, number>;
  await must('settings.save', { cooldownSeconds: 0 });
  t.app.setRole('kiosk');
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.at = MORNING;
  for (const name of ['ana', 'ben', 'cleo'] as const) await person(name, FREE);
  await must('access.reset', { personId: null, zoneId: null });
  await must('recognition.reset', null);
  await rows();
});

describe('each reason is said and booked once', () => {
  const closed = async (door: Awaited<ReturnType<typeof stand>>, from: string, to: string) => {
    const profile = await must('access.saveProfile', {
      id: null,
      fields: { name: `p${++names}`, week: weekOf(() => [{ from, to }]), onHolidays: 'closed', holidayHours: [], makeUpDayAs: 1 },
    });
    await must('access.saveGroup', {
      id: door.group,
      fields: {
        name: `g${++names}`,
        grants: [{ doorId: door.door.id, profileId: profile.id }],
        opensDay: false,
        isDefault: false,
      },
    });
  };
  const cases: [string, () => Promise<unknown>, string, string | null][] = [
    [
      'not yet valid',
      async () => {
        await stand();
        await person('ana', { validFrom: '2026-11-25' });
      },
      'not-yet-valid',
      '2026-11-25T00:00+08:00',
    ],
    [
      'no longer valid',
      async () => {
        await stand();
        await person('ana', { validTo: '2026-11-23' });
      },
      'no-longer-valid',
      null,
    ],
    ['no group', () => stand({}, {}, ['ben']), 'no-access', null],
    [
      'a visit that is over',
      async () => {
        await stand();
        await person('ana', { visitorUntil: MORNING });
      },
      'no-longer-valid',
      null,
    ],
    ['outside hours', async () => closed(await stand(), '10:00', '12:00'), 'outside-hours', '2026-11-24T10:00+08:00'],
    [
      'a holiday',
      async () => {
        await closed(await stand(), '08:00', '12:00');
        await must('access.saveHolidays', { save: [{ date: '2026-11-24', name: 'x', kind: 'off' }], remove: [] });
      },
      'holiday',
      '2026-11-25T08:00+08:00',
    ],
    ['first person', () => stand({ firstPersonIn: true }), 'first-person', null],
    [
      'hard anti-passback',
      async () => {
        await stand({}, { antiPassback: 'hard' });
        await come('ana');
        await rows();
      },
      'anti-passback',
      null,
    ],
    [
      'hard anti-passback, out',
      async () => {
        const { door, zoneId } = await stand({}, { antiPassback: 'hard' });
        await must('access.saveDoor', { id: door.id, fields: { ...NEW_DOOR, name: door.name, direction: 'in' }, openTo: null });
        await come('ana');
        await must('access.saveDoor', {
          id: door.id,
          fields: { ...NEW_DOOR, name: door.name, direction: 'out', fromZone: zoneId },
          openTo: null,
        });
        await rows();
      },
      'anti-passback-exit',
      null,
    ],
    [
      'timed anti-passback',
      async () => {
        await stand({}, { antiPassback: 'timed' });
        await come('ana');
        t.clock.at += MINUTE;
        await rows();
      },
      'anti-passback-timed',
      '2026-11-24T09:05+08:00',
    ],
    [
      'interlock',
      async () => {
        await stand({ interlock: 7, pulseMs: 20_000 });
        await come('ben');
        await stand({ interlock: 7 });
        await rows();
      },
      'interlock',
      '2026-11-24T09:00:20+08:00',
    ],
    [
      'a full zone',
      async () => {
        await stand({}, { capacity: 1 });
        await come('ben');
        await rows();
      },
      'zone-full',
      null,
    ],
    [
      'lockdown',
      async () => {
        const { door } = await stand();
        await must('access.lockdown', { doorId: door.id, on: true });
      },
      'lockdown',
      null,
    ],
  ];
  test.each(cases)('%s', async (_name, prepare, reason, from) => {
    await prepare();
    const said = { state: 'refused', reason, from: from === null ? null : at(from), name: 'ana' };
    expect(await come('ana')).toEqual(said);
    // The tracker loses them and finds them again: the same answer, no second row.
    expect(await come('ana')).toEqual(said);
    expect(brief(await rows())).toEqual([['refused', 'ana', reason, null]]);
    await must('access.saveHolidays', { save: [], remove: ['2026-11-24'] });
  });

  test('switched off, by a badge (a face that is switched off is nobody’s)', async () => {
    await stand();
    const [badge] = await must('credentials.print', { personIds: [ids.cleo], renew: false });
    await must('people.setActive', { id: ids.cleo, active: false });
    const { decision } = await must('credentials.badge', { token: badge!.token, waitedMs: 10 });
    await must('people.setActive', { id: ids.cleo, active: true });
    expect([decision, brief(await rows())]).toEqual([
      { state: 'refused', reason: 'inactive', from: null, name: 'cleo' },
      [['refused', 'cleo', 'inactive', null]],
    ]);
  });

  test('two factors: the face asks for a PIN; a badge alone is told so; both open', async () => {
    const { door } = await stand({ credential: 'two-factor' });
    const [badge] = await must('credentials.print', { personIds: [ids.ben], renew: true });
    expect((await must('credentials.badge', { token: badge!.token, waitedMs: 10 })).decision).toMatchObject({
      state: 'refused',
      reason: 'face-needed',
    });
    expect(await come('ben')).toEqual({ state: 'need-pin', why: 'door' });
    expect((await must('credentials.badge', { token: badge!.token, waitedMs: 10 })).decision).toMatchObject({
      state: 'welcome',
      method: 'face+pin',
    });
    const booked = await rows();
    expect(brief(booked)).toEqual([
      ['refused', 'ben', 'face-needed', null],
      ['recognised', 'ben', null, 'in'],
    ]);
    expect(booked.map((r) => r.doorId)).toEqual([door.id, door.id]);
  });
});

describe('let in', () => {
  test('without a door: attendance only, by turns, whatever the rules say', async () => {
    await must('settings.save', { doorId: null });
    await person('ana', { validTo: '2026-11-23' });
    expect([await come('ana'), await come('ana')]).toMatchObject([{ state: 'welcome' }, { state: 'welcome' }]);
    expect((await rows()).map((r) => [r.reason, r.doorId])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(await place('ana')).toBeUndefined();
  });

  test('soft anti-passback: in, and the row says so', async () => {
    await stand({}, { antiPassback: 'soft' });
    expect([await come('ana'), await come('ana')]).toMatchObject([{ state: 'welcome' }, { state: 'welcome' }]);
    expect(brief(await rows())).toEqual([
      ['recognised', 'ana', null, 'in'],
      ['recognised', 'ana', 'anti-passback-soft', 'in'],
    ]);
  });

  test('a door of both directions, and where people are by it', async () => {
    const { zoneId } = await stand({ direction: 'both' });
    // The punches of the tests before are yesterday's.
    t.clock.at = MORNING + 24 * HOUR;
    expect([await come('ana'), await place('ana')]).toMatchObject([{ direction: 'in' }, zoneId]);
    expect([await come('ana'), await place('ana')]).toMatchObject([{ direction: 'out' }, null]);
  });

  test('emergency opens to who may not pass, lockdown or not', async () => {
    const { door } = await stand({}, {}, []);
    await must('access.lockdown', { doorId: null, on: true });
    await must('access.emergency', { doorId: door.id, on: true });
    expect(await come('ana')).toMatchObject({ state: 'welcome' });
    await must('access.emergency', { doorId: door.id, on: false });
    expect(await come('ana')).toMatchObject({ state: 'refused', reason: 'lockdown' });
    await must('access.lockdown', { doorId: null, on: false });
    expect(await come('ana')).toMatchObject({ state: 'refused', reason: 'no-access' });
    expect((await rows()).map((r) => r.reason)).toEqual(['emergency-open', 'lockdown', 'no-access']);
  });

  test('the first person opens the day for all, until midnight', async () => {
    const { door } = await stand({ firstPersonIn: true });
    const openers = await must('access.saveGroup', {
      id: null,
      fields: { name: `o${++names}`, grants: [], opensDay: true, isDefault: false },
    });
    await must('access.saveMembers', { id: openers.id, people: [ids.ben] });
    expect(await come('ana')).toMatchObject({ reason: 'first-person' });
    expect(await come('ben')).toMatchObject({ state: 'welcome' });
    expect(await come('ana')).toMatchObject({ state: 'welcome' });
    t.clock.at = at('2026-11-24T23:59:59+08:00');
    expect(await come('cleo')).toMatchObject({ state: 'welcome' });
    t.clock.at = at('2026-11-25T00:00+08:00');
    expect(await come('cleo')).toMatchObject({ reason: 'first-person' });
    expect(loadAccessState(db(), []).dayOpened.get(door.id)?.day).toBe('2026-11-24');
  });

  test('the clock set back: who came in is still in, and is not locked out by it', async () => {
    const { zoneId } = await stand({}, { antiPassback: 'timed' });
    await come('ana');
    t.clock.at -= HOUR;
    expect([await come('ana'), await place('ana')]).toMatchObject([{ state: 'welcome' }, zoneId]);
    expect(await come('ana')).toMatchObject({ reason: 'anti-passback-timed', from: t.clock.at + 5 * MINUTE });
  });
});

describe('two people', () => {
  const two = () => stand({ twoPerson: true, twoPersonSeconds: 15 });

  test('both, with a stranger in between: two rows, each with its own decision', async () => {
    const { zoneId, door } = await two();
    expect(await come('ana')).toEqual({ state: 'wait-for-second', name: 'ana', until: MORNING + 15_000 });
    expect(await rows()).toEqual([]);
    t.clock.at += 3000;
    expect(await come('stranger')).toMatchObject({ state: 'refused', reason: 'not-recognised' });
    t.clock.at += 3000;
    expect(await come('ana')).toEqual({ state: 'wait-for-second', name: 'ana', until: MORNING + 15_000 });
    t.clock.at += 3000;
    expect(await come('ben')).toMatchObject({ state: 'welcome', name: 'ben', direction: 'in' });
    const booked = await rows();
    expect(brief(booked)).toEqual([
      ['refused', null, 'not-recognised', null],
      ['recognised', 'ana', null, 'in'],
      ['recognised', 'ben', 'two-person', 'in'],
    ]);
    const decisions = await Promise.all(booked.slice(1).map((r) => must('log.decision', { eventId: r.id })));
    expect(decisions.map((d) => d?.first?.personId)).toEqual([ids.ana, ids.ben]);
    expect([await place('ana'), await place('ben')]).toEqual([zoneId, zoneId]);
    expect(loadWaiting(db()).has(door.id)).toBe(false);
  });

  test('nobody comes: the first is booked as waiting in vain, once', async () => {
    await two();
    await come('ana');
    t.clock.at += 15_000;
    expect(await come('ben')).toMatchObject({ state: 'wait-for-second', name: 'ben' });
    expect(brief(await rows())).toEqual([['refused', 'ana', 'no-second-person', null]]);
  });

  test('the clock set back ends the wait', async () => {
    await two();
    await come('ana');
    t.clock.at -= HOUR;
    expect(await come('ben')).toMatchObject({ state: 'wait-for-second', name: 'ben', until: t.clock.at + 15_000 });
    expect(brief(await rows())).toEqual([['refused', 'ana', 'no-second-person', null]]);
  });

  test('the first is switched off meanwhile: the second waits for another', async () => {
    await two();
    await come('ana');
    await must('people.setActive', { id: ids.ana, active: false });
    expect(await come('ben')).toMatchObject({ state: 'wait-for-second', name: 'ben' });
    await must('people.setActive', { id: ids.ana, active: true });
    expect(brief(await rows())).toEqual([['refused', 'ana', 'no-second-person', null]]);
  });
});

describe('taken back', () => {
  test('“not me”: they are where they were, and the day that they opened is not', async () => {
    const { zoneId } = await stand({ firstPersonIn: true, direction: 'both' }, { antiPassback: 'hard' });
    t.clock.at = MORNING + 48 * HOUR;
    const openers = await must('access.saveGroup', {
      id: null,
      fields: { name: `o${++names}`, grants: [], opensDay: true, isDefault: false },
    });
    await must('access.saveMembers', { id: openers.id, people: [ids.ana] });
    const first = await come('ana');
    if (first.state !== 'welcome') throw new Error(first.state);
    expect(await place('ana')).toBe(zoneId);
    await must('recognition.notMe', { eventId: first.eventId });
    expect(await place('ana')).toBeUndefined();
    expect(await come('ben')).toMatchObject({ reason: 'first-person' });
    expect(await come('ana')).toMatchObject({ state: 'welcome', direction: 'in' });
    expect(await come('ben')).toMatchObject({ state: 'welcome' });
    expect(brief(await rows())).toMatchObject([
      ['recognised', 'ana', null, 'in'],
      ['retracted', 'ana', 'not-me', null],
      ['refused', 'ben', 'first-person', null],
      ['recognised', 'ana', null, 'in'],
      ['recognised', 'ben', null, 'in'],
    ]);
  });

  test('one of two: the other stays', async () => {
    const { zoneId } = await stand({ twoPerson: true });
    await come('ana');
    const second = await come('ben');
    if (second.state !== 'welcome') throw new Error(second.state);
    await must('recognition.notMe', { eventId: second.eventId });
    expect([await place('ana'), await place('ben')]).toEqual([zoneId, undefined]);
  });
});

describe('on disk', () => {
  test('a restart changes nothing: who is in, who waits, the day, lockdown', async () => {
    const { door, zoneId } = await stand({ twoPerson: true, twoPersonSeconds: 60 }, { antiPassback: 'hard' });
    await come('ana');
    await come('ben');
    await come('cleo');
    await must('access.lockdown', { doorId: door.id, on: true });
    const before = loadAccessState(db(), 'everything');
    const again = await startTestApp({ userData: t.userData });
    try {
      const site = again.app.site();
      if (!site.ok) throw new Error(site.error.code);
      expect(loadAccessState(site.value.db, 'everything')).toEqual(before);
    } finally {
      again.close();
    }
    expect(before.passages.get(ids.ana)?.at(-1)?.zoneId).toBe(zoneId);
    expect(before.waiting.get(door.id)).toMatchObject({
      personId: ids.cleo,
      method: 'face',
      decision: { first: { personId: ids.cleo } },
    });
    expect(before.lockdown.doors).toContain(door.id);
    await must('access.lockdown', { doorId: door.id, on: false });
    // The wait goes on after it.
    expect(await come('cleo')).toMatchObject({ state: 'wait-for-second', until: MORNING + 60_000 });
  });

  test('a row that cannot be written lets nobody in and moves nobody', async () => {
    await stand();
    const handle = db() as unknown as { run: (sql: string, params?: object) => unknown };
    const { run } = handle;
    handle.run = (sql, params) => {
      if (sql.includes('INSERT INTO passages')) throw new SqliteError('disk full', 'SQLITE_FULL');
      return run(sql, params);
    };
    t.emitted.length = 0;
    const answer = await (async () => {
      track++;
      for (let i = 0; i < 9; i++) {
        const said = await t.call('recognition.face', fakeFace(FACES.ana, track));
        if (!said.ok || said.value.state !== 'checking') return said;
      }
      return null;
    })();
    handle.run = run;
    expect(answer).toEqual({ ok: false, error: { code: 'database-full' } });
    expect([await rows(), await place('ana')]).toEqual([[], undefined]);
    // Nothing was announced that is not on disk.
    expect(t.emitted.filter((e) => e.name === 'log.appended')).toEqual([]);
  });
});
