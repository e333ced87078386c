/**
 * The rules of access once more, slow and obvious, to hold the fast ones against: local time is asked of Intl minute by minute, an opening
 * is a set of minutes written out one by one, and every question replays the whole history from its beginning.
 */
import type { AccessModel, Door, Holder } from '../../src/domain/access/model.ts';
import type { TimeProfile } from '../../src/domain/calendar/profile.ts';
import type { Weekday } from '../../src/domain/calendar/weekday.ts';
import type { Method } from '../../src/domain/recognition/decision.ts';

const MINUTE = 60_000;
const clocks = new Map<string, { readonly format: Intl.DateTimeFormat; readonly said: Map<number, string> }>();

/** 'YYYY-MM-DD HH:MM' as the clock on the wall says. */
export function label(at: number, timeZone: string): string {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = { format: new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }), said: new Map() };
    clocks.set(timeZone, clock);
  }
  const minute = Math.floor(at / MINUTE);
  const known = clock.said.get(minute);
  if (known !== undefined) return known;
  const says = clock.format.format(minute * MINUTE);
  clock.said.set(minute, says);
  return says;
}

const written = new Map<number, string>();
/** The label of a minute of the calendar. UTC has no odd hours: here it is only something to count minutes in (and knows 24:00). */
function calendar(minute: number): string {
  let text = written.get(minute);
  if (text === undefined) written.set(minute, (text = new Date(minute * MINUTE).toISOString().slice(0, 16).replace('T', ' ')));
  return text;
}

/** Every minute of these days (and of the nights that begin on them) at which a profile is open, as labels. */
export function openLabels(profile: TimeProfile, model: AccessModel, days: readonly string[]): ReadonlySet<string> {
  const open = new Set<string>();
  for (const day of days) {
    const weekday = (new Date(`${day}T12:00Z`).getUTCDay() || 7) as Weekday;
    const special = model.holidays.find((h) => h.date === day);
    let hours = profile.week[weekday];
    if (special?.kind === 'working-day') hours = profile.week[special.asWeekday ?? profile.makeUpDayAs];
    const nobody = special?.kind === 'off' || special?.kind === 'statutory';
    if (nobody && profile.onHolidays === 'closed') hours = [];
    if (nobody && profile.onHolidays === 'own-hours') hours = profile.holidayHours;
    for (const { from, to } of hours) {
      if (from === to || (from === '24:00' && to === '00:00')) continue;
      let minute = Date.parse(`${day}T${from}Z`) / MINUTE;
      const end = to === '24:00' ? '00:00' : to;
      do open.add(calendar(minute++));
      while (calendar(minute).slice(11) !== end);
    }
  }
  return open;
}

/** ISO days around an instant. */
export function daysAround(at: number, before: number, after: number): readonly string[] {
  return Array.from({ length: before + after + 1 }, (_, i) =>
    new Date(at + (i - before) * 1440 * MINUTE).toISOString().slice(0, 10),
  );
}

/** Every instant between two (whole minutes) at which the clock first reached `time` on a day. */
export function timesReached(time: string, from: number, to: number, timeZone: string): readonly number[] {
  const found = new Map<string, number>();
  let previous = label(from - MINUTE, timeZone).slice(0, 10);
  for (let t = from; t <= to; t += MINUTE) {
    const [day = '', clock = ''] = label(t, timeZone).split(' ');
    if (previous === '') previous = day;
    if (clock >= time && !found.has(day)) found.set(day, t);
  }
  // The first day was looked at from its middle on.
  found.delete(previous);
  return [...found.values()];
}

export type Happened =
  | {
      readonly what: 'passed';
      readonly person: number;
      readonly door: number;
      readonly zone: number | null;
      readonly at: number;
      readonly event: number;
      readonly opener: boolean;
    }
  | { readonly what: 'waits'; readonly person: number; readonly door: number; readonly at: number }
  | { readonly what: 'taken-back'; readonly event: number; readonly by: 'kiosk' | 'administrator' }
  | { readonly what: 'reset'; readonly zone: number | null }
  | { readonly what: 'reset-person'; readonly person: number }
  | { readonly what: 'lockdown' | 'emergency'; readonly door: number | null; readonly on: boolean }
  | { readonly what: 'contact'; readonly door: number; readonly open: boolean };

export type Question = { readonly person: number; readonly door: Door; readonly at: number; readonly method: Method };

export type Site = {
  readonly model: AccessModel;
  readonly people: readonly Holder[];
  /** By zone: every instant of the simulated time at which its reset came. */
  readonly resets: ReadonlyMap<number, readonly number[]>;
  /** By profile. */
  readonly open: ReadonlyMap<number, ReadonlySet<string>>;
};

export type Answer = {
  readonly says: string;
  readonly zone?: number | null;
  readonly direction?: string;
  readonly note?: string | null;
  readonly with?: number | null;
};

type Spot = { readonly zone: number | null; readonly at: number };
/** Where they were last for certain, and where they may have gone since by passages that were doubted. */
type Known = {
  readonly certain: Spot | 'unknown';
  readonly doubts: readonly Spot[];
  /** Into each zone, when last. */ readonly entered: ReadonlyMap<number, number>;
};

/** Everything that is known of one person, by the whole history; an event that was taken back was never certain. */
function know(history: readonly Happened[], person: number): Known {
  const back = new Map(history.flatMap((h) => (h.what === 'taken-back' ? [[h.event, h.by] as const] : [])));
  let known: Known = { certain: 'unknown', doubts: [], entered: new Map() };
  for (const h of history) {
    if (h.what === 'passed' && h.person === person && back.get(h.event) !== 'administrator') {
      const spot: Spot = { zone: h.zone, at: h.at };
      const entered = h.zone === null ? known.entered : new Map(known.entered).set(h.zone, h.at);
      if (back.has(h.event)) known = { ...known, doubts: [...known.doubts, spot], entered };
      else known = { certain: spot, doubts: [], entered };
    }
    const mayBe = (zone: number): boolean =>
      [known.certain, ...known.doubts].some((spot) => spot !== 'unknown' && spot.zone === zone);
    const forgotten =
      (h.what === 'reset' && (h.zone === null || mayBe(h.zone))) || (h.what === 'reset-person' && h.person === person);
    if (forgotten) known = { certain: 'unknown', doubts: [], entered: new Map() };
    else if (h.what === 'reset' && h.zone !== null)
      known = { ...known, entered: new Map([...known.entered].filter(([zone]) => zone !== h.zone)) };
  }
  return known;
}

/** Whether a zone's reset by time of day has come between an entry and now. */
const isReset = (site: Site, zone: number, at: number, now: number): boolean =>
  (site.resets.get(zone) ?? []).some((r) => at < r && r <= now);
const stands = (site: Site, spot: Spot | 'unknown', now: number): spot is Spot =>
  spot !== 'unknown' && (spot.zone === null || !isReset(site, spot.zone, spot.at, now));

function where(site: Site, history: readonly Happened[], person: number, now: number): Spot | 'unknown' {
  const { certain, doubts } = know(history, person);
  return doubts.length === 0 && stands(site, certain, now) ? certain : 'unknown';
}

function enteredAt(site: Site, history: readonly Happened[], person: number, zone: number, now: number): number | null {
  const at = know(history, person).entered.get(zone) ?? null;
  return at !== null && isReset(site, zone, at, now) ? null : at;
}

/** How many in a zone are nobody that is known: they came by a passage that was taken back, since it was last forgotten. */
function strangers(site: Site, history: readonly Happened[], zone: number, now: number): number {
  const came = new Map(history.flatMap((h) => (h.what === 'passed' ? [[h.event, h] as const] : [])));
  return history.filter((h, i) => {
    if (h.what !== 'taken-back') return false;
    const by = came.get(h.event);
    if (by?.zone !== zone || isReset(site, zone, by.at, now) || now - by.at > site.model.longestPresenceMs) return false;
    return !history.slice(i).some((later) => later.what === 'reset' && (later.zone === null || later.zone === zone));
  }).length;
}

function isOn(history: readonly Happened[], what: 'lockdown' | 'emergency', door: number): boolean {
  const lastOf = (id: number | null) => history.findLast((h) => h.what === what && h.door === id);
  return [lastOf(null), lastOf(door)].some((h) => h?.what === what && h.on);
}

function dayIsOpened(site: Site, history: readonly Happened[], door: number, now: number): boolean {
  const day = (t: number): string => label(t, site.model.timeZone).slice(0, 10);
  let opened: { readonly day: string; readonly event: number } | null = null;
  for (const h of history) {
    if (h.what === 'passed' && h.door === door && h.opener && opened?.day !== day(h.at))
      opened = { day: day(h.at), event: h.event };
    if (h.what === 'taken-back' && opened?.event === h.event) opened = null;
  }
  return opened?.day === day(now);
}

function whoWaits(history: readonly Happened[], door: Door, now: number): number | null {
  const last = history.findLast((h) => (h.what === 'waits' || h.what === 'passed') && h.door === door.id);
  if (!door.twoPerson || last?.what !== 'waits') return null;
  return last.at <= now && now - last.at < door.twoPersonSeconds * 1000 ? last.person : null;
}

/** Which way a person goes: [from, to, direction]. Nobody here has punched anywhere else. */
function wayOf(
  site: Site,
  history: readonly Happened[],
  person: number,
  door: Door,
  now: number,
): readonly [number | null, number | null, string] {
  if (door.direction !== 'both') return [door.fromZone, door.toZone, door.direction];
  const place = where(site, history, person, now);
  const inside = place !== 'unknown' && place.zone === door.toZone && now - place.at <= site.model.longestPresenceMs;
  return inside ? [door.toZone, door.fromZone, 'out'] : [door.fromZone, door.toZone, 'in'];
}

/** '' = nothing against it; 'soft' = let in, but noted. */
function passback(site: Site, history: readonly Happened[], who: Holder, door: Door, now: number): string {
  const [from, to] = wayOf(site, history, who.personId, door, now);
  if (from === to || who.antiPassbackExempt) return '';
  const rule = (id: number | null): string => site.model.zones.find((z) => z.id === id)?.antiPassback ?? 'off';
  if (to !== null && rule(to) === 'timed') {
    const entered = enteredAt(site, history, who.personId, to, now);
    const minutes = site.model.zones.find((z) => z.id === to)?.timedMinutes ?? 0;
    if (entered !== null && now >= entered && now < entered + minutes * MINUTE) return 'anti-passback-timed';
  }
  if (door.direction === 'both' && where(site, history, who.personId, now) !== 'unknown') return '';
  const { certain, doubts } = know(history, who.personId);
  const held = doubts.filter((d) => door.direction !== 'both' || d.at >= now - site.model.longestPresenceMs);
  const spots = [certain, ...held].filter((spot) => stands(site, spot, now)).map((spot) => spot.zone);
  const entersTwice = to !== null && spots.includes(to);
  const leavesUnseen = from !== null && stands(site, certain, now) && !spots.includes(from);
  if (entersTwice && rule(to) === 'hard') return 'anti-passback';
  if (leavesUnseen && rule(from) === 'hard') return 'anti-passback-exit';
  return (entersTwice && rule(to) === 'soft') || (leavesUnseen && rule(from) === 'soft') ? 'soft' : '';
}

function against(
  site: Site,
  history: readonly Happened[],
  who: Holder,
  others: readonly Holder[],
  { door, at }: Question,
): string {
  const { model } = site;
  const minute = label(at, model.timeZone);
  const day = minute.slice(0, 10);
  if (!who.active) return 'inactive';
  if ((who.validTo !== null && day > who.validTo) || (who.visitorUntil !== null && at >= who.visitorUntil))
    return 'no-longer-valid';
  if (who.validFrom !== null && day < who.validFrom) return 'not-yet-valid';
  const grants = model.groups
    .filter((g) => who.groups.includes(g.id))
    .flatMap((g) => g.grants)
    .filter((x) => x.doorId === door.id && (x.profileId === null || site.open.has(x.profileId)));
  if (grants.length === 0) return 'no-access';
  if (!grants.some((g) => g.profileId === null || site.open.get(g.profileId)?.has(minute))) return 'hours';
  const mayOpen = [who, ...others].some((p) => model.groups.some((g) => g.opensDay && p.groups.includes(g.id)));
  if (door.firstPersonIn && !dayIsOpened(site, history, door.id, at) && !mayOpen) return 'first-person';
  const back = passback(site, history, who, door, at);
  if (back !== '' && back !== 'soft') return back;
  for (const other of model.doors) {
    if (door.interlock === null || other.id === door.id || other.interlock !== door.interlock) continue;
    const contact = history.findLast((h) => h.what === 'contact' && h.door === other.id);
    if (contact?.what === 'contact' && contact.open) return 'interlock';
    const granted = history.findLast((h) => h.what === 'passed' && h.door === other.id);
    if (granted?.what === 'passed' && granted.at <= at && at - granted.at < other.pulseMs) return 'interlock';
  }
  const [, to] = wayOf(site, history, who.personId, door, at);
  const capacity = model.zones.find((z) => z.id === to)?.capacity ?? null;
  if (capacity !== null) {
    const isIn = (id: number): boolean => {
      const { certain } = know(history, id);
      return stands(site, certain, at) && certain.zone === to;
    };
    const inside = site.people.filter((p) => isIn(p.personId)).length + (to === null ? 0 : strangers(site, history, to, at));
    const coming = [who, ...others].filter((p) => !isIn(p.personId)).length;
    if (coming > 0 && inside + coming > capacity) return 'zone-full';
  }
  return '';
}

export function answer(site: Site, history: readonly Happened[], question: Question): Answer {
  const { person, door, at, method } = question;
  const who = site.people.find((p) => p.personId === person);
  if (!who) throw new Error(`nobody is ${String(person)}`);
  const [from, to, direction] = wayOf(site, history, person, door, at);
  if (isOn(history, 'emergency', door.id)) return { says: 'granted', zone: to, direction, note: 'emergency-open', with: null };
  if (isOn(history, 'lockdown', door.id)) return { says: 'lockdown' };

  const waiting = whoWaits(history, door, at);
  let partner = site.people.find((p) => p.personId === waiting && p.personId !== person) ?? null;
  if (partner) {
    const [theirFrom, theirTo] = wayOf(site, history, partner.personId, door, at);
    if (theirFrom !== from || theirTo !== to || against(site, history, partner, [], question) !== '') partner = null;
  }
  const reason = against(site, history, who, partner ? [partner] : [], question);
  if (reason !== '') return { says: reason };
  if (door.credential === 'two-factor' && method !== 'face+pin')
    return { says: method === 'face' ? 'second-factor' : 'face-needed' };
  if (door.twoPerson && !partner) return { says: waiting === person ? 'waits-on' : 'waits' };
  const soft = passback(site, history, who, door, at) === 'soft';
  return {
    says: 'granted',
    zone: to,
    direction,
    note: soft ? 'anti-passback-soft' : partner ? 'two-person' : null,
    with: partner?.personId ?? null,
  };
}
