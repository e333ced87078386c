/**
 * Random sites, random weeks at their doors: every decision is what the slow model says after replaying the whole history. Around changes
 * of the clocks, and with the clock set back.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, type Request } from '../../src/domain/access/decide.ts';
import { mayOpenDay } from '../../src/domain/access/first-person.ts';
import { EMPTY_STATE, type AccessModel, type AccessState, type Door } from '../../src/domain/access/model.ts';
import { nextAllowed, schedule } from '../../src/domain/access/schedule.ts';
import { changesOf, pass } from '../../src/domain/access/transitions.ts';
import { METHODS } from '../../src/domain/recognition/decision.ts';
import { CHANGES, doors, holders, holidaysOf, profiles, zones } from './arbitraries.ts';
import { group, HOUR, MINUTE } from './build.ts';
import { check } from './check.ts';
import { answer, daysAround, openLabels, timesReached, type Answer, type Happened, type Site } from './slow.ts';

const PEOPLE = [1, 2, 3, 4];
const DOORS = [1, 2, 3, 4, 5];
/** Simulated time begins so long before the change of the clocks. */
const BEFORE = 20 * HOUR;

type Step =
  | { readonly do: 'come'; readonly person: number; readonly door: number; readonly method: (typeof METHODS)[number] }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'take-back'; readonly by: 'kiosk' | 'administrator' }
  | { readonly do: 'reset-all' }
  | { readonly do: 'reset'; readonly zone: number }
  | { readonly do: 'reset-person'; readonly person: number }
  | { readonly do: 'lockdown' | 'emergency'; readonly door: number | null; readonly on: boolean }
  | { readonly do: 'contact'; readonly door: number; readonly open: boolean };

const person = fc.constantFrom(...PEOPLE);
// Most come to the first door, so that things happen there.
const doorId = fc.constantFrom(1, 1, 1, ...DOORS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('come' as const),
      person,
      door: doorId,
      method: fc.constantFrom('face' as const, 'face+pin' as const, ...METHODS),
    }),
  },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 30_000 }).map((ms) => ({ do: 'wait' as const, ms })) },
  { weight: 2, arbitrary: fc.integer({ min: 8, max: 26 }).map((h) => ({ do: 'wait' as const, ms: h * HOUR })) },
  // Exactly as long as the rules wait.
  {
    weight: 4,
    arbitrary: fc.constantFrom(3000, 10_000, 20_000, MINUTE, 5 * MINUTE, 90 * MINUTE).map((ms) => ({ do: 'wait' as const, ms })),
  },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 300 }).map((m) => ({ do: 'wait' as const, ms: m * MINUTE })) },
  { weight: 1, arbitrary: fc.integer({ min: -90, max: -1 }).map((m) => ({ do: 'wait' as const, ms: m * MINUTE })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('kiosk' as const, 'administrator' as const).map((by) => ({ do: 'take-back' as const, by })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { do: 'reset' as const, zone: 1 },
      { do: 'reset' as const, zone: 2 },
      { do: 'reset-all' as const },
    ),
  },
  { weight: 1, arbitrary: person.map((p) => ({ do: 'reset-person' as const, person: p })) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('lockdown' as const, 'emergency' as const),
      door: fc.constantFrom(null, 1),
      // Mostly off, so that the other rules get their turn.
      on: fc.nat({ max: 2 }).map((n) => n === 0),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('contact' as const), door: doorId, open: fc.boolean() }) },
);

const sites = fc.constantFrom(...CHANGES).chain(([timeZone, change]) => {
  const days = daysAround(change, 1, 1);
  return fc.record({
    change: fc.constant(change),
    model: fc.record({
      timeZone: fc.constant(timeZone),
      longestPresenceMs: fc.constantFrom(8, 16, 26, 72).map((hours) => hours * HOUR),
      zones: fc.tuple(zones(1), zones(2)),
      doors: fc.tuple(
        doors(1, null, 1, 'in'),
        doors(2, 1, null, 'out'),
        doors(3, 1, 2, 'in'),
        doors(4, 2, 1, 'in'),
        doors(5, null, 1, 'both'),
      ),
      groups: fc.constant([
        group({ id: 1, grants: DOORS.map((d) => ({ doorId: d, profileId: null })) }),
        group({ id: 2, grants: DOORS.map((d) => ({ doorId: d, profileId: 1 })) }),
        group({
          id: 3,
          grants: [
            { doorId: 1, profileId: 2 },
            { doorId: 5, profileId: 99 },
          ],
        }),
        group({ id: 9, grants: [], opensDay: true }),
      ]),
      profiles: fc.tuple(profiles(1), profiles(2)),
      holidays: holidaysOf(days),
    }) satisfies fc.Arbitrary<AccessModel>,
    people: fc.tuple(...PEOPLE.map((id) => holders(id, days, change))),
    steps: fc.array(step, { minLength: 40, maxLength: 120 }),
  });
});

function slowSite(model: AccessModel, people: Site['people'], change: number): Site {
  const days = daysAround(change, 5, 20);
  return {
    model,
    people,
    resets: new Map(
      model.zones.map((z) => [
        z.id,
        z.resetAt === null ? [] : timesReached(z.resetAt, change - 5 * 24 * HOUR, change + 20 * 24 * HOUR, model.timeZone),
      ]),
    ),
    open: new Map(model.profiles.map((p) => [p.id, openLabels(p, model, days)])),
  };
}

/** What the fast rules answered, in the slow model's words. */
function inWords(verdict: ReturnType<typeof decide>): Answer {
  if (verdict.kind === 'granted') {
    const { zoneId, direction, note, first } = verdict;
    return { says: 'granted', zone: zoneId, direction, note, with: first?.waiting.personId ?? null };
  }
  if (verdict.kind === 'wait-for-second') return { says: verdict.begun ? 'waits' : 'waits-on' };
  if (verdict.kind === 'second-factor') return { says: 'second-factor' };
  return { says: verdict.reason === 'holiday' || verdict.reason === 'outside-hours' ? 'hours' : verdict.reason };
}

const seen = new Map<string, number>();

test('every decision is what the replay of the whole history says', () => {
  check(
    sites,
    [],
    ({ model, people, change, steps }) => {
      const site = slowSite(model, people, change);
      const history: Happened[] = [];
      let state: AccessState = EMPTY_STATE;
      let now = change - BEFORE;
      let event = 0;
      /** Rows since the last reset by hand: what is taken back after a reset is a question of taste. */
      let recent: number[] = [];

      for (const s of steps) {
        if (s.do === 'wait') now += s.ms;
        if (s.do === 'contact') {
          const open = new Map([...state.openDoors].filter(([id]) => id !== s.door));
          state = { ...state, openDoors: s.open ? open.set(s.door, now) : open };
          history.push({ what: 'contact', door: s.door, open: s.open });
        }
        if (s.do === 'reset' || s.do === 'reset-all') {
          const zone = s.do === 'reset' ? s.zone : null;
          state = pass(state, { kind: 'reset', zoneId: zone });
          history.push({ what: 'reset', zone });
          recent = [];
        }
        if (s.do === 'reset-person') {
          state = pass(state, { kind: 'reset-person', personId: s.person });
          history.push({ what: 'reset-person', person: s.person });
          recent = [];
        }
        if (s.do === 'lockdown' || s.do === 'emergency') {
          state = pass(state, { kind: s.do, doorId: s.door, on: s.on });
          history.push({ what: s.do, door: s.door, on: s.on });
        }
        if (s.do === 'take-back') {
          const back = recent.pop();
          if (back === undefined) continue;
          const by = history.find((h) => h.what === 'passed' && h.event === back);
          const passage = by?.what === 'passed' ? { eventId: back, doorId: by.door, zoneId: by.zone, at: by.at } : null;
          const somebody = passage?.zoneId == null ? null : passage;
          state = pass(state, { kind: 'taken-back', eventId: back, by: s.by, somebody });
          history.push({ what: 'taken-back', event: back, by: s.by });
        }
        if (s.do !== 'come') continue;

        const door = model.doors.find((d) => d.id === s.door) as Door;
        const holderOf = (id: number) => people.find((p) => p.personId === id) ?? null;
        const partner = holderOf(state.waiting.get(door.id)?.personId ?? 0);
        const holder = holderOf(s.person)!;
        const request: Request = {
          holder,
          door,
          at: now,
          method: s.method,
          last: null,
          partner: partner && { holder: partner, last: null },
        };
        const verdict = decide(request, state, model);
        const expected = answer(site, history, { person: s.person, door, at: now, method: s.method });
        expect([now, inWords(verdict)]).toEqual([now, expected]);
        const counted = expected.note ? `${expected.says}: ${expected.note}` : expected.says;
        seen.set(counted, (seen.get(counted) ?? 0) + 1);

        const ids = verdict.kind === 'granted' ? { first: verdict.first ? ++event : null, own: ++event } : null;
        for (const change of changesOf(verdict, request, { decision: null, waitMs: 0 }, ids)) state = pass(state, change);
        if (verdict.kind === 'wait-for-second' && verdict.begun)
          history.push({ what: 'waits', person: s.person, door: door.id, at: now });
        if (verdict.kind !== 'granted' || !ids) continue;
        const passed = (who: number, id: number): void => {
          // The day is opened by whoever of two may, the one who comes second before the first; never in an emergency.
          const opens = door.firstPersonIn && verdict.note !== 'emergency-open' && mayOpenDay(holderOf(who)!, model);
          const opener = opens && !(who === verdict.first?.waiting.personId && mayOpenDay(holder, model));
          history.push({ what: 'passed', person: who, door: door.id, zone: verdict.zoneId, at: now, event: id, opener });
          recent.push(id);
        };
        if (verdict.first && ids.first !== null) passed(verdict.first.waiting.personId, ids.first);
        passed(s.person, ids.own);
      }
    },
    60,
  );
}, 120_000);

test('… and the random weeks reached every answer', () => {
  const answers = [
    ...[
      'granted',
      'granted: two-person',
      'granted: anti-passback-soft',
      'granted: emergency-open',
      'waits',
      'waits-on',
      'second-factor',
      'face-needed',
    ],
    ...[
      'inactive',
      'not-yet-valid',
      'no-longer-valid',
      'no-access',
      'hours',
      'first-person',
      'anti-passback',
      'anti-passback-exit',
      'anti-passback-timed',
    ],
    ...['interlock', 'zone-full', 'lockdown'],
  ];
  expect(answers.filter((a) => !seen.has(a))).toEqual([]);
});

test('“from” is a time at which validity and hours allow it, and no time before it does', () => {
  const when = fc.record({ minutes: fc.integer({ min: -2000, max: 2000 }), part: fc.double({ min: 0, max: 1, noNaN: true }) });
  check(fc.tuple(sites, fc.array(when, { minLength: 5, maxLength: 5 })), [], ([{ model, people, change }, times]) => {
    for (const { minutes, part } of times) {
      const at = change + minutes * MINUTE;
      for (const holder of people.slice(0, 2)) {
        const door = model.doors[0];
        const from = nextAllowed(holder, door, at, model);
        if (from === null) continue;
        expect(schedule(holder, door, from, model)).toBeNull();
        if (from === at) continue;
        const before = Math.floor(at + part * (from - at - 1));
        expect(schedule(holder, door, before, model)).toMatchObject({ from });
        expect(schedule(holder, door, from - 1, model)).toMatchObject({ from });
      }
    }
  });
});
