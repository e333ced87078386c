import { readPlan, type ReadBook } from '../../storage/hours/plan.ts';
import type { Site } from '../site/site.ts';

/** A working day that makes up for a holiday has Monday's shift, where the calendar names no weekday. */
const MAKE_UP_DAY_AS = 1;

/** What is planned at a site. */
export const bookOf = (site: Pick<Site, 'db' | 'settings'>): ReadBook =>
  readPlan(site.db, site.settings().site.timeZone, MAKE_UP_DAY_AS);
