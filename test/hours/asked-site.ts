/** A site with two people and nine to six each day, for what is asked for and decided about hours. */
import { D as DAY_SHIFT } from './fixtures.ts';
import { SETUP, startTestApp, type TestApp } from '../fakes/app.ts';
import { value } from '../../tools/value.ts';
import { dayNumber, isoDay } from '../../src/domain/hours/days.ts';
import { DEFAULT_RULE, type Quota, type Shift } from '../../src/domain/hours/model.ts';
import type { RequestBody, ShiftBody } from '../../src/shared/hours.ts';
import { bookOf } from '../../src/main/hours/book.ts';
import { recordOf } from '../../src/main/hours/correcting.ts';
import { saveAssignment, saveRule, saveShift } from '../../src/storage/hours/plan.ts';
import { insertPerson } from '../../src/storage/people/people.ts';

let app: TestApp | null = null;
/** After each test. */
export const close = (): unknown => app?.close();

export const ms = (text: string): number => Date.parse(`${text}+08:00`);
export const ZONE = 'Asia/Shanghai';
/** The tests' day is Tuesday 24 November 2026, a few minutes before nine. */
export const TODAY = dayNumber('2026-11-24');
export const MONDAY = TODAY - 1;
export const OCTOBER = dayNumber('2026-10-12');

export function bodyOf(shift: Shift): ShiftBody {
  const { segments, before, after, breaks, halfDayAt, needIn, needOut } = structuredClone(shift);
  return { segments: [...segments], before, after, breaks: [...breaks], flex: null, halfDayAt, needIn, needOut };
}

/** Ana and Ben, in since the first of January 2025, nine to six each day. */
export async function open({ quota = null }: { quota?: Quota | null } = {}) {
  const t = (app = await startTestApp());
  value(await t.call('setup.complete', SETUP));
  const site = value(t.app.site());
  const shift = value(saveShift(site.own, null, 'Day', 0, bodyOf(DAY_SHIFT), 0));
  value(saveAssignment(site.own, null, { to: 'everybody', from: 0, until: null, target: { shift } }));
  value(saveRule(site.own, 0, { ...DEFAULT_RULE, correctionQuota: quota }, 0));
  const [ana, ben] = ['Ana', 'Ben'].map((name) =>
    value(insertPerson(site.own, { employeeNumber: name, name, department: 'R' }, ms('2025-01-01T08:00'))),
  );
  const punch = (who: number, at: string) =>
    value(site.record({ kind: 'recognised', reason: null, personId: who as never, direction: 'in', method: 'face', at: ms(at) }))
      .id;
  const day = (who: number, on: number) => recordOf(site.db, bookOf(site), who, on, t.clock.at)!;
  const rows = () =>
    site.db
      .all<{ reason: string; personId: number | null; operator: string }>(
        `SELECT reason, person_id AS personId FROM events WHERE reason LIKE 'hours-%' OR reason LIKE 'month-%' ORDER BY id`,
      )
      .map(({ reason, personId }) => [reason, personId]);
  return { t, site, ana: ana!, ben: ben!, shift, punch, day, rows };
}

export const out = (on: string, at = '18:00'): RequestBody => ({
  kind: 'add',
  at: ms(`${on}T${at}`),
  direction: 'out',
  zone: ZONE,
});
export const YESTERDAY = isoDay(MONDAY);
export const NOTE = { reason: 'r', grant: true };
/** Everything that waits. */
export const ALL = { cause: null, search: '', department: null, page: 0 };
