/** Who is let in at a real kiosk: rows, where people are then, two people, what is taken back, and what is on disk. */
import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadAccessState, loadWaiting } from '../../src/storage/access-state.ts';
import { SqliteError } from '../../src/storage/sqlite.ts';
import { copyProfile, fakeFace, startTestApp } from '../fakes/app.ts';
import { brief, come, db, FACES, ids, MORNING, must, person, place, rows, stand, t, unused, useKiosk } from './at-kiosk.ts';
import { at, HOUR, MINUTE } from './build.ts';

useKiosk();

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
  test('“not me”: they are where they were, and the day that they opened is not', async () => {
    const { zoneId } = await stand({ firstPersonIn: true, direction: 'both' }, { antiPassback: 'hard' });
    t.clock.at = MORNING + 48 * HOUR;
    const openers = await must('access.saveGroup', {
      id: null,
      fields: { name: unused('o'), grants: [], opensDay: true, isDefault: false },
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
    return { zoneId, eventId: said.eventId };
  };

  test('they are in again once it is undone, and go out next', async () => {
    const { zoneId, eventId } = await taken();
    await must('notHim.undo', { eventId });
    expect(await place('ana')).toBe(zoneId);
    t.clock.at += MINUTE;
    expect(await come('ana')).toMatchObject({ state: 'welcome', direction: 'out' });
  });

  test('but not after a reset: nobody knows where they are', async () => {
    const { zoneId, eventId } = await taken();
    await must('access.reset', { personId: null, zoneId });
    await must('notHim.undo', { eventId });
    expect(await place('ana')).toBeUndefined();
  });
});
