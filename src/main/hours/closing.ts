/** What a month is closed with, and how it would come out now. */
import { isDeepStrictEqual } from 'node:util';
import type { Day } from '../../domain/hours/days.ts';
import { comparable, type HourDay } from '../../domain/hours/figures.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Difference } from '../../shared/calls/periods.ts';
import type { ReadableDb } from '../../storage/file/db.ts';
import { openDaysOf } from '../../storage/hours/days.ts';
import { hourPeople, type HourPerson } from '../../storage/hours/people.ts';
import { closedDays, closedWithin, isAsWritten } from '../../storage/hours/periods.ts';
import type { Site } from '../site/site.ts';
import { bookOf } from './book.ts';
import { inTurns } from './in-turns.ts';

export type MonthDays = { readonly from: Day; /** inclusive */ readonly to: Day };

/** Rows that what is reckoned follows from: where none came between two looks, the days are of one moment. */
const moment = (db: ReadableDb): string => JSON.stringify(db.get('SELECT max(id) AS id FROM events'));

/** Everybody's days of a month, all as of one moment. Where people come and go meanwhile it is done again, at last in one go. */
export async function daysToClose(
  site: Site,
  days: MonthDays,
  now: () => number,
): Promise<ReadonlyMap<number, readonly HourDay[]>> {
  for (let tries = 0; tries < 3; tries++) {
    const before = moment(site.db);
    const parts = await inTurns(everybody(site, days), (some) => openDays(site, some, days, now()));
    if (moment(site.db) === before) return new Map(parts.flat());
  }
  return new Map(openDays(site, everybody(site, days), days, now()));
}

const everybody = (site: Site, { from, to }: MonthDays): readonly HourPerson[] =>
  hourPeople(site.db, zoneDays(site.settings().site.timeZone), from, to);

/** By person; of whoever was not employed on any of the days, nothing. */
function openDays(
  site: Site,
  people: readonly HourPerson[],
  { from, to }: MonthDays,
  now: number,
): readonly (readonly [number, readonly HourDay[]])[] {
  const all = openDaysOf(
    site.db,
    bookOf(site),
    people.map((p) => p.id),
    from,
    to,
    now,
  );
  return [...Map.groupBy(all, (d) => d.personId)].filter(([, days]) => days.some((d) => d.verdict !== 'not-employed'));
}

/** So many are shown; the total is said. */
const SHOWN = 500;

/** Errors: hours-open. */
export async function differencesOf(
  site: Site,
  days: MonthDays,
  now: number,
): Promise<Result<{ days: Difference[]; total: number; damaged: string[] }>> {
  const { db } = site;
  const closing = closedWithin(db, days).find((p) => p.from === days.from && p.to === days.to);
  if (!closing) return err({ code: 'hours-open' });
  const damaged: string[] = [];
  const found = await inTurns(everybody(site, days), (some) => {
    const nowOf = new Map(openDays(site, some, days, now));
    return some.flatMap(({ id, name }): Difference[] => {
      if (!isAsWritten(db, closing.id, id)) damaged.push(name);
      const was = new Map(closedDays(db, closing.id, id)?.map((d) => [d.day, d]));
      const is = new Map(nowOf.get(id)?.map((d) => [d.day, d]));
      return [...new Set([...was.keys(), ...is.keys()])]
        .sort((a, b) => a - b)
        .map((day) => ({ personId: id, name, day, was: was.get(day) ?? null, now: is.get(day) ?? null }))
        .filter((d) => !isDeepStrictEqual(comparable(d.was), comparable(d.now)));
    });
  });
  const all = found.flat();
  return ok({ days: all.slice(0, SHOWN), total: all.length, damaged });
}
