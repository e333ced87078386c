/** Who is in, on in-memory data: most of the sample's people, two zones, a visitor, somebody of yesterday. */
import { err, ok } from '../../../src/domain/result.ts';
import type { PresenceList, PresentPerson, RollCall, Somebody } from '../../../src/shared/calls/presence.ts';
import type { Person } from '../../../src/shared/schemas.ts';

const MINUTE = 60_000;
export const ZONES: PresenceList['zones'] = [
  { id: 1, name: '车间 Workshop' },
  { id: 2, name: '办公楼 Offices' },
];

function samplePresence(people: readonly Person[], now: number): PresentPerson[] {
  return people
    .filter((p) => p.active && !p.needsEnrolment)
    .map((p, i) => ({
      personId: p.id,
      name: p.name,
      employeeNumber: p.employeeNumber,
      department: p.department,
      visitorUntil: i === 4 ? now + 120 * MINUTE : null,
      zoneId: i === 4 ? 2 : i % 5 === 3 ? null : (i % 2) + 1,
      since: i === 2 ? now - 26 * 60 * MINUTE : now - (200 - 7 * i) * MINUTE,
      method: i % 4 === 1 ? ('badge' as const) : ('face' as const),
      door: i % 5 === 3 ? null : '正门 Front door',
      notSignedOut: i === 2,
      leftAt: null,
    }));
}

export function presenceAnswers(people: () => readonly Person[], now: number) {
  let rollCall: RollCall | null = null;
  let somebody: readonly Somebody[] = [
    { eventId: 801, zoneId: 1, since: now - 47 * MINUTE, door: '正门 Front door', notSignedOut: false },
  ];
  let nextId = 900;
  return {
    'presence.list': () =>
      ok({ at: now, zones: ZONES, people: samplePresence(people(), now), somebody: [...somebody], rollCall }),
    'presence.startRollCall': () =>
      ok((rollCall ??= { eventId: ++nextId, startedAt: now, accounted: [], accountedSomebody: [] })),
    'presence.endRollCall': () => {
      rollCall = null;
      return ok(null);
    },
    'presence.accountSomebody': ({ eventId, present }: { eventId: number; present: boolean }) => {
      if (!rollCall) return err({ code: 'roll-call-ended' as const });
      const others = rollCall.accountedSomebody.filter((a) => a.cameBy !== eventId);
      rollCall = {
        ...rollCall,
        accountedSomebody: present ? [...others, { cameBy: eventId, eventId: ++nextId, at: now }] : others,
      };
      return ok(rollCall);
    },
    'presence.somebodyGone': ({ eventId }: { eventId: number }) => {
      if (!somebody.some((s) => s.eventId === eventId)) return err({ code: 'event-gone' as const });
      somebody = somebody.filter((s) => s.eventId !== eventId);
      return ok(null);
    },
    'presence.account': ({ personId, present }: { personId: number; present: boolean }) => {
      if (!rollCall) return err({ code: 'roll-call-ended' as const });
      const others = rollCall.accounted.filter((a) => a.personId !== personId);
      rollCall = { ...rollCall, accounted: present ? [...others, { personId, eventId: ++nextId, at: now }] : others };
      return ok(rollCall);
    },
  };
}
