/** The list as people read it: by zone, visitors apart, then who was not signed out. Pure. */
import { isIn, isUnknownIn } from '../../parts/inside.ts';
import type { WhichPeople } from '../../parts/PeopleFilter.tsx';
import { searchKey } from '../../../domain/text.ts';
import type { PresenceList, PresentPerson, Somebody } from '../../../shared/calls/presence.ts';

export type Filter = WhichPeople & {
  /** A zone's id; 'none' = in, zone not known; null = all. */
  readonly zone: number | 'none' | null;
  /** During a roll call: only who is not ticked and did not go out. */
  readonly missing: boolean;
};
export const NO_FILTER: Filter = { search: '', zone: null, department: null, missing: false };
export const filters = (f: Filter): boolean => f.search.trim() !== '' || f.zone !== null || f.department !== null || f.missing;

export type Group = {
  /** `zone-7`, `zone-none`, `visitors`, `not-signed-out`, `left`. */
  readonly key: string;
  readonly kind: 'zone' | 'visitors' | 'not-signed-out' | 'left';
  /** Of a zone; null = not known which. */
  readonly zone: string | null;
  readonly people: readonly PresentPerson[];
  /** Who is in there and is nobody that is known. */
  readonly somebody: readonly Somebody[];
};

/** Zones by name, then visitors, then who went out, then who was not signed out; groups without anybody are left out. */
export function groupsOf(list: PresenceList, filter: Filter = NO_FILTER): readonly Group[] {
  const ticked = new Set(list.rollCall?.accounted.map((a) => a.personId));
  const wanted = searchKey(filter.search);
  const shown = list.people.filter(
    (p) =>
      searchKey(`${p.name} ${p.employeeNumber} ${p.department}`).includes(wanted) &&
      (filter.zone === null || (filter.zone === 'none' ? p.zoneId === null : p.zoneId === filter.zone)) &&
      (filter.department === null || p.department === filter.department) &&
      (!filter.missing || isMissing(p, ticked)),
  );
  const somebody = shownOf(list, filter);
  const zoneNames = new Map(list.zones.map((z) => [z.id, z.name]));
  const staff = shown.filter((p) => isIn(p) && p.visitorUntil === null);
  /** A zone that was deleted is none that is known. */
  const isOf = (id: number | null, zoneId: number | null): boolean =>
    (zoneId !== null && zoneNames.has(zoneId) ? zoneId : null) === id;
  const zone = (id: number | null): Group => ({
    key: `zone-${id ?? 'none'}`,
    kind: 'zone',
    zone: id === null ? null : (zoneNames.get(id) ?? null),
    people: staff.filter((p) => isOf(id, p.zoneId)),
    somebody: somebody.filter((s) => !s.notSignedOut && isOf(id, s.zoneId)),
  });
  const all: Group[] = [
    ...list.zones.map((z) => zone(z.id)),
    zone(null),
    {
      key: 'visitors',
      kind: 'visitors',
      zone: null,
      people: shown.filter((p) => isIn(p) && p.visitorUntil !== null),
      somebody: [],
    },
    { key: 'left', kind: 'left', zone: null, people: shown.filter((p) => p.leftAt !== null), somebody: [] },
    {
      key: 'not-signed-out',
      kind: 'not-signed-out',
      zone: null,
      people: shown.filter((p) => p.notSignedOut),
      somebody: somebody.filter((s) => s.notSignedOut),
    },
  ];
  return all.filter((g) => g.people.length + g.somebody.length > 0);
}

/** Whoever is not known has no name, no number and no department to be found by. */
function shownOf(list: PresenceList, filter: Filter): readonly Somebody[] {
  if (filter.search.trim() !== '' || filter.department !== null) return [];
  const ticked = new Set(list.rollCall?.accountedSomebody.map((a) => a.cameBy));
  return list.somebody.filter(
    (s) =>
      (filter.zone === null || (filter.zone === 'none' ? s.zoneId === null : s.zoneId === filter.zone)) &&
      (!filter.missing || (!s.notSignedOut && !ticked.has(s.eventId))),
  );
}

/** Who is still looked for: in, and neither ticked nor out. Who was not signed out is asked after, but is nobody's missing person. */
function isMissing(p: PresentPerson, ticked: ReadonlySet<number>): boolean {
  return isIn(p) && !ticked.has(p.personId);
}

export type Counts = {
  readonly in: number;
  /** Of them, who is nobody that is known. */
  readonly unknown: number;
  readonly visitors: number;
  readonly notSignedOut: number;
  /** Of a roll call: in or gone since, and of them ticked or gone. */
  readonly total: number;
  readonly accounted: number;
  readonly missing: number;
};

export function countsOf(list: PresenceList): Counts {
  const ticked = new Set(list.rollCall?.accounted.map((a) => a.personId));
  const inside = list.people.filter(isIn);
  const unknown = list.somebody.filter(isUnknownIn);
  const left = list.people.filter((p) => p.leftAt !== null).length;
  const seen = new Set(list.rollCall?.accountedSomebody.map((a) => a.cameBy));
  const missing = inside.filter((p) => isMissing(p, ticked)).length + unknown.filter((s) => !seen.has(s.eventId)).length;
  const total = inside.length + unknown.length + left;
  return {
    in: inside.length + unknown.length,
    unknown: unknown.length,
    visitors: inside.filter((p) => p.visitorUntil !== null).length,
    notSignedOut: list.people.filter((p) => p.notSignedOut).length + list.somebody.length - unknown.length,
    total,
    accounted: total - missing,
    missing,
  };
}

/** Departments of the list, in its language's order; '' = some are in none. */
export function departmentsOf(list: PresenceList, language: string): readonly string[] {
  const collator = new Intl.Collator(language, { numeric: true });
  return [...new Set(list.people.map((p) => p.department))].sort(collator.compare);
}
