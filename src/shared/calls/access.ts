/** Doors, zones, groups, profiles, holidays, visitors, lockdown. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { PASSAGE_NOTES, ACCESS_REASONS } from '../../domain/access/reasons.ts';
import {
  AccessOverview,
  Door,
  DoorFields,
  GroupFields,
  HolidayChanges,
  PersonAccess,
  PersonAccessFields,
  ProfileFields,
  ZoneFields,
} from '../access.ts';
import { CalendarBytes, EncodingName, HolidayFile } from '../imported.ts';
import { ids, Method, stored } from '../schemas.ts';
import { Acted, DoorOverride } from './safety.ts';
import { ADMIN, AUDITOR, DESK_AND_AUDITOR, KIOSK, type CallSpec } from './spec.ts';

const { id } = ids;
const nothing = z.null();
const one = z.strictObject({ id });
/** null = a new one. */
const save = <S extends z.ZodType>(fields: S) => z.strictObject({ id: id.nullable(), fields });
/** Names of what uses it; then nothing was deleted. */
const Deleted = z.strictObject({ usedBy: z.array(z.string()) });
const switchAt = z.strictObject({ doorId: id.nullable(), on: z.boolean() });

/** What the rules would say of somebody at a door and an instant, with everybody where they are now. */
export const Trial = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('granted'),
    direction: z.enum(['in', 'out']),
    zoneId: stored.id.nullable(),
    note: z.enum(PASSAGE_NOTES).nullable(),
  }),
  z.strictObject({ kind: z.literal('refused'), reason: z.enum(ACCESS_REASONS), from: stored.instant.nullable() }),
  z.strictObject({ kind: z.literal('second-factor') }),
  z.strictObject({ kind: z.literal('wait-for-second'), seconds: z.int().min(0) }),
]);
export type Trial = z.infer<typeof Trial>;

export const accessCalls = {
  'access.overview': { may: DESK_AND_AUDITOR, input: nothing, output: AccessOverview },
  /** Of the door that this kiosk stands at (`settings.kiosk.doorId`). */
  'access.override': { may: KIOSK, input: nothing, output: DoorOverride },

  'access.saveZone': { may: ADMIN, input: save(ZoneFields), output: one },
  'access.deleteZone': { may: ADMIN, input: one, output: Deleted },
  /**
   * A new door is opened at any time to the groups of `openTo`. null = the default groups, and where there is no group yet, one of everybody;
   * for a door that is there already it says nothing.
   */
  'access.saveDoor': {
    may: ADMIN,
    input: z.strictObject({ ...save(DoorFields).shape, openTo: z.array(id).max(500).nullable() }),
    output: Door,
  },
  /** A kiosk that stood at it keeps attendance only. */
  'access.deleteDoor': { may: ADMIN, input: one, output: nothing },
  'access.saveProfile': { may: ADMIN, input: save(ProfileFields), output: one },
  'access.deleteProfile': { may: ADMIN, input: one, output: Deleted },
  'access.saveGroup': { may: ADMIN, input: save(GroupFields), output: one },
  'access.deleteGroup': { may: ADMIN, input: one, output: nothing },
  'access.members': { may: AUDITOR, input: one, output: z.array(stored.id) },
  'access.saveMembers': { may: ADMIN, input: z.strictObject({ id, people: z.array(id).max(100_000) }), output: nothing },

  'access.saveHolidays': { may: ADMIN, input: HolidayChanges, output: nothing },
  /**
   * Reads a calendar file and saves nothing; `imports.cancel` ends it. encoding: chosen by a person, null = found. Errors:
   * holiday-file-unreadable, import-*.
   */
  'access.readHolidays': {
    may: ADMIN,
    input: z.strictObject({ bytes: CalendarBytes, encoding: EncodingName.nullable() }),
    output: HolidayFile,
  },

  'access.person': { may: DESK_AND_AUDITOR, input: one, output: PersonAccess },
  'access.savePerson': { may: ADMIN, input: save(PersonAccessFields).extend({ id }), output: PersonAccess },

  /** doorId null = every door of the site. The doors are told first. */
  'access.lockdown': { may: ADMIN, input: switchAt, output: Acted },
  'access.emergency': { may: ADMIN, input: switchAt, output: Acted },
  /** Anti-passback forgets where people are: one person, whoever is in a zone, or (both null) everybody. */
  'access.reset': { may: ADMIN, input: z.strictObject({ personId: id.nullable(), zoneId: id.nullable() }), output: nothing },

  'access.try': {
    may: AUDITOR,
    input: z.strictObject({
      personId: id,
      doorId: id,
      /** The clock's, as well as one that is given. */ at: stored.instant,
      method: Method,
    }),
    output: Trial,
  },
} as const satisfies Record<string, CallSpec>;
