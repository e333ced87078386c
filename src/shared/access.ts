/** What an administrator sets about doors, as it crosses IPC; each schema is checked to be the domain's own type. */
import { z } from 'zod';
import * as model from '../domain/access/model.ts';
import { HOLIDAY_KINDS, type Holiday as DomainHoliday } from '../domain/calendar/holiday.ts';
import type { Interval as DomainInterval } from '../domain/calendar/interval.ts';
import { ON_HOLIDAYS, type TimeProfile as DomainProfile } from '../domain/calendar/profile.ts';
import { ids, stored } from './schemas.ts';

const { id } = ids;
const name = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'no control characters');
const minute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Day = z.iso.date();
/** Of a table that a person fills by hand. */
const MANY = 500;

export const ZoneFields = z.strictObject({
  name,
  antiPassback: z.enum(model.ANTI_PASSBACK),
  timedMinutes: z.int().min(1).max(1440),
  resetAt: minute.nullable(),
  capacity: z.int().min(1).max(100_000).nullable(),
});
export type ZoneFields = z.infer<typeof ZoneFields>;
export const Zone = z.strictObject({
  ...ZoneFields.shape,
  id: stored.id,
  name: z.string(),
  timedMinutes: z.int(),
  resetAt: z.string().nullable(),
  capacity: z.int().nullable(),
}) satisfies z.ZodType<model.Zone>;

/** How long an output is driven for one person, ms. */
export const Pulse = z.int().min(100).max(60_000);

const doorShape = {
  name,
  fromZone: id.nullable(),
  toZone: id.nullable(),
  direction: z.enum(model.DOOR_DIRECTIONS),
  credential: z.enum(model.DOOR_CREDENTIALS),
  twoPerson: z.boolean(),
  twoPersonSeconds: z.int().min(1).max(600),
  firstPersonIn: z.boolean(),
  interlock: z.int().min(1).max(999).nullable(),
  pulseMs: Pulse,
  heldOpenSeconds: z.int().min(1).max(3600).nullable(),
};
/** From a zone into itself leads no door. */
export const DoorFields = z
  .strictObject(doorShape)
  .refine((d) => d.fromZone === null || d.fromZone !== d.toZone, { path: ['toZone'] });
export type DoorFields = z.infer<typeof DoorFields>;
export const Door = z.strictObject({
  ...doorShape,
  id: stored.id,
  name: z.string(),
  fromZone: stored.id.nullable(),
  toZone: stored.id.nullable(),
  twoPersonSeconds: z.int(),
  interlock: z.int().nullable(),
  pulseMs: z.int(),
  heldOpenSeconds: z.int().nullable(),
}) satisfies z.ZodType<model.Door>;

export const NEW_DOOR: DoorFields = {
  name: '',
  fromZone: null,
  toZone: null,
  direction: 'both',
  credential: 'any',
  twoPerson: false,
  twoPersonSeconds: 20,
  firstPersonIn: false,
  interlock: null,
  pulseMs: 5000,
  heldOpenSeconds: null,
};

const Interval = z
  .strictObject({ from: minute, to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/) })
  .refine((i) => i.from !== i.to) satisfies z.ZodType<DomainInterval>;
const Intervals = z.array(Interval).max(12);
const Weekday = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]);

export const ProfileFields = z.strictObject({
  name,
  week: z.strictObject({ 1: Intervals, 2: Intervals, 3: Intervals, 4: Intervals, 5: Intervals, 6: Intervals, 7: Intervals }),
  onHolidays: z.enum(ON_HOLIDAYS),
  holidayHours: Intervals,
  makeUpDayAs: Weekday,
});
export type ProfileFields = z.infer<typeof ProfileFields>;
const StoredIntervals = z.array(z.strictObject({ from: z.string(), to: z.string() }));
export const TimeProfile = z.strictObject({
  ...ProfileFields.shape,
  id: stored.id,
  name: z.string(),
  week: z.strictObject({
    1: StoredIntervals,
    2: StoredIntervals,
    3: StoredIntervals,
    4: StoredIntervals,
    5: StoredIntervals,
    6: StoredIntervals,
    7: StoredIntervals,
  }),
  holidayHours: StoredIntervals,
}) satisfies z.ZodType<DomainProfile>;

const Grant = z.strictObject({ doorId: id, profileId: id.nullable() }) satisfies z.ZodType<model.Grant>;
const groupShape = {
  name,
  /** At most one a door. */
  grants: z.array(Grant).max(MANY),
  opensDay: z.boolean(),
  /** New people join it by themselves. */
  isDefault: z.boolean(),
};
export const GroupFields = z
  .strictObject(groupShape)
  .refine((g) => new Set(g.grants.map((grant) => grant.doorId)).size === g.grants.length, { path: ['grants'] });
export type GroupFields = z.infer<typeof GroupFields>;
export const Group = z.strictObject({
  ...groupShape,
  id: stored.id,
  name: z.string(),
  grants: z.array(z.strictObject({ doorId: stored.id, profileId: stored.id.nullable() })),
  members: z.int().min(0),
}) satisfies z.ZodType<model.AccessGroup>;
export type Group = z.infer<typeof Group>;

export const Holiday = z.strictObject({
  date: Day,
  name: name.or(z.literal('')),
  kind: z.enum(HOLIDAY_KINDS),
  asWeekday: Weekday.nullable(),
}) satisfies z.ZodType<DomainHoliday>;

/** Days of `save` replace what stood on their dates. */
export const HolidayChanges = z.strictObject({ save: z.array(Holiday).max(1000), remove: z.array(z.iso.date()).max(1000) });
export type HolidayChanges = z.infer<typeof HolidayChanges>;

export const Reach = z.strictObject({ site: z.boolean(), doors: z.array(stored.id) }) satisfies z.ZodType<model.Reach>;

/** Everything that the screen of doors shows. */
export const AccessOverview = z.strictObject({
  /** With how many people are recorded inside. */
  zones: z.array(z.strictObject({ ...Zone.shape, inside: z.int().min(0) })),
  doors: z.array(Door),
  groups: z.array(Group),
  profiles: z.array(TimeProfile),
  /** By date. */
  holidays: z.array(z.strictObject({ ...Holiday.shape, date: z.string(), name: z.string() })),
  emergency: Reach,
  lockdown: Reach,
});
export type AccessOverview = z.infer<typeof AccessOverview>;

const personShape = {
  groups: z.array(id).max(MANY),
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
  /** A visitor's end, an instant, exclusive. */
  visitorUntil: ids.instant.nullable(),
  antiPassbackExempt: z.boolean(),
};
export const PersonAccessFields = z
  .strictObject(personShape)
  .refine((p) => p.validFrom === null || p.validTo === null || p.validFrom <= p.validTo, { path: ['validTo'] });
export type PersonAccessFields = z.infer<typeof PersonAccessFields>;

/** A person's access, and where they are by the last passage that stands; null = not known. */
export const PersonAccess = z.strictObject({
  ...personShape,
  groups: z.array(stored.id),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  visitorUntil: stored.instant.nullable(),
  place: z.strictObject({ zoneId: stored.id.nullable(), doorId: stored.id, at: stored.instant }).nullable(),
});
export type PersonAccess = z.infer<typeof PersonAccess>;
