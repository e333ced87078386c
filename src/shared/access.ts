/** What an administrator sets about doors, as it crosses IPC; each schema is checked to be the domain's own type. */
import { z } from 'zod';
import * as model from '../domain/access/model.ts';
import { ids } from './schemas.ts';

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
export const Zone = z.strictObject({ id, ...ZoneFields.shape }) satisfies z.ZodType<model.Zone>;

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
  pulseMs: z.int().min(100).max(60_000),
  heldOpenSeconds: z.int().min(1).max(3600).nullable(),
};
/** From a zone into itself leads no door. */
export const DoorFields = z
  .strictObject(doorShape)
  .refine((d) => d.fromZone === null || d.fromZone !== d.toZone, { path: ['toZone'] });
export type DoorFields = z.infer<typeof DoorFields>;
export const Door = z.strictObject({ id, ...doorShape }) satisfies z.ZodType<model.Door>;

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
  .refine((i) => i.from !== i.to) satisfies z.ZodType<model.Interval>;
const Intervals = z.array(Interval).max(12);
const Weekday = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]);

export const ProfileFields = z.strictObject({
  name,
  week: z.strictObject({ 1: Intervals, 2: Intervals, 3: Intervals, 4: Intervals, 5: Intervals, 6: Intervals, 7: Intervals }),
  onHolidays: z.enum(model.ON_HOLIDAYS),
  holidayHours: Intervals,
  makeUpDayAs: Weekday,
});
export type ProfileFields = z.infer<typeof ProfileFields>;
export const TimeProfile = z.strictObject({ id, ...ProfileFields.shape }) satisfies z.ZodType<model.TimeProfile>;

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
export const Group = z.strictObject({ id, ...groupShape, members: z.int().min(0) }) satisfies z.ZodType<model.AccessGroup>;
export type Group = z.infer<typeof Group>;

export const Holiday = z.strictObject({ date: Day, name: name.or(z.literal('')), kind: z.enum(model.HOLIDAY_KINDS) }) satisfies z.ZodType<model.Holiday>;

export const Reach = z.strictObject({ site: z.boolean(), doors: z.array(id) }) satisfies z.ZodType<model.Reach>;

/** Everything that the screen of doors shows. */
export const AccessOverview = z.strictObject({
  /** With how many people are recorded inside. */
  zones: z.array(z.strictObject({ ...Zone.shape, inside: z.int().min(0) })),
  doors: z.array(Door),
  groups: z.array(Group),
  profiles: z.array(TimeProfile),
  /** By date. */
  holidays: z.array(Holiday),
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
  .strictObject({ ...personShape, visitorUntil: ids.givenInstant.nullable() })
  .refine((p) => p.validFrom === null || p.validTo === null || p.validFrom <= p.validTo, { path: ['validTo'] });
export type PersonAccessFields = z.infer<typeof PersonAccessFields>;

/** A person's access, and where they are by the last passage that stands; null = not known. */
export const PersonAccess = z.strictObject({
  ...personShape,
  place: z.strictObject({ zoneId: id.nullable(), doorId: id, at: ids.instant }).nullable(),
});
export type PersonAccess = z.infer<typeof PersonAccess>;
