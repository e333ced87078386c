import { LAST_DAY, minuteAt, type Day } from '../../domain/hours/days.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { readPlan, type ReadBook } from '../../storage/hours/plan.ts';
import type { Site } from '../site/site.ts';

/** A working day that makes up for a holiday has Monday's shift, where the calendar names no weekday. */
const MAKE_UP_DAY_AS = 1;

/** What is planned at a site. */
export const bookOf = (site: Pick<Site, 'db' | 'settings'>): ReadBook =>
  readPlan(site.db, site.settings().site.timeZone, MAKE_UP_DAY_AS);

/** The site's day, among those that are reckoned: a clock may be set to any year. @param now ms since the epoch */
export function dayAt(site: Pick<Site, 'settings'>, now: number): Day {
  const { day } = zoneDays(site.settings().site.timeZone).wallOf(minuteAt(now));
  return Math.max(0, Math.min(LAST_DAY, day));
}
