/**
 * Access control as data: what an administrator sets (`AccessModel`), who somebody is to it (`Holder`), what has happened (`AccessState`),
 * and what changes it (`AccessChange`). Terms as in EN 60839-11-1: zone, access group, time profile, anti-passback, interlock.
 * An instant is milliseconds since the epoch; a day is ISO 8601 and a time of day 'HH:MM', both as the clock on the site's wall says.
 */
import type { Holiday } from '../calendar/holiday.ts';
import type { TimeProfile } from '../calendar/profile.ts';
import type { DecisionRecord, Method } from '../recognition/decision.ts';

/**
 * off; soft: lets in, and the row says so; hard: whoever is recorded inside cannot enter again, and whoever is not cannot leave;
 * timed: nobody enters twice within `timedMinutes`, whether they left or not.
 */
export const ANTI_PASSBACK = ['off', 'soft', 'hard', 'timed'] as const;
export type AntiPassback = (typeof ANTI_PASSBACK)[number];

/** An area that doors lead into. What lies outside all zones is `null` wherever a zone's id may stand. */
export type Zone = {
  readonly id: number;
  readonly name: string;
  readonly antiPassback: AntiPassback;
  /** For `timed`; 1 to 1440. */
  readonly timedMinutes: number;
  /** Time of day 'HH:MM' (00:00 to 23:59) at which everybody's passage into this zone is forgotten; null = never by itself. */
  readonly resetAt: string | null;
  /** At most so many people at once; null = no limit. */
  readonly capacity: number | null;
};

export const DOOR_DIRECTIONS = ['in', 'out', 'both'] as const;
/** What a passage is booked as. in, out: people pass from `fromZone` to `toZone`; both: in that way it is an IN, the other way an OUT. */
export type DoorDirection = (typeof DOOR_DIRECTIONS)[number];

/** any: face, PIN or badge; two-factor: a face, and a PIN or badge. */
export const DOOR_CREDENTIALS = ['any', 'two-factor'] as const;
export type DoorCredential = (typeof DOOR_CREDENTIALS)[number];

export type Door = {
  readonly id: number;
  readonly name: string;
  readonly fromZone: number | null;
  readonly toZone: number | null;
  readonly direction: DoorDirection;
  readonly credential: DoorCredential;
  /** Opens only for two people who may pass, one after the other within `twoPersonSeconds`. */
  readonly twoPerson: boolean;
  readonly twoPersonSeconds: number;
  /** Each local day, nobody passes before somebody of a group that `opensDay`. */
  readonly firstPersonIn: boolean;
  /** Doors with the same number: none opens while another is open (a mantrap). null = no interlock. */
  readonly interlock: number | null;
  /** How long the output is driven for one person, ms. */
  readonly pulseMs: number;
  /** Open for longer than this is an alarm; null = never. */
  readonly heldOpenSeconds: number | null;
};

export type Grant = {
  readonly doorId: number;
  /** null = at any time, holidays too. */
  readonly profileId: number | null;
};

export type AccessGroup = {
  readonly id: number;
  readonly name: string;
  readonly grants: readonly Grant[];
  /** Its people open the day at doors with first-person-in. */
  readonly opensDay: boolean;
};

/** A person as access control sees them. */
export type Holder = {
  readonly personId: number;
  readonly active: boolean;
  /** Ids of access groups. */
  readonly groups: readonly number[];
  /** ISO days, both inclusive; null = open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** A visitor's end, an instant, exclusive; null = no visitor. */
  readonly visitorUntil: number | null;
  /** The visit has lasted as long as it was to, whatever the wall clock says of its end. */
  readonly visitOver?: true;
  readonly antiPassbackExempt: boolean;
};

export type AccessModel = {
  /** IANA time zone of the site. */
  readonly timeZone: string;
  /** Who came in longer ago and did not go out is taken to have left unnoticed, ms. */
  readonly longestPresenceMs: number;
  readonly zones: readonly Zone[];
  readonly doors: readonly Door[];
  readonly groups: readonly AccessGroup[];
  readonly profiles: readonly TimeProfile[];
  readonly holidays: readonly Holiday[];
};

/** The whole site, or some of its doors. */
export type Reach = { readonly site: boolean; readonly doors: readonly number[] };

/** One granted passage that still stands (not taken back, not reset by hand), through a door that leads from one zone to another. */
export type Passage = {
  readonly eventId: number;
  readonly doorId: number;
  /** Where the person is since then; null = outside. */
  readonly zoneId: number | null;
  readonly at: number;
  /**
   * "This is not me" was tapped. The door has opened all the same: it was this person, or somebody else, and nobody knows. So it places
   * nobody, and it is held against them: one tap must not buy a second way through.
   */
  readonly doubted?: true;
};

/** The first of two, who waits at a door: everything that their row needs when the second comes. */
export type Waiting = {
  readonly personId: number;
  readonly at: number;
  /** Exclusive. */
  readonly until: number;
  readonly method: Method;
  readonly decision: DecisionRecord | null;
  readonly waitMs: number;
};

export type AccessState = {
  /** Everybody passes and the doors are held open; beats everything. */
  readonly emergency: Reach;
  /** Nobody passes; beats everything but `emergency`. */
  readonly lockdown: Reach;
  /**
   * By person, in order of writing (a clock can be set back). The last is where they are; nobody's entry = not known. For a decision it is
   * enough to hold the last passage into each zone, and outside, of the people at the door, and the last passage of whoever is in a zone
   * that has a capacity.
   */
  readonly passages: ReadonlyMap<number, readonly Passage[]>;
  /** Who came in and is nobody that is known ("not me", "not him"), in order of writing. `zoneId` null = in, and nobody knows where. */
  readonly somebody: readonly Passage[];
  /** By door: when somebody was last let through. */
  readonly lastGrant: ReadonlyMap<number, number>;
  /** By door: the last local day that was opened by first-person-in, and by which event. */
  readonly dayOpened: ReadonlyMap<number, { readonly day: string; readonly eventId: number }>;
  /** By door. */
  readonly waiting: ReadonlyMap<number, Waiting>;
  /** By door: since when its contact says open. Never stored: after a restart the contact says it anew. */
  readonly openDoors: ReadonlyMap<number, number>;
};

export const NO_REACH: Reach = { site: false, doors: [] };
export const EMPTY_STATE: AccessState = {
  emergency: NO_REACH,
  lockdown: NO_REACH,
  passages: new Map(),
  somebody: [],
  lastGrant: new Map(),
  dayOpened: new Map(),
  waiting: new Map(),
  openDoors: new Map(),
};

/**
 * Everything that ever changes the stored state. `transitions.ts` applies one to an AccessState, `storage/access.ts` applies the same one
 * to the tables; a test holds the two against each other.
 */
export type AccessChange =
  /** Also ends the waiting at that door, sets `lastGrant`, and with `opensDay` the day. */
  | {
      readonly kind: 'passed';
      readonly personId: number;
      readonly passage: Passage;
      /** False: the door joins no zones, and says nothing of where they are. */
      readonly moves: boolean;
      /** ISO day, or null. */ readonly opensDay: string | null;
    }
  | { readonly kind: 'waits'; readonly doorId: number; readonly waiting: Waiting }
  | { readonly kind: 'waiting-over'; readonly doorId: number }
  /**
   * It was not them. Said by an administrator it is so: the passage goes. Said by whoever stands at the kiosk it is doubted. A day that it
   * opened is closed again, and `somebody` came in instead (null = nobody came in).
   */
  | {
      readonly kind: 'taken-back';
      readonly eventId: number;
      readonly by: 'kiosk' | 'administrator';
      readonly somebody: Passage | null;
    }
  /** It was them after all: the passage is there again, in its place before later ones, and nobody else was. A day that it opened stays closed. */
  | { readonly kind: 'stands-again'; readonly personId: number; readonly passage: Passage }
  /** Whoever came in by that event and was not known is known, or has left. */
  | { readonly kind: 'somebody-gone'; readonly eventId: number }
  /**
   * Anti-passback reset by hand. Whoever may be in `zoneId` (null = everybody, wherever they are) is not known to be anywhere any more: all
   * their passages go. Of the others their passages into that zone go. Whoever is not known is still in, and nobody knows where.
   */
  | { readonly kind: 'reset'; readonly zoneId: number | null }
  | { readonly kind: 'reset-person'; readonly personId: number }
  /** `doorId` null = the whole site; switching the site off leaves single doors as they are. */
  | { readonly kind: 'lockdown' | 'emergency'; readonly doorId: number | null; readonly on: boolean };
