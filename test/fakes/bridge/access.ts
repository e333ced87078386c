/** Doors and their rules on in-memory data; the trial asks the rules themselves. */
import { decide } from '../../../src/domain/access/decide.ts';
import { EMPTY_STATE, type AccessChange } from '../../../src/domain/access/model.ts';
import type { Interval } from '../../../src/domain/calendar/interval.ts';
import { override } from '../../../src/domain/access/overrides.ts';
import { pass } from '../../../src/domain/access/transitions.ts';
import type { AppError } from '../../../src/domain/errors.ts';
import { err, ok, type Result } from '../../../src/domain/result.ts';
import {
  NEW_DOOR,
  type AccessOverview,
  type PersonAccess,
  type PersonAccessFields,
  type ProfileFields,
} from '../../../src/shared/access.ts';
import type { Input, Output } from '../../../src/shared/contract.ts';
import type { Person } from '../../../src/shared/schemas.ts';
import { longestPresenceMs, type Settings } from '../../../src/shared/settings.ts';

type World = {
  readonly now: number;
  people(): readonly Person[];
  /** The site's zone and longest presence, and the door that this kiosk stands at. */
  settings(): Pick<Settings, 'site' | 'kiosk'>;
  /** Something changed: `access.changed` is announced. */
  changed(): void;
  /** The kiosk's door is gone. */
  leaveDoor(): void;
};

const hours = (from: string, to: string): Interval => ({ from, to });
const day = [hours('08:00', '12:00'), hours('13:00', '18:00')];
const office: ProfileFields = {
  name: '办公时间 Office',
  week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] },
  onHolidays: 'closed',
  holidayHours: [],
  makeUpDayAs: 1,
};
const night: ProfileFields = {
  name: '夜班 Night',
  week: {
    1: [hours('22:00', '06:00')],
    2: [hours('22:00', '06:00')],
    3: [hours('22:00', '06:00')],
    4: [hours('22:00', '06:00')],
    5: [],
    6: [],
    7: [],
  },
  onHolidays: 'own-hours',
  holidayHours: [hours('09:00', '15:00')],
  makeUpDayAs: 5,
};

/** Three doors, two zones, three groups, two profiles, four holidays. */
export function sampleAccess(): AccessOverview {
  return {
    zones: [
      { id: 1, name: '车间 Workshop', antiPassback: 'off', timedMinutes: 5, resetAt: null, capacity: 40, inside: 12 },
      { id: 2, name: '仓库 Store', antiPassback: 'hard', timedMinutes: 5, resetAt: '04:00', capacity: null, inside: 3 },
    ],
    doors: [
      { ...NEW_DOOR, id: 1, name: '北门 North', toZone: 1 },
      {
        ...NEW_DOOR,
        id: 2,
        name: '仓库门 Store',
        fromZone: 1,
        toZone: 2,
        twoPerson: true,
        credential: 'two-factor',
        heldOpenSeconds: 30,
      },
      { ...NEW_DOOR, id: 3, name: '后门 Back', toZone: 1, direction: 'in', firstPersonIn: true, interlock: 1 },
    ],
    groups: [
      {
        id: 1,
        name: '所有人 Everybody',
        grants: [{ doorId: 1, profileId: null }],
        opensDay: false,
        isDefault: true,
        members: 12,
      },
      {
        id: 2,
        name: '仓管 Store keepers',
        grants: [
          { doorId: 2, profileId: 1 },
          { doorId: 3, profileId: 1 },
        ],
        opensDay: true,
        isDefault: false,
        members: 3,
      },
      { id: 3, name: '夜班 Night shift', grants: [{ doorId: 3, profileId: 2 }], opensDay: false, isDefault: false, members: 0 },
    ],
    profiles: [
      { id: 1, ...office },
      { id: 2, ...night },
    ],
    holidays: [
      { date: '2026-12-31', name: '元旦 New Year', kind: 'off', asWeekday: null },
      { date: '2027-01-01', name: '元旦 New Year', kind: 'off', asWeekday: null },
      { date: '2027-01-09', name: '元旦 New Year', kind: 'working-day', asWeekday: null },
      { date: '2027-02-05', name: '春节 Spring Festival', kind: 'off', asWeekday: null },
    ],
    emergency: { site: false, doors: [] },
    lockdown: { site: false, doors: [] },
  };
}

/** A calendar with a little of everything. */
function holidayFile(chosen: Input<'access.readHolidays'>['encoding']): Output<'access.readHolidays'> {
  const off = { kind: 'off', sort: 'off', ground: 'title', tick: true } as const;
  return {
    format: 'icalendar',
    text: { encoding: chosen ?? 'gb18030', by: chosen ? 'person' : 'site', unreadable: 0 },
    entries: 6,
    taken: 3,
    days: [
      { ...off, date: '2027-02-06', name: '春节', at: [4] },
      { ...off, date: '2027-02-14', name: '情人节', sort: 'unsure', ground: 'observance', tick: false, at: [9] },
      { ...off, date: '2027-02-20', name: '春节补班', kind: 'working-day', sort: 'working-day', at: [14] },
    ],
    leftOut: [
      { at: 19, name: '周会', reason: 'time-of-day', detail: '2027-02-22' },
      { at: 24, name: '元旦', reason: 'past', detail: '2026-01-01' },
      { at: 29, name: '每秒', reason: 'rule-refused', detail: 'BYSECOND' },
    ],
  };
}

const GONE: AppError = { code: 'access-gone' };

export function accessAnswers(start: AccessOverview, { now, people, settings, changed, leaveDoor }: World) {
  let access = start;
  let nextId = 500;
  const limits = new Map<number, PersonAccessFields>();
  const members = new Map<number, ReadonlySet<number>>(
    access.groups.map((g) => [
      g.id,
      new Set(
        g.isDefault
          ? people().map((p) => p.id)
          : people()
              .slice(0, g.members)
              .map((p) => p.id),
      ),
    ]),
  );

  const change = (part: Partial<AccessOverview>): void => {
    access = { ...access, ...part };
    const counted = access.groups.map((g) => ({ ...g, members: members.get(g.id)?.size ?? 0 }));
    access = { ...access, groups: counted };
    changed();
  };
  const groupsOf = (personId: number) => access.groups.filter((g) => members.get(g.id)?.has(personId)).map((g) => g.id);
  const person = (id: number): PersonAccess => {
    const own = limits.get(id) ?? { validFrom: null, validTo: null, visitorUntil: null, antiPassbackExempt: false };
    const place = id === 1 ? { zoneId: 1, doorId: 1, at: now - 3_600_000 } : null;
    return { ...own, groups: groupsOf(id), place };
  };
  type List = 'zones' | 'doors' | 'profiles' | 'groups';
  /** The list with the item put in; an error where the name is taken or the id is gone. */
  function put<T extends { readonly id: number; readonly name: string }>(
    list: readonly T[],
    id: number | null,
    made: (id: number) => T,
  ): Result<{ list: T[]; item: T }> {
    const item = made(id ?? (nextId += 1));
    const taken = list.find((x) => x.name.toLowerCase() === item.name.toLowerCase() && x.id !== id);
    if (taken) return err({ code: 'access-name-taken', name: taken.name });
    if (id !== null && !list.some((x) => x.id === id)) return err(GONE);
    return ok({ list: id === null ? [...list, item] : list.map((x) => (x.id === id ? item : x)), item });
  }
  const has = (list: List, id: number) => access[list].some((x) => x.id === id);
  const overriding = (made: AccessChange & { kind: 'lockdown' | 'emergency' }): Result<{ booked: boolean }> => {
    if (made.doorId !== null && !has('doors', made.doorId)) return err(GONE);
    const { lockdown, emergency } = pass({ ...EMPTY_STATE, lockdown: access.lockdown, emergency: access.emergency }, made);
    change({ lockdown: { ...lockdown, doors: [...lockdown.doors] }, emergency: { ...emergency, doors: [...emergency.doors] } });
    return ok({ booked: true });
  };
  const overrideHere = () => {
    const { doorId } = settings().kiosk;
    const above = doorId === null ? null : override(access, doorId);
    return { lockdown: above === 'lockdown', emergency: above === 'emergency', silent: [] };
  };

  const answers = {
    'access.overview': () => ok(access),
    'access.override': () => ok(overrideHere()),
    'access.saveZone': ({ id, fields }: Input<'access.saveZone'>): Result<Output<'access.saveZone'>> => {
      const done = put(access.zones, id, (made) => ({
        inside: access.zones.find((z) => z.id === id)?.inside ?? 0,
        ...fields,
        id: made,
      }));
      if (!done.ok) return done;
      change({ zones: done.value.list });
      return ok({ id: done.value.item.id });
    },
    'access.deleteZone': ({ id }: Input<'access.deleteZone'>): Result<Output<'access.deleteZone'>> => {
      const usedBy = access.doors.filter((d) => d.fromZone === id || d.toZone === id).map((d) => d.name);
      if (usedBy.length === 0) change({ zones: access.zones.filter((z) => z.id !== id) });
      return ok({ usedBy });
    },
    'access.saveDoor': ({ id, fields, openTo }: Input<'access.saveDoor'>): Result<Output<'access.saveDoor'>> => {
      const done = put(access.doors, id, (made) => ({ ...fields, id: made }));
      if (!done.ok) return done;
      const doorId = done.value.item.id;
      let { groups } = access;
      if (id === null) {
        if (openTo === null && groups.length === 0) {
          groups = [{ id: (nextId += 1), name: 'Everybody', grants: [], opensDay: true, isDefault: true, members: 0 }];
          members.set(nextId, new Set(people().map((p) => p.id)));
        }
        const to = openTo ?? groups.filter((g) => g.isDefault).map((g) => g.id);
        groups = groups.map((g) => (to.includes(g.id) ? { ...g, grants: [...g.grants, { doorId, profileId: null }] } : g));
      }
      change({ doors: done.value.list, groups });
      return ok(done.value.item);
    },
    'access.deleteDoor': ({ id }: Input<'access.deleteDoor'>): Result<null> => {
      if (!has('doors', id)) return err(GONE);
      const without = (g: AccessOverview['groups'][number]) => ({ ...g, grants: g.grants.filter((r) => r.doorId !== id) });
      change({ doors: access.doors.filter((d) => d.id !== id), groups: access.groups.map(without) });
      if (settings().kiosk.doorId === id) leaveDoor();
      return ok(null);
    },
    'access.saveProfile': ({ id, fields }: Input<'access.saveProfile'>): Result<Output<'access.saveProfile'>> => {
      const done = put(access.profiles, id, (made) => ({ ...fields, id: made }));
      if (!done.ok) return done;
      change({ profiles: done.value.list });
      return ok({ id: done.value.item.id });
    },
    'access.deleteProfile': ({ id }: Input<'access.deleteProfile'>): Result<Output<'access.deleteProfile'>> => {
      const usedBy = access.groups.filter((g) => g.grants.some((r) => r.profileId === id)).map((g) => g.name);
      if (usedBy.length === 0) change({ profiles: access.profiles.filter((p) => p.id !== id) });
      return ok({ usedBy });
    },
    'access.saveGroup': ({ id, fields }: Input<'access.saveGroup'>): Result<Output<'access.saveGroup'>> => {
      const done = put(access.groups, id, (made) => ({ ...fields, id: made, members: 0 }));
      if (!done.ok) return done;
      change({ groups: done.value.list });
      return ok({ id: done.value.item.id });
    },
    'access.deleteGroup': ({ id }: Input<'access.deleteGroup'>): Result<null> => {
      if (!has('groups', id)) return err(GONE);
      members.delete(id);
      change({ groups: access.groups.filter((g) => g.id !== id) });
      return ok(null);
    },
    'access.members': ({ id }: Input<'access.members'>) => ok([...(members.get(id) ?? [])]),
    'access.saveMembers': ({ id, people: ids }: Input<'access.saveMembers'>): Result<null> => {
      if (!has('groups', id)) return err(GONE);
      members.set(id, new Set(ids));
      change({});
      return ok(null);
    },
    'access.saveHolidays': ({ save, remove }: Input<'access.saveHolidays'>): Result<null> => {
      const dates = new Set([...remove, ...save.map((h) => h.date)]);
      const left = access.holidays.filter((h) => !dates.has(h.date));
      change({ holidays: [...left, ...save].sort((a, b) => (a.date < b.date ? -1 : 1)) });
      return ok(null);
    },
    'access.readHolidays': ({ bytes, encoding }: Input<'access.readHolidays'>): Result<Output<'access.readHolidays'>> =>
      new TextDecoder().decode(bytes).startsWith('BEGIN:VCALENDAR')
        ? ok(holidayFile(encoding))
        : err({ code: 'holiday-file-unreadable' }),
    'access.person': ({ id }: Input<'access.person'>): Result<Output<'access.person'>> =>
      people().some((p) => p.id === id) ? ok(person(id)) : err({ code: 'person-gone' }),
    'access.savePerson': ({ id, fields }: Input<'access.savePerson'>): Result<Output<'access.savePerson'>> => {
      if (!people().some((p) => p.id === id)) return err({ code: 'person-gone' });
      limits.set(id, fields);
      for (const g of access.groups) {
        const theirs = new Set(members.get(g.id));
        if (fields.groups.includes(g.id)) theirs.add(id);
        else theirs.delete(id);
        members.set(g.id, theirs);
      }
      change({});
      return ok(person(id));
    },
    'access.lockdown': (input: Input<'access.lockdown'>) => overriding({ kind: 'lockdown', ...input }),
    'access.emergency': (input: Input<'access.emergency'>) => overriding({ kind: 'emergency', ...input }),
    'access.reset': (): Result<null> => {
      change({ zones: access.zones.map((z) => ({ ...z, inside: 0 })) });
      return ok(null);
    },
    'access.try': ({ personId, doorId, at, method }: Input<'access.try'>): Result<Output<'access.try'>> => {
      const who = people().find((p) => p.id === personId);
      const door = access.doors.find((d) => d.id === doorId);
      if (!who) return err({ code: 'person-gone' });
      if (!door) return err(GONE);
      const { groups, validFrom, validTo, visitorUntil, antiPassbackExempt } = person(personId);
      const holder = { personId, active: who.active, groups, validFrom, validTo, visitorUntil, antiPassbackExempt };
      const model = { ...access, timeZone: settings().site.timeZone, longestPresenceMs: longestPresenceMs(settings().site) };
      const verdict = decide(
        { holder, door, at, method, last: null, partner: null },
        { ...EMPTY_STATE, lockdown: access.lockdown, emergency: access.emergency },
        model,
      );
      if (verdict.kind === 'granted')
        return ok({ kind: 'granted', direction: verdict.direction, zoneId: verdict.zoneId, note: verdict.note });
      if (verdict.kind === 'refused') return ok({ kind: 'refused', reason: verdict.reason, from: verdict.from });
      if (verdict.kind === 'second-factor') return ok({ kind: 'second-factor' });
      return ok({ kind: 'wait-for-second', seconds: Math.round((verdict.until - at) / 1000) });
    },
  };
  return { answers, override: overrideHere, overview: () => access };
}
