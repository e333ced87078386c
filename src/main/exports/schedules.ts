/**
 * Files that are made by themselves, once a month, of the month before: at their day and time, or as soon after as this machine is on. A folder that is not
 * there is said in the log once, shown with the schedule, and tried again.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { firstDayOf, lastDayOf, monthOf, type Month } from '../../domain/hours/balance.ts';
import { minuteAt, type Day } from '../../domain/hours/days.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import type { AppErrorCode } from '../../domain/errors.ts';
import { fileNameOf } from '../../exports/hours/fill.ts';
import type { ExportSchedule } from '../../shared/exports.ts';
import { isThere } from '../../storage/file/files.ts';
import { insertRun, runsOfSchedule, scheduleDone, schedules } from '../../storage/hours/exports.ts';
import type { Log } from '../base/log.ts';
import { every, unlessBusy } from '../base/timers.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import { contextOf, templateOf, type Runs } from './runs.ts';

const EVERY_MS = 60_000;
/** What lies longer back nobody pays any more. */
const MOST_MONTHS = 24;

export type Schedules = {
  begin(site: Site): void;
  end(): void;
  /** Everything that is due now. */
  look(): Promise<void>;
};

/** The last month whose file is due at `now`, as its first day. */
export function dueUntil({ day, minute }: Pick<ExportSchedule, 'day' | 'minute'>, timeZone: string, now: number): Day {
  const { day: today, minute: clock } = zoneDays(timeZone).wallOf(minuteAt(now));
  const month: Month = monthOf(today);
  const due = firstDayOf(month) + day - 1;
  const isDue = today > due || (today === due && clock >= minute);
  return firstDayOf(isDue ? month - 1 : month - 2);
}

type World = { readonly runs: Runs; readonly clock: Pick<Clock, 'now'>; readonly log: Log; readonly changed: () => void };

export function createSchedules({ runs, clock, log, changed }: World): Schedules {
  let site: Site | null = null;

  async function look(): Promise<void> {
    const open = site;
    if (!open) return;
    const failing = new Set<number>();
    // Read anew for each file: somebody may have changed or deleted a schedule while one was made.
    for (let due = nextDue(open, failing); due !== null; due = nextDue(open, failing)) {
      if (site !== open || runs.state() !== null) return;
      const { schedule, month } = due;
      const problem = await make(open, schedule, month);
      if (problem === 'export-busy') return;
      if (problem !== null) failed(open, schedule, month, problem);
      const marked = problem === null && open.together(({ db }) => scheduleDone(db, schedule.id, firstDayOf(month))).ok;
      if (!marked) failing.add(schedule.id);
      changed();
    }
  }

  /** A machine that was off for months makes each of their files, the oldest first. */
  function nextDue(open: Site, failing: ReadonlySet<number>): { schedule: ExportSchedule; month: Month } | null {
    for (const schedule of schedules(open.db)) {
      const until = monthOf(dueUntil(schedule, open.settings().site.timeZone, clock.now()));
      const month = Math.max(monthOf(schedule.doneUntil), until - MOST_MONTHS) + 1;
      if (month <= until && !failing.has(schedule.id)) return { schedule, month };
    }
    return null;
  }

  async function make(open: Site, schedule: ExportSchedule, month: Month): Promise<AppErrorCode | null> {
    const template = templateOf(open, schedule.template);
    if (!template) return 'access-gone';
    if (!statSync(schedule.folder, { throwIfNoEntry: false })?.isDirectory()) return 'export-folder-missing';
    const period = { from: firstDayOf(month), to: lastDayOf(month) };
    const path = freeName(join(schedule.folder, fileNameOf(contextOf(open, template, period, clock.now()))));
    const { department } = schedule;
    const done = await runs.run(open, {
      key: schedule.template,
      template,
      period,
      who: { department },
      path,
      scheduleId: schedule.id,
    });
    return done.ok ? null : done.error.code;
  }

  /** Once for each month and cause: it is tried each minute. */
  function failed(open: Site, schedule: ExportSchedule, month: Month, problem: AppErrorCode): void {
    const from = firstDayOf(month);
    const [last] = runsOfSchedule(open.db, schedule.id, from);
    if (last?.problem === problem) return;
    log.warn({ problem }, 'a file of hours that is due could not be made');
    open.together((tx) => {
      const row = tx.record({
        kind: 'fault',
        reason: 'scheduled-export-failed',
        detail: { problem, from, schedule: schedule.id },
      });
      if (!row.ok) return row;
      const template = templateOf(open, schedule.template);
      return insertRun(tx.db, {
        ...{ at: clock.now(), by: 'system', template: schedule.template, name: template?.name ?? schedule.template },
        ...{ scheduleId: schedule.id, from, to: lastDayOf(month), zone: open.settings().site.timeZone, path: schedule.folder },
        ...{ people: 0, rows: 0, leftOut: [], bytes: 0, hash: '', problem },
      });
    });
  }

  const attempt = unlessBusy(() =>
    look().catch((error: unknown) => log.error({ err: error }, 'files that are due could not be looked at')),
  );
  const looking = every(EVERY_MS, attempt);
  return {
    begin(opened) {
      site = opened;
      looking.begin();
    },
    end() {
      site = null;
      looking.end();
      runs.cancel();
    },
    look,
  };
}

/** A file that payroll may have taken already is not written over. */
function freeName(path: string): string {
  if (!isThere(path)) return path;
  const at = path.lastIndexOf('.');
  for (let n = 2; ; n++) {
    const name = `${path.slice(0, at)} (${n})${path.slice(at)}`;
    if (!isThere(name)) return name;
  }
}

/** What a new one, or one with another day, has not to make: months whose day was over when it was set. */
export const fromNowOn = (fields: Pick<ExportSchedule, 'day' | 'minute'>, timeZone: string, now: number): Day =>
  dueUntil(fields, timeZone, now);

/** What is wrong with the month that is due. */
export function problemOf(site: Pick<Site, 'db'>, { id, doneUntil }: ExportSchedule): string | null {
  const next = firstDayOf(monthOf(doneUntil) + 1);
  return runsOfSchedule(site.db, id, next)[0]?.problem ?? null;
}
