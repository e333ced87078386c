/** Small sites for the tests of the rules: everything has a harmless default, a test says only what it is about. */
import type {
  AccessGroup,
  AccessModel,
  AccessState,
  Door,
  Holder,
  Passage,
  Waiting,
  Zone,
} from '../../src/domain/access/model.ts';
import type { Interval } from '../../src/domain/calendar/interval.ts';
import type { TimeProfile } from '../../src/domain/calendar/profile.ts';
import type { Weekday } from '../../src/domain/calendar/weekday.ts';
import { EMPTY_STATE } from '../../src/domain/access/model.ts';
import type { Request } from '../../src/domain/access/decide.ts';

export const BERLIN = 'Europe/Berlin';
export const NEW_YORK = 'America/New_York';
export const LORD_HOWE = 'Australia/Lord_Howe';
export const SHANGHAI = 'Asia/Shanghai';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** An instant, written with its offset: the doubled hour has two. */
export const at = (text: string): number => {
  if (!/([+-]\d\d:\d\d|Z)$/.test(text)) throw new Error(`no offset: ${text}`);
  return Date.parse(text);
};

export const zone = (changes: Partial<Zone> = {}): Zone => ({
  id: 1,
  name: 'hall',
  antiPassback: 'off',
  timedMinutes: 5,
  resetAt: null,
  capacity: null,
  ...changes,
});

/** From outside into zone 1. */
export const door = (changes: Partial<Door> = {}): Door => ({
  id: 1,
  name: 'gate',
  fromZone: null,
  toZone: 1,
  direction: 'in',
  credential: 'any',
  twoPerson: false,
  twoPersonSeconds: 15,
  firstPersonIn: false,
  interlock: null,
  pulseMs: 5000,
  heldOpenSeconds: null,
  ...changes,
});

export const span = (text: string): Interval => {
  const [from = '', to = ''] = text.split('-');
  return { from, to };
};

export const weekOf = <T>(of: (day: Weekday) => T): Record<Weekday, T> => ({
  1: of(1),
  2: of(2),
  3: of(3),
  4: of(4),
  5: of(5),
  6: of(6),
  7: of(7),
});

/** Hours as '08:00-17:00', by weekday; `every` is all seven. */
export const profile = (
  hours: Partial<Record<Weekday | 'every', readonly string[]>>,
  changes: Partial<Omit<TimeProfile, 'week'>> = {},
): TimeProfile => ({
  id: 1,
  name: 'hours',
  week: weekOf((day) => (hours[day] ?? hours.every ?? []).map(span)),
  onHolidays: 'closed',
  holidayHours: [],
  makeUpDayAs: 1,
  ...changes,
});

/** Opens door 1 at any time. */
export const group = (changes: Partial<AccessGroup> = {}): AccessGroup => ({
  id: 1,
  name: 'staff',
  grants: [{ doorId: 1, profileId: null }],
  opensDay: false,
  ...changes,
});

export const holder = (changes: Partial<Holder> = {}): Holder => ({
  personId: 1,
  active: true,
  groups: [1],
  validFrom: null,
  validTo: null,
  visitorUntil: null,
  antiPassbackExempt: false,
  ...changes,
});

export const model = (changes: Partial<AccessModel> = {}): AccessModel => ({
  timeZone: BERLIN,
  longestPresenceMs: 16 * HOUR,
  zones: [zone()],
  doors: [door()],
  groups: [group()],
  profiles: [],
  holidays: [],
  ...changes,
});

export const state = (changes: Partial<AccessState> = {}): AccessState => ({ ...EMPTY_STATE, ...changes });

let nextEvent = 1;
/** Passages of one person, as [zone, instant]. */
export const passages = (...list: readonly (readonly [zoneId: number | null, at: number])[]): readonly Passage[] =>
  list.map(([zoneId, when]) => ({ eventId: nextEvent++, doorId: 1, zoneId, at: when }));

export const waiting = (personId: number, from: number, seconds = 15): Waiting => ({
  personId,
  at: from,
  until: from + seconds * 1000,
  method: 'face',
  decision: null,
  waitMs: 900,
});

/** A quiet Tuesday morning. */
export const NOW = at('2026-11-24T09:00+01:00');

export const request = (changes: Partial<Request> = {}): Request => ({
  holder: holder(),
  door: door(),
  at: NOW,
  method: 'face',
  last: null,
  partner: null,
  ...changes,
});
