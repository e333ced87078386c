/** What needs a decision: days that are odd, each with what would put it right, and what somebody has asked for. */
import { causesOf, INBOX_CAUSES, type InboxCause } from '../../domain/hours/causes.ts';
import { isoDay, type Day } from '../../domain/hours/days.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import type { DayRecord } from '../../domain/hours/model.ts';
import { proposalsOf } from '../../domain/hours/proposals.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { INBOX_PAGE, type Inbox, type InboxEntry, type InboxQuery, type RequestView } from '../../shared/calls/hour-requests.ts';
import type { ReadableDb } from '../../storage/file/db.ts';
import { daysOf } from '../../storage/hours/days.ts';
import { reckonMonth } from '../../storage/hours/month.ts';
import { departmentsOf, hourPeople, type HourPerson } from '../../storage/hours/people.ts';
import type { ReadBook } from '../../storage/hours/plan.ts';
import { acceptedDays, waitingRequests, type StoredRequest } from '../../storage/hours/requests.ts';
import type { Site } from '../site/site.ts';
import { bookOf } from './book.ts';
import { inTurns } from './in-turns.ts';

type Odd = { readonly day: HourDay; readonly causes: readonly InboxCause[] };

/** Every day that asks for a decision, the oldest first. @param from inclusive @param to inclusive @param now ms since the epoch */
async function oddDays(site: Site, read: ReadBook, people: readonly HourPerson[], { from, to }: Days, now: number) {
  const { db } = site;
  const accepted = acceptedOf(db, from, to);
  const found = await inTurns(people, (some) =>
    daysOf(
      db,
      read,
      some.map((p) => p.id),
      from,
      to,
      now,
    ).flatMap((day): Odd[] => {
      const causes = causesOf(day, accepted(day.personId, day.day));
      return causes.length > 0 ? [{ day, causes }] : [];
    }),
  );
  return found.flat().toSorted((a, b) => a.day.day - b.day.day);
}

type Days = { readonly from: Day; readonly to: Day };

export async function inboxOf(site: Site, query: InboxQuery, now: number): Promise<Inbox> {
  const { db } = site;
  const read = bookOf(site);
  const { from, to, cause, search, department } = query;
  const zone = zoneDays(site.settings().site.timeZone);
  const people = hourPeople(db, zone, from, to);
  const byId = new Map(people.map((p) => [p.id, p]));
  const all = await oddDays(site, read, people, query, now);
  const wanted = new Set(hourPeople(db, zone, from, to, search, department).map((p) => p.id));
  const ofPeople = all.filter(({ day }) => wanted.has(day.personId));
  const odd = cause === null ? ofPeople : ofPeople.filter(({ causes }) => causes.includes(cause));
  const page = Math.min(query.page, Math.max(0, Math.ceil(odd.length / INBOX_PAGE) - 1));
  const shown = odd.slice(page * INBOX_PAGE, (page + 1) * INBOX_PAGE);
  // A month of a person is reckoned once, however many of its days are odd.
  const months = [...Map.groupBy(shown, ({ day }) => `${day.personId} ${isoDay(day.day).slice(0, 7)}`).values()];
  const entries = await inTurns(months, (some) => some.flatMap((days) => entriesOf(db, read, byId, days, now)));
  const waiting = waitingRequests(db, REQUESTS);
  return {
    entries: entries.flat().toSorted((a, b) => a.day - b.day),
    ...{ page, total: odd.length, all: all.length },
    departments: [...departmentsOf(people)],
    causes: INBOX_CAUSES.map((c) => ({ cause: c, days: ofPeople.filter((o) => o.causes.includes(c)).length })).filter(
      ({ days }) => days > 0,
    ),
    requests: viewsOf(db, waiting.requests),
    requestsTotal: waiting.total,
    unreadable: read.unreadable.length,
  };
}

/** How many days and requests wait: the number beside the inbox's name. */
export async function waitingIn(site: Site, from: Day, to: Day, now: number): Promise<{ days: number; requests: number }> {
  const people = hourPeople(site.db, zoneDays(site.settings().site.timeZone), from, to);
  const odd = await oddDays(site, bookOf(site), people, { from, to }, now);
  return { days: odd.length, requests: waitingRequests(site.db, 1).total };
}

/** So many requests are shown, the oldest first; the total is said, and when these are decided the next ones come. */
const REQUESTS = 200;

function acceptedOf(db: ReadableDb, from: Day, to: Day): (personId: number, day: Day) => ReadonlySet<InboxCause> {
  const all = new Map<string, Set<InboxCause>>();
  for (const { personId, day, causes } of acceptedDays(db, from, to)) {
    const key = `${personId} ${day}`;
    all.set(key, new Set([...(all.get(key) ?? []), ...causes]));
  }
  const none: ReadonlySet<InboxCause> = new Set();
  return (personId, day) => all.get(`${personId} ${day}`) ?? none;
}

/** @param days of one person's one month */
function entriesOf(
  db: ReadableDb,
  read: ReadBook,
  people: ReadonlyMap<number, HourPerson>,
  days: readonly Odd[],
  now: number,
): readonly InboxEntry[] {
  const { personId, day } = days[0]!.day;
  const who = people.get(personId);
  const [year = 0, month = 1] = isoDay(day).split('-').map(Number);
  const records = new Map(reckonMonth(db, read, personId, year, month - 1, now)?.records.map((r) => [r.day, r]));
  return days.map(({ day: figures, causes }) => {
    const { verdict, shift, startsAt, endsAt } = figures;
    const record = records.get(figures.day);
    return {
      ...{ personId, name: who?.name ?? '', department: who?.department ?? '', day: figures.day, causes: [...causes] },
      ...{ verdict, shift: shift?.name ?? null, startsAt, endsAt },
      punches: record ? punchesOf(record) : [],
      proposals: record ? [...proposalsOf(record)] : [],
    };
  });
}

const punchesOf = (record: DayRecord): InboxEntry['punches'] =>
  record.punches.map(({ punch, minute, direction }) => ({ key: punch.key, at: minute, direction }));

/** With the names of whom they are about. */
export function viewsOf(db: ReadableDb, requests: readonly StoredRequest[]): RequestView[] {
  const names = new Map<number, string>();
  return requests.map((request) => {
    const { personId } = request;
    const name =
      names.get(personId) ?? db.get<{ name: string }>('SELECT name FROM people WHERE id = :personId', { personId })?.name;
    names.set(personId, name ?? '');
    return { ...request, name: name ?? '' };
  });
}
