/** What the list says of a door. */
import { override } from '../../../domain/access/overrides.ts';
import type { Door } from '../../../domain/access/model.ts';
import type { AccessOverview } from '../../../shared/access.ts';

export type DoorState = 'locked' | 'lockdown' | 'emergency';

export function stateOf(access: AccessOverview, doorId: number): DoorState {
  return override(access, doorId) ?? 'locked';
}

const RULES = ['two-factor', 'twoPerson', 'firstPersonIn', 'interlock', 'passback'] as const;
export type Rule = (typeof RULES)[number];

export function rulesOf(access: AccessOverview, door: Door): readonly Rule[] {
  const passback = access.zones.some((z) => z.antiPassback !== 'off' && (z.id === door.fromZone || z.id === door.toZone));
  const holds: Readonly<Record<Rule, boolean>> = {
    'two-factor': door.credential === 'two-factor',
    twoPerson: door.twoPerson,
    firstPersonIn: door.firstPersonIn,
    interlock: door.interlock !== null,
    passback,
  };
  return RULES.filter((rule) => holds[rule]);
}

export function groupsAt(access: AccessOverview, doorId: number): AccessOverview['groups'] {
  return access.groups.filter((g) => g.grants.some((grant) => grant.doorId === doorId));
}

/** First-person-in, and nobody who could ever open the day. */
export function neverOpens(access: AccessOverview, door: Pick<Door, 'id' | 'firstPersonIn'>): boolean {
  return door.firstPersonIn && !groupsAt(access, door.id).some((g) => g.opensDay);
}

/** A zone's name; null = outside. */
export function zoneName(access: AccessOverview, id: number | null): string | null {
  return access.zones.find((z) => z.id === id)?.name ?? null;
}
