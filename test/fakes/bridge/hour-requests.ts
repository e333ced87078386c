/** Requests about hours, the inbox and months, on in-memory data: a few odd days of the sample's people. */
import { dayNumber, isoDay } from '../../../src/domain/hours/days.ts';
import { mayBecome } from '../../../src/domain/hours/requests.ts';
import { err, ok, type Result } from '../../../src/domain/result.ts';
import { INBOX_PAGE, type Inbox, type InboxEntry, type RequestView } from '../../../src/shared/calls/hour-requests.ts';
import type { MonthState } from '../../../src/shared/calls/periods.ts';
import type { Input, Output } from '../../../src/shared/contract.ts';
import type { AbsenceKind } from '../../../src/shared/hours.ts';
import type { Person } from '../../../src/shared/schemas.ts';

const KINDS: readonly AbsenceKind[] = [
  { kind: 'annual', name: '', paid: true, present: false, unit: 'half', used: true },
  { kind: 'sick', name: '', paid: true, present: false, unit: 'half', used: true },
  { kind: 'outside', name: '', paid: true, present: true, unit: 'minute', used: true },
];

/** Of the Shanghai wall, minutes since the epoch. */
export const wall = (day: number, hour: number, minute = 0): number => day * 1440 + hour * 60 + minute - 480;

function sampleEntries(people: readonly Person[], today: number): InboxEntry[] {
  // A site of fewer people has nothing that waits.
  if (people.length < 5) return [];
  const of = (n: number, back: number, more: Partial<InboxEntry>): InboxEntry => ({
    personId: people[n]!.id,
    name: people[n]!.name,
    department: people[n]!.department,
    day: today - back,
    causes: ['missing-out'],
    verdict: 'missing',
    shift: '白班 Day',
    startsAt: wall(today - back, 9),
    endsAt: wall(today - back, 18),
    punches: [{ key: `e${n + 1}`, at: wall(today - back, 8, 55), direction: 'in' }],
    proposals: [{ kind: 'add', direction: 'out', at: wall(today - back, 18) }],
    ...more,
  });
  return [
    of(0, 3, {}),
    of(1, 3, {}),
    of(2, 3, {}),
    of(3, 2, {
      causes: ['unplanned'],
      verdict: 'unplanned',
      shift: null,
      startsAt: null,
      endsAt: null,
      punches: [
        { key: 'e31', at: wall(today - 2, 10), direction: 'in' },
        { key: 'e32', at: wall(today - 2, 12), direction: 'out' },
      ],
      proposals: [],
    }),
    of(4, 1, { causes: ['absent'], verdict: 'absent', punches: [], proposals: [] }),
  ];
}

type World = {
  readonly people: () => readonly Person[];
  readonly now: number;
  readonly changed: () => void;
};

export function hourRequestsAnswers({ people, now, changed }: World) {
  const today = Math.floor((now + 8 * 3_600_000) / 86_400_000);
  let requests: RequestView[] = [];
  let entries = sampleEntries(people(), today);
  let months: MonthState[] = [0, 1, 2].map((back) => ({
    month: isoDay(dayNumber('2026-11-01') - 15 - (back - 1) * 30).slice(0, 7),
    state: back === 0 ? 'running' : back === 1 ? 'open' : 'closed',
    marks: back < 2 ? [] : [{ mark: 'closed', by: 'administrator', at: now - 86_400_000, reason: '', engine: 1 }],
    finished: [],
  }));
  const settle = (personId: number, day: number) => {
    entries = entries.filter((e) => e.personId !== personId || e.day !== day);
  };

  return {
    'hourRequests.ask': ({ personIds, bodies, reason, grant }: Input<'hourRequests.ask'>): Result<Output<'hourRequests.ask'>> => {
      const made = personIds.flatMap((personId) =>
        bodies.map((body): RequestView => {
          const day = 'day' in body ? body.day : body.kind === 'add' ? Math.floor((body.at + 28_800_000) / 86_400_000) : today;
          if (grant) settle(personId, day);
          return {
            id: requests.length + 1 + personId * 1000 + bodies.indexOf(body),
            personId,
            name: people().find((p) => p.id === personId)?.name ?? '',
            ...{ from: day, to: day, body, reason, askedBy: 'administrator', askedAt: now, entered: grant },
            state: grant ? 'granted' : 'waiting',
            decided: grant ? { by: 'administrator', at: now, self: true, part: null } : null,
          };
        }),
      );
      requests = [...made, ...requests];
      changed();
      return ok({ ids: made.map((r) => r.id) });
    },
    'hourRequests.correct': (): Result<Output<'hourRequests.correct'>> => ok({ ids: [1] }),
    'hourRequests.decide': ({ ids, decision, part }: Input<'hourRequests.decide'>): Result<null> => {
      const of = requests.filter((r) => ids.includes(r.id));
      if (of.length === 0) return err({ code: 'request-gone' });
      if (of.some((r) => !mayBecome(r.state, decision))) return err({ code: 'request-decided' });
      requests = requests.map((r) =>
        ids.includes(r.id) ? { ...r, state: decision, decided: { by: 'administrator', at: now, self: true, part } } : r,
      );
      if (decision === 'withdrawn') entries = sampleEntries(people(), today);
      changed();
      return ok(null);
    },
    'hourRequests.list': ({ personId, day }: Input<'hourRequests.list'>): Result<Output<'hourRequests.list'>> =>
      ok({
        requests: requests.filter(
          (r) => (personId === null || r.personId === personId) && (day === null || (r.from <= day && day <= r.to)),
        ),
        more: false,
      }),
    'hourRequests.inbox': ({ cause, search, department, page }: Input<'hourRequests.inbox'>): Result<Inbox> => {
      const ofPeople = entries.filter((e) => e.name.includes(search) && (department === null || e.department === department));
      const wanted = ofPeople.filter((e) => cause === null || e.causes.includes(cause));
      const causes = [...new Set(entries.flatMap((e) => e.causes))];
      const waiting = requests.filter((r) => r.state === 'waiting');
      return ok({
        entries: wanted.slice(page * INBOX_PAGE, (page + 1) * INBOX_PAGE),
        ...{ page, total: wanted.length, all: entries.length },
        departments: [...new Set(people().map((p) => p.department))],
        causes: causes.map((cause) => ({ cause, days: ofPeople.filter((e) => e.causes.includes(cause)).length })),
        requests: waiting,
        requestsTotal: waiting.length,
        unreadable: 0,
      });
    },
    'hourRequests.waiting': (): Result<Output<'hourRequests.waiting'>> =>
      ok({ days: entries.length, requests: requests.filter((r) => r.state === 'waiting').length }),
    'hourRequests.check': ({ personIds, bodies }: Input<'hourRequests.check'>): Result<Output<'hourRequests.check'>> =>
      ok(
        personIds.map((personId) => ({
          personId,
          name: people().find((p) => p.id === personId)?.name ?? '',
          error: null,
          takes: bodies.some((b) => 'leaveKind' in b) ? { days: 1, minutes: 480 } : null,
        })),
      ),
    'hourRequests.quota': (): Result<Output<'hourRequests.quota'>> => ok(null),
    'hourRequests.kinds': (): Result<AbsenceKind[]> => ok([...KINDS]),
    'hourRequests.saveKind': ({ kind }: Input<'hourRequests.saveKind'>): Result<string> => ok(kind ?? 'own-1'),
    'periods.list': (): Result<MonthState[]> => ok(months),
    'periods.close': ({ month, reason }: Input<'periods.close'>): Result<{ people: number }> => {
      months = months.map((m) =>
        m.month === month
          ? { ...m, state: 'closed', marks: [{ mark: 'closed', by: 'administrator', at: now, reason, engine: 1 }, ...m.marks] }
          : m,
      );
      changed();
      return ok({ people: people().length });
    },
    'periods.reopen': ({ month, reason }: Input<'periods.reopen'>): Result<null> => {
      months = months.map((m) =>
        m.month === month
          ? { ...m, state: 'open', marks: [{ mark: 'reopened', by: 'administrator', at: now, reason, engine: 1 }, ...m.marks] }
          : m,
      );
      changed();
      return ok(null);
    },
    'periods.finish': (): Result<null> => ok(null),
    'periods.differences': (): Result<Output<'periods.differences'>> => ok({ days: [], total: 0, damaged: [] }),
  };
}
