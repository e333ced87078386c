/** Every reason at a real kiosk: said in its words, and one row. */
import { describe, expect, test } from 'vitest';
import { NEW_DOOR } from '../../src/shared/access.ts';
import { brief, come, ids, MORNING, must, person, rows, stand, t, unused, useKiosk } from './at-kiosk.ts';
import { at, MINUTE, weekOf } from './build.ts';

useKiosk();

describe('each reason is said and booked once', () => {
  const closed = async (door: Awaited<ReturnType<typeof stand>>, from: string, to: string) => {
    const profile = await must('access.saveProfile', {
      id: null,
      fields: { name: unused('p'), week: weekOf(() => [{ from, to }]), onHolidays: 'closed', holidayHours: [], makeUpDayAs: 1 },
    });
    await must('access.saveGroup', {
      id: door.group,
      fields: {
        name: unused('g'),
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
        await must('access.saveHolidays', {
          save: [{ date: '2026-11-24', name: 'x', kind: 'off', asWeekday: null }],
          remove: [],
        });
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
        await come('ana');
        await must('access.saveDoor', {
          id: door.id,
          fields: { ...NEW_DOOR, name: door.name, direction: 'out', fromZone: zoneId },
          openTo: null,
        });
        // Out, and then somebody holds up what was passed back over the fence.
        await come('ana');
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
