import { notAnnounced } from '../../domain/calendar/known-years.ts';
import { isoDay, type Day } from '../../domain/hours/days.ts';
import { leaveSpans } from '../../domain/hours/leave.ts';
import type { DayRecord, Leave } from '../../domain/hours/model.ts';
import { lengthOf, within, without } from '../../domain/hours/spans.ts';
import { place } from '../../domain/hours/windows.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { eventId as idOf } from '../../domain/ids.ts';
import { minuteOf } from '../../domain/time/wall-clock.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { OwnToday } from '../../shared/calls/own-hours.ts';
import type { LogRow } from '../../shared/schemas.ts';
import type { Settings } from '../../shared/settings.ts';
import { daysOf } from '../../storage/hours/days.ts';
import { reckonMonth } from '../../storage/hours/month.ts';
import { calendarKnown } from '../../storage/hours/planned.ts';
import { waitingOf } from '../../storage/hours/requests.ts';
import { getEvent, visitAfter } from '../../storage/log/events.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import type { Site } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { ask } from './asking.ts';
import { bookOf, dayAt } from './book.ts';

type Names = Extract<keyof Handlers, `ownHours.${string}`>;

/** How long after their welcome somebody may look. */
const VISIT_MS = 60_000;
/** So many questions a visit. */
const QUESTIONS = 20;
/** So many of somebody's requests wait at most. */
const WAITING = 5;
const DAYS = 7;

type Shows = Settings['kiosk']['ownHours'];

/** Computed when the kiosk's page asks, after the welcome is on the screen and the door is open: nobody waits for hours at a door. */
export function ownHoursHandlers(world: Sites & { readonly clock: Pick<Clock, 'now'> }): Pick<Handlers, Names> {
  const { clock } = world;
  /** The visit that asks, and how often it has. */
  let asked = { visit: 0, times: 0 };

  /** Who was let in by that row a moment ago; nobody else has come since, and nobody took it back. */
  function visitor(site: Site, event: number, least: Shows): Result<LogRow & { readonly personId: number }> {
    const over = err({ code: 'own-hours-over' } as const);
    const { ownHours, doorId } = site.settings().kiosk;
    if (ownHours === 'off' || (least === 'days' && ownHours !== 'days')) return err({ code: 'not-allowed' });
    asked = { visit: event, times: asked.visit === event ? asked.times + 1 : 1 };
    const row = getEvent(site.db, idOf(event));
    if (!row || row.kind !== 'recognised' || row.personId === null || row.retracted || row.doorId !== doorId) return over;
    const age = clock.now() - row.at;
    if (age < 0 || age > VISIT_MS || asked.times > QUESTIONS || visitAfter(site.db, row)) return over;
    return ok({ ...row, personId: row.personId });
  }

  const today = (site: Site): Day => dayAt(site, clock.now());

  return {
    'ownHours.today': ({ eventId }) =>
      world.withSite((site) => {
        const who = visitor(site, eventId, 'today');
        return who.ok ? ok(todayOf(site, who.value, today(site), clock.now())) : who;
      }),

    'ownHours.days': ({ eventId }) =>
      world.withSite((site) => {
        const who = visitor(site, eventId, 'days');
        if (!who.ok) return who;
        const last = today(site);
        const days = daysOf(site.db, bookOf(site), [who.value.personId], last - DAYS + 1, last, clock.now());
        // Whoever has just come in is not missing an OUT.
        const seen = days.map(({ verdict, flags, day, firstIn, lastOut, paid }) => ({
          ...{ day, firstIn, lastOut, paid },
          flags: verdict === 'open' ? [] : flags,
        }));
        const years = seen.map(({ day }) => Number(isoDay(day).slice(0, 4)));
        return ok({ days: seen.toReversed(), notAnnounced: [...notAnnounced(calendarKnown(site.db), years)] });
      }),

    'ownHours.ask': ({ eventId, day, at, direction }) =>
      world.withSite((site) => {
        const who = visitor(site, eventId, 'days');
        if (!who.ok) return who;
        const { personId } = who.value;
        if (waitingOf(site.db, personId) >= WAITING) return err({ code: 'own-hours-over' });
        const { timeZone } = site.settings().site;
        const on = today(site) - (day === 'yesterday' ? 1 : 0);
        const minute = zoneDays(timeZone).reached(on, minuteOf(at));
        if (minute * 60_000 > clock.now()) return err({ code: 'bad-input', field: 'at' });
        const body = { kind: 'add', at: minute * 60_000, direction, zone: timeZone } as const;
        const made = ask(site, { personIds: [personId], bodies: [body], reason: '', grant: false }, clock.now());
        return made.ok ? ok(null) : made;
      }),
  };
}

/** Of the day that the punch belongs to: a night shift's OUT is the day's before. */
function todayOf(
  site: Site,
  { id, personId, direction }: LogRow & { readonly personId: number },
  today: Day,
  now: number,
): OwnToday {
  const nothing = { late: null, soFar: 0 };
  for (const day of [today, today - 1]) {
    const [year = 0, month = 1] = isoDay(day).split('-').map(Number);
    const of = reckonMonth(site.db, bookOf(site), personId, year, month - 1, now);
    const record = of?.records.find((r) => r.day === day && r.punches.some((p) => p.punch.key === `e${id}`));
    if (of && record) return { late: direction === 'in' ? lateOf(record, of.leaves, id) : null, soFar: presentOf(record) };
  }
  return nothing;
}

const presentOf = ({ pairs }: DayRecord): number => lengthOf(pairs.map((p) => ({ from: p.in, to: p.out })));

/** Of the first IN of a day with fixed hours: planned minutes until then that no leave covers. The day itself is judged when its window has closed. */
function lateOf({ punches, minutes, plan }: DayRecord, leaves: readonly Leave[], id: number): number | null {
  const start = minutes.planned[0]?.from;
  const first = punches[0];
  const planned = place(plan);
  if (start === undefined || !planned || first?.punch.key !== `e${id}` || plan.shift?.flex || !plan.rule.judge) return null;
  const late = lengthOf(without(within(minutes.planned, start, first.minute), leaveSpans(leaves, planned)));
  return late > plan.rule.graceIn.minutes ? late : 0;
}
