/** Who is let in at a real kiosk: rows, where people are then, two people, what is taken back, and what is on disk. */
import { rmSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadAccessState, loadWaiting } from '../../src/storage/access/state.ts';
import { SqliteError } from '../../src/storage/file/sqlite.ts';
import { copyProfile, fakeFace, startTestApp } from '../fakes/app.ts';
import { brief, come, db, FACES, ids, MORNING, must, person, place, rows, stand, t, unused, useKiosk } from './at-kiosk.ts';
import { at, HOUR, MINUTE } from './build.ts';

useKiosk();

describe('let in', () => {
  test('without a door: attendance only, by turns, whatever the rules say', async () => {
    await must('settings.save', { kiosk: { doorId: null } });
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

  test('a door that joins no zones says nothing of where people are: they are on the list of who is in, and passed back nothing', async () => {
    t.clock.at = MORNING + 24 * HOUR;
    const vault = await stand({}, { antiPassback: 'hard' });
    expect(await come('ana')).toMatchObject({ state: 'welcome', direction: 'in' });
    // An office inside, and a side door of the house.
    await stand({ toZone: null, direction: 'in' });
    expect(await come('ana')).toMatchObject({ state: 'welcome' });
    expect(await come('ben')).toMatchObject({ state: 'welcome' });
    expect((await must('presence.list', null)).people.map((p) => p.name).sort()).toEqual(['ana', 'ben']);
    expect(await place('ana')).toBe(vault.zoneId);
    await must('settings.save', { kiosk: { doorId: vault.door.id } });
    expect(await come('ana')).toMatchObject({ state: 'refused', reason: 'anti-passback' });
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
      fields: { name: unused('o'), grants: [], opensDay: true, isDefault: false },
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
  test('“not me”: nobody knows where they are, somebody is in, and the day that they opened is not', async () => {
    const { zoneId, door } = await stand({ firstPersonIn: true }, { antiPassback: 'hard', capacity: 2 });
    t.clock.at = MORNING + 48 * HOUR;
    const openers = await must('access.saveGroup', {
      id: null,
      fields: { name: unused('o'), grants: [], opensDay: true, isDefault: false },
    });
    await must('access.saveMembers', { id: openers.id, people: [ids.ana, ids.cleo] });
    const first = await come('ana');
    if (first.state !== 'welcome') throw new Error(first.state);
    expect(await place('ana')).toBe(zoneId);
    await must('recognition.notMe', { eventId: first.eventId });
    expect(await place('ana')).toBeUndefined();
    const inside = async () => (await must('access.overview', null)).zones.find((z) => z.id === zoneId)?.inside;
    expect(await inside()).toBe(1);
    expect((await must('presence.list', null)).somebody).toMatchObject([
      { eventId: first.eventId, zoneId, door: door.name, since: first.at, notSignedOut: false },
    ]);
    expect(await come('ben')).toMatchObject({ reason: 'first-person' });
    // The door has opened for them once: it does not open twice for one tap.
    expect(await come('ana')).toMatchObject({ state: 'refused', reason: 'anti-passback' });
    expect(await come('cleo')).toMatchObject({ state: 'welcome' });
    // Somebody takes up their room.
    expect(await come('ben')).toMatchObject({ state: 'refused', reason: 'zone-full' });
    expect(brief(await rows())).toMatchObject([
      ['recognised', 'ana', null, 'in'],
      ['retracted', 'ana', 'not-me', null],
      ['refused', 'ben', 'first-person', null],
      ['refused', 'ana', 'anti-passback', null],
      ['recognised', 'cleo', null, 'in'],
      ['refused', 'ben', 'zone-full', null],
    ]);
    // The front desk sets it right, for the person and for the list.
    await must('access.reset', { personId: ids.ana, zoneId: null });
    await must('presence.somebodyGone', { eventId: first.eventId });
    expect(await inside()).toBe(1);
    expect(await come('ana')).toMatchObject({ state: 'welcome' });
    expect(await t.call('presence.somebodyGone', { eventId: first.eventId })).toMatchObject({ ok: false });
  });

  test('only a face can be wrong about somebody: a badge and a PIN are not taken back', async () => {
    await stand();
    const [badge] = await must('credentials.print', { personIds: [ids.ben], renew: true });
    const { decision } = await must('credentials.badge', { token: badge!.token, waitedMs: 10 });
    if (decision.state !== 'welcome') throw new Error(decision.state);
    expect(await t.call('recognition.notMe', { eventId: decision.eventId })).toEqual({
      ok: false,
      error: { code: 'event-gone' },
    });
    await stand({ credential: 'two-factor' });
    t.clock.at += 60_000;
    expect(await come('ben')).toMatchObject({ state: 'need-pin' });
    const both = (await must('credentials.badge', { token: badge!.token, waitedMs: 10 })).decision;
    if (both.state !== 'welcome') throw new Error(both.state);
    expect(both.method).toBe('face+pin');
    expect(await t.call('recognition.notMe', { eventId: both.eventId })).toMatchObject({ ok: false });
  });

  test('not of a visit that lies in the future, is a minute old, or is not the last', async () => {
    await stand();
    const gone = { ok: false, error: { code: 'event-gone' } };
    const first = await come('ana');
    if (first.state !== 'welcome') throw new Error(first.state);
    const { eventId } = first;
    t.clock.at -= 1;
    expect(await t.call('recognition.notMe', { eventId })).toEqual(gone);
    t.clock.at += 60_002;
    expect(await t.call('recognition.notMe', { eventId })).toEqual(gone);
    t.clock.at -= 30_000;
    await come('ben');
    expect(await t.call('recognition.notMe', { eventId })).toEqual(gone);
  });

  test('a second time of the same person within ten minutes is refused, booked, and an alarm until somebody has looked', async () => {
    await stand();
    // Long after whatever was said in the tests before.
    t.clock.monotonic += HOUR;
    const visit = async () => {
      t.clock.at += MINUTE;
      t.clock.monotonic += MINUTE;
      const said = await come('ana');
      if (said.state !== 'welcome') throw new Error(said.state);
      return said.eventId;
    };
    await must('recognition.notMe', { eventId: await visit() });
    const second = await visit();
    for (let i = 0; i < 3; i++)
      expect(await t.call('recognition.notMe', { eventId: second })).toEqual({ ok: false, error: { code: 'not-me-again' } });
    expect((await rows()).filter((r) => r.reason === 'not-me-again')).toMatchObject([
      { kind: 'refused', name: 'ana' },
      { kind: 'refused' },
      { kind: 'refused' },
    ]);
    const alarms = async () => (await must('safety.state', null)).notMe;
    expect(await alarms()).toMatchObject([{ eventId: second, personId: ids.ana, name: 'ana' }]);
    // Their visit stands.
    expect(await place('ana')).not.toBeUndefined();
    await must('safety.seen', { eventId: second });
    expect(await alarms()).toEqual([]);
    // Somebody else's is their own; after ten minutes it is a mistake of the camera again.
    const ben = await come('ben');
    if (ben.state !== 'welcome') throw new Error(ben.state);
    await must('recognition.notMe', { eventId: ben.eventId });
    t.clock.monotonic += 10 * MINUTE;
    await must('recognition.notMe', { eventId: await visit() });
  });

  test('… also when the app was started again in between', async () => {
    await stand();
    const said = await come('cleo');
    if (said.state !== 'welcome') throw new Error(said.state);
    await must('recognition.notMe', { eventId: said.eventId });
    const again = await come('cleo');
    if (again.state !== 'welcome') throw new Error(again.state);
    const anew = await startTestApp({ userData: copyProfile(t.userData), clock: { ...t.clock } });
    onTestFinished(() => {
      anew.close();
      rmSync(anew.userData, { recursive: true, force: true });
    });
    const refused = anew.handlers['recognition.notMe']({ eventId: again.eventId });
    expect(refused).toEqual({ ok: false, error: { code: 'not-me-again' } });
  });

  test('one of two: the other stays', async () => {
    const { zoneId } = await stand({ twoPerson: true });
    await come('ana');
    const second = await come('ben');
    if (second.state !== 'welcome') throw new Error(second.state);
    await must('recognition.notMe', { eventId: second.eventId });
    expect([await place('ana'), await place('ben')]).toEqual([zoneId, undefined]);
    expect((await must('presence.list', null)).somebody.filter((s) => s.zoneId === zoneId)).toHaveLength(1);
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
    const again = await startTestApp({ userData: copyProfile(t.userData) });
    try {
      const site = again.app.site();
      if (!site.ok) throw new Error(site.error.code);
      expect(loadAccessState(site.value.db, 'everything')).toEqual(before);
    } finally {
      again.close();
      rmSync(again.userData, { recursive: true, force: true });
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
      for (let i = 0; i < 9; i++) {
        const said = await t.call('recognition.face', fakeFace(FACES.ana, 9999));
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

describe('"not him" said by mistake', () => {
  const taken = async () => {
    // Long after any shift, so that they come in.
    t.clock.at += 24 * HOUR;
    const { zoneId } = await stand({ direction: 'both' });
    const said = await come('ana');
    if (said.state !== 'welcome') throw new Error('not let in');
    await new Promise((done) => setImmediate(done));
    expect(await place('ana')).toBe(zoneId);
    await must('notHim.say', { eventId: said.eventId });
    expect(await place('ana')).toBeUndefined();
    expect(await strangers(zoneId)).toBe(1);
    return { zoneId, eventId: said.eventId };
  };
  const strangers = async (zoneId: number) =>
    (await must('presence.list', null)).somebody.filter((s) => s.zoneId === zoneId).length;

  test('they are in again once it is undone, and go out next', async () => {
    const { zoneId, eventId } = await taken();
    await must('notHim.undo', { eventId });
    expect(await place('ana')).toBe(zoneId);
    // They were the somebody.
    expect((await must('presence.list', null)).somebody.filter((s) => s.eventId === eventId)).toEqual([]);
    t.clock.at += MINUTE;
    expect(await come('ana')).toMatchObject({ state: 'welcome', direction: 'out' });
  });

  test('but not after a reset: nobody knows where they are', async () => {
    const { zoneId, eventId } = await taken();
    await must('access.reset', { personId: null, zoneId });
    await must('notHim.undo', { eventId });
    expect(await place('ana')).toBeUndefined();
  });

  test('said by an administrator of what the kiosk has taken back: held against them no longer, and somebody is in all the same', async () => {
    t.clock.at += 24 * HOUR;
    t.clock.monotonic += HOUR;
    const { zoneId } = await stand({}, { antiPassback: 'hard' });
    const said = await come('ana');
    if (said.state !== 'welcome') throw new Error(said.state);
    await new Promise((done) => setImmediate(done));
    // So sure a match that the kiosk learns nothing from it: an administrator has to say it.
    await must('recognition.notMe', { eventId: said.eventId });
    expect(await come('ana')).toMatchObject({ reason: 'anti-passback' });
    expect(await strangers(zoneId)).toBe(1);
    await must('notHim.say', { eventId: said.eventId });
    expect(await strangers(zoneId)).toBe(1);
    await must('notHim.undo', { eventId: said.eventId });
    expect([await place('ana'), await strangers(zoneId)]).toEqual([zoneId, 0]);
  });

  test('of a visit of yesterday nobody is in any more', async () => {
    t.clock.at += 24 * HOUR;
    const { zoneId } = await stand();
    const said = await come('ana');
    if (said.state !== 'welcome') throw new Error(said.state);
    await new Promise((done) => setImmediate(done));
    t.clock.at += 20 * HOUR;
    await must('notHim.say', { eventId: said.eventId });
    expect(await strangers(zoneId)).toBe(0);
    await must('notHim.undo', { eventId: said.eventId });
  });
});
