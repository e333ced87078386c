import { describe, expect, test } from 'vitest';
import { event, NOW, openTemp, plansOf, value } from '../../../test/storage/support.ts';
import { personId } from '../../domain/ids.ts';
import { AccessOverview, NEW_DOOR, type ProfileFields, type ZoneFields } from '../../shared/access.ts';
import { accessOverview, getDoor, getHolder, loadAccessModel } from './model.ts';
import { deleteDoor, deleteProfile, deleteZone, saveDoor, saveHolidays, saveProfile, saveZone } from './edit.ts';
import { deleteGroup, groupMembers, saveGroup, savePersonAccess, setMembers } from './groups.ts';
import { applyAccessChange, loadAccessState, loadOverrides } from './state.ts';
import type { WritableDb } from '../file/db.ts';
import { appendEvent } from '../log/events.ts';
import { insertPerson, markDeleted, undelete } from '../people/people.ts';

const SITE = { timeZone: 'Asia/Shanghai', longestPresenceHours: 16 };
const GONE = { ok: false, error: { code: 'access-gone' } };
const ZONE: ZoneFields = { name: '车间', antiPassback: 'timed', timedMinutes: 15, resetAt: '04:00', capacity: 20 };
const PROFILE: ProfileFields = {
  name: 'Office',
  week: {
    1: [
      { from: '08:00', to: '12:00' },
      { from: '13:00', to: '18:00' },
    ],
    2: [],
    3: [],
    4: [],
    5: [{ from: '22:00', to: '06:00' }],
    6: [],
    7: [],
  },
  onHolidays: 'own-hours',
  holidayHours: [{ from: '09:00', to: '24:00' }],
  makeUpDayAs: 5,
};
const GROUP = { name: 'Office', grants: [], opensDay: false, isDefault: false };
const add = (db: WritableDb, number: string) =>
  value(insertPerson(db, { employeeNumber: number, name: `n${number}`, department: '' }, NOW));

test('what was saved comes back as the domain has it', () => {
  const { db } = openTemp();
  const zone = value(saveZone(db, null, ZONE));
  const profile = value(saveProfile(db, null, PROFILE));
  const door = value(
    saveDoor(db, null, { ...NEW_DOOR, name: '北门', toZone: zone.id, twoPerson: true, interlock: 3, heldOpenSeconds: 30 }, []),
  );
  const group = value(saveGroup(db, null, { ...GROUP, grants: [{ doorId: door.id, profileId: profile.id }], opensDay: true }));
  value(
    saveHolidays(
      db,
      [
        { date: '2026-10-01', name: '国庆节', kind: 'off', asWeekday: null },
        { date: '2026-10-10', name: '国庆节', kind: 'working-day', asWeekday: null },
      ],
      [],
    ),
  );
  expect(loadAccessModel(db, SITE)).toEqual({
    timeZone: 'Asia/Shanghai',
    longestPresenceMs: 16 * 3_600_000,
    zones: [{ ...ZONE, id: zone.id }],
    doors: [door],
    groups: [{ id: group, name: 'Office', opensDay: true, grants: [{ doorId: door.id, profileId: profile.id }] }],
    profiles: [{ ...PROFILE, id: profile.id }],
    holidays: [
      { date: '2026-10-01', name: '国庆节', kind: 'off', asWeekday: null },
      { date: '2026-10-10', name: '国庆节', kind: 'working-day', asWeekday: null },
    ],
  });
  expect([getDoor(db, door.id), getDoor(db, 999), getDoor(db, null)]).toEqual([door, null, null]);
  expect(AccessOverview.omit({ emergency: true, lockdown: true }).parse(accessOverview(db, NOW, SITE))).toEqual(
    accessOverview(db, NOW, SITE),
  );

  value(saveProfile(db, profile.id, { ...PROFILE, week: { ...PROFILE.week, 1: [] }, holidayHours: [] }));
  value(saveHolidays(db, [{ date: '2026-10-01', name: '国庆', kind: 'off', asWeekday: null }], ['2026-10-10', '2030-01-01']));
  const changed = loadAccessModel(db, { ...SITE, timeZone: 'UTC' });
  expect(changed.profiles[0]?.week[1]).toEqual([]);
  expect(changed.holidays).toEqual([{ date: '2026-10-01', name: '国庆', kind: 'off', asWeekday: null }]);
});

describe('the first door', () => {
  test('is opened at any time to a group of everybody, whom new people join too', () => {
    const { db } = openTemp();
    const [here, deleted] = [add(db, '1'), add(db, '2')];
    value(markDeleted(db, deleted, NOW, NOW));
    const door = value(saveDoor(db, null, { ...NEW_DOOR, name: 'North' }, null, '所有人'));
    const [group] = accessOverview(db, NOW, SITE).groups;
    expect(group).toMatchObject({
      name: '所有人',
      isDefault: true,
      opensDay: true,
      members: 1,
      grants: [{ doorId: door.id, profileId: null }],
    });
    const later = add(db, '3');
    expect(groupMembers(db, group!.id)).toEqual([here, later]);
    value(undelete(db, deleted));
    expect(getHolder(db, deleted)?.groups).toEqual([group!.id]);
  });

  test('a later one is opened to the default groups, or to those that are said', () => {
    const { db } = openTemp();
    value(saveDoor(db, null, { ...NEW_DOOR, name: 'North' }, null));
    const [everybody] = accessOverview(db, NOW, SITE).groups;
    const vault = value(saveGroup(db, null, { ...GROUP, name: 'Vault' }));
    const opened = (name: string, to: readonly number[] | null) => {
      const door = value(saveDoor(db, null, { ...NEW_DOOR, name }, to));
      return accessOverview(db, NOW, SITE)
        .groups.filter((g) => g.grants.some((grant) => grant.doorId === door.id))
        .map((g) => g.id);
    };
    expect(opened('South', null)).toEqual([everybody!.id]);
    expect(opened('Safe', [vault])).toEqual([vault]);
    expect(opened('Nobody', [])).toEqual([]);
    expect(saveDoor(db, null, { ...NEW_DOOR, name: 'Odd' }, [99])).toEqual(GONE);
    expect(accessOverview(db, NOW, SITE).doors.map((d) => d.name)).toEqual(['Nobody', 'North', 'Safe', 'South']);
  });
});

describe('deleting', () => {
  test('a zone that doors lead into stays, and says which; a free one goes, and nobody is in it any more', () => {
    const { db } = openTemp();
    const id = add(db, '1');
    const zone = value(saveZone(db, null, ZONE));
    const door = value(saveDoor(db, null, { ...NEW_DOOR, name: 'North', toZone: zone.id }, []));
    const eventId = value(appendEvent(db, event({ kind: 'recognised', personId: id })));
    value(
      applyAccessChange(db, {
        kind: 'passed',
        personId: id,
        passage: { eventId, doorId: door.id, zoneId: zone.id, at: NOW },
        moves: true,
        opensDay: null,
      }),
    );
    expect(accessOverview(db, NOW, SITE).zones[0]?.inside).toBe(1);
    // The zone forgets everybody at 04:00.
    expect(accessOverview(db, NOW + 86_400_000, SITE).zones[0]?.inside).toBe(0);
    expect(value(deleteZone(db, zone.id))).toEqual(['North']);
    value(saveDoor(db, door.id, { ...door, toZone: null }, null));
    expect(value(deleteZone(db, zone.id))).toEqual([]);
    expect(loadAccessState(db, 'everything').passages.size).toBe(0);
    expect(deleteZone(db, zone.id)).toEqual(GONE);
  });

  test('a profile that groups use stays, and says which', () => {
    const { db } = openTemp();
    const profile = value(saveProfile(db, null, PROFILE));
    const door = value(saveDoor(db, null, { ...NEW_DOOR, name: 'North' }, []));
    const group = value(saveGroup(db, null, { ...GROUP, grants: [{ doorId: door.id, profileId: profile.id }] }));
    expect(value(deleteProfile(db, profile.id))).toEqual(['Office']);
    value(saveGroup(db, group, GROUP));
    expect(value(deleteProfile(db, profile.id))).toEqual([]);
    expect(deleteProfile(db, profile.id)).toEqual(GONE);
  });

  test('a door takes its grants, its lockdown and who waits at it along; the log keeps its rows', () => {
    const { db } = openTemp();
    const id = add(db, '1');
    const door = value(saveDoor(db, null, { ...NEW_DOOR, name: 'North', twoPerson: true }, null));
    value(applyAccessChange(db, { kind: 'lockdown', doorId: door.id, on: true }));
    value(
      applyAccessChange(db, {
        kind: 'waits',
        doorId: door.id,
        waiting: { personId: id, at: NOW, until: NOW + 1, method: 'face', decision: null, waitMs: 3 },
      }),
    );
    const row = value(appendEvent(db, event({ kind: 'refused', doorId: door.id, reason: 'lockdown' })));
    value(deleteDoor(db, door.id));
    expect(accessOverview(db, NOW, SITE)).toMatchObject({ doors: [] });
    expect(loadOverrides(db).lockdown).toEqual({ site: false, doors: [] });
    expect(accessOverview(db, NOW, SITE).groups[0]?.grants).toEqual([]);
    expect(loadAccessState(db, [id]).waiting.size).toBe(0);
    expect(db.get('SELECT door_id AS d FROM events WHERE id = :row', { row })).toEqual({ d: door.id });
    // A change about a door that is no more is none.
    value(applyAccessChange(db, { kind: 'lockdown', doorId: door.id, on: true }));
    expect(loadOverrides(db).lockdown.doors).toEqual([]);
    expect(deleteDoor(db, door.id)).toEqual(GONE);
    // Its number is never given again: old rows would speak of another door.
    expect(value(saveDoor(db, null, { ...NEW_DOOR, name: 'North' }, [])).id).toBeGreaterThan(door.id);
  });

  test('a group', () => {
    const { db } = openTemp();
    const id = add(db, '1');
    const group = value(saveGroup(db, null, GROUP));
    value(setMembers(db, group, [id]));
    value(deleteGroup(db, group));
    expect(getHolder(db, id)?.groups).toEqual([]);
    expect(deleteGroup(db, group)).toEqual(GONE);
  });
});

test('a name is taken whatever its case and width, but not by itself', () => {
  const { db } = openTemp();
  const a = value(saveZone(db, null, { ...ZONE, name: 'Hall A' }));
  expect(saveZone(db, null, { ...ZONE, name: 'ｈａｌｌ a' })).toEqual({
    ok: false,
    error: { code: 'access-name-taken', name: 'Hall A' },
  });
  expect(value(saveZone(db, a.id, { ...ZONE, name: 'HALL A' })).name).toBe('HALL A');
  expect(saveZone(db, 99, { ...ZONE, name: 'other' })).toEqual(GONE);
});

test('members: deleted people come back as they were, and a group or person that is not there changes nothing', () => {
  const { db } = openTemp();
  const [a, b, c] = [add(db, '1'), add(db, '2'), add(db, '3')];
  const group = value(saveGroup(db, null, GROUP));
  value(setMembers(db, group, [a, b, b]));
  value(markDeleted(db, b, NOW, NOW));
  value(setMembers(db, group, [c]));
  expect(groupMembers(db, group)).toEqual([c]);
  expect(setMembers(db, group, [a, 99])).toEqual({ ok: false, error: { code: 'person-gone' } });
  expect(groupMembers(db, group)).toEqual([c]);
  expect(setMembers(db, 99, [a])).toEqual(GONE);
  value(undelete(db, b));
  expect(groupMembers(db, group)).toEqual([b, c]);
});

test("a person's limits", () => {
  const { db } = openTemp();
  const id = add(db, '1');
  const free = {
    personId: id,
    active: true,
    groups: [],
    validFrom: null,
    validTo: null,
    visitorUntil: null,
    antiPassbackExempt: false,
  };
  expect(getHolder(db, id)).toEqual(free);
  const group = value(saveGroup(db, null, GROUP));
  const fields = {
    groups: [group],
    validFrom: '2026-11-01',
    validTo: '2026-11-30',
    visitorUntil: NOW + 0.4,
    antiPassbackExempt: true,
  };
  expect(value(savePersonAccess(db, id, fields))).toEqual({ ...free, ...fields, visitorUntil: NOW });
  expect(savePersonAccess(db, id, { ...fields, groups: [99] })).toEqual(GONE);
  expect(getHolder(db, id)?.groups).toEqual([group]);
  expect(savePersonAccess(db, personId(99), fields)).toEqual({ ok: false, error: { code: 'person-gone' } });
  value(markDeleted(db, id, NOW, NOW));
  expect(getHolder(db, id)).toBeNull();
});

test('indexes are used', () => {
  const { db } = openTemp();
  const id = add(db, '1');
  const plans = plansOf(db, (w) => {
    getHolder(w, id);
    saveZone(w, null, ZONE);
    deleteZone(w, 1);
    deleteProfile(w, 1);
    groupMembers(w, 1);
  });
  expect(plans).toMatch(/SEARCH group_members USING PRIMARY KEY \(person_id=\?\)/);
  expect(plans).toMatch(/SEARCH zones USING INDEX sqlite_autoindex_zones_1 \(name_key=\?\)/);
  expect(plans).toMatch(/SEARCH doors USING (COVERING )?INDEX doors_from/);
  expect(plans).toMatch(/SEARCH doors USING (COVERING )?INDEX doors_to/);
  expect(plans).toMatch(/SEARCH r USING (COVERING )?INDEX grants_profile/);
  expect(plans).toMatch(/SEARCH m USING (COVERING )?INDEX group_members_group/);
});
