/** Made-up people and days that files of hours are written from. */
import { dayNumber, minuteAt } from '../../src/domain/hours/days.ts';
import type { HourDay } from '../../src/domain/hours/figures.ts';
import type { ExportContext, ExportPunch, PersonBlock } from '../../src/exports/hours/source.ts';
import { BUILT_IN } from '../../src/exports/hours/templates/index.ts';
import { writeHours, type Written } from '../../src/exports/hours/write.ts';
import type { ExportTemplate } from '../../src/shared/exports.ts';

export const ZONE = 'Europe/Berlin';
export const FIRST = dayNumber('2026-10-01');
export const LAST = dayNumber('2026-10-31');

/** @param wall 'YYYY-MM-DDTHH:MM' @param offset of the zone then */
export const at = (wall: string, offset = '+02:00'): number => Date.parse(`${wall}:00${offset}`);

/** Eight hours as planned, from 9 to 17. */
export function hourDay(iso: string, more: Partial<HourDay> = {}): HourDay {
  const minute = (time: string): number => minuteAt(at(`${iso}T${time}`));
  return {
    ...{ personId: 1, day: dayNumber(iso), verdict: 'present', kind: 'workday', shift: { id: 1, name: 'Day' } },
    ...{ lateAs: null, earlyAs: null, planned: 480, inPlan: 480, late: 0, early: 0, away: 0, tolerated: 0, leave: 0, missing: 0 },
    ...{
      extra: 0,
      breakDeducted: 0,
      graceCounted: 0,
      rounding: 0,
      paid: 480,
      nightBonus: 0,
      credit: 480,
      overtime: [],
      leaves: [],
    },
    ...{ flags: [], firstIn: minute('09:00'), lastOut: minute('17:00'), startsAt: minute('09:00'), endsAt: minute('17:00') },
    ...{ closesAt: null, closed: false },
    ...more,
  };
}

export const overtime = (minutes: number, more: Partial<HourDay['overtime'][number]> = {}): HourDay['overtime'][number] => ({
  ...{ rule: 1, name: 'After work', rate: 150, timeOff: null, minutes, approved: minutes },
  ...more,
});

export const punch = (wall: string, direction: 'in' | 'out', more: Partial<ExportPunch> = {}): ExportPunch => ({
  ...{ key: 'e7', at: at(wall), zone: ZONE, direction, door: 2, shiftDay: dayNumber(wall.slice(0, 10)) },
  ...more,
});

export function block(more: Partial<PersonBlock> & { readonly who?: Partial<PersonBlock['person']> } = {}): PersonBlock {
  const { who, ...rest } = more;
  return {
    person: { id: 1, employeeNumber: '007', targetId: 'T-1', name: 'Ada King', department: 'R&D', ...who },
    ...{ days: [], punches: [], pairs: [], corrections: [], ignored: 0, unreadable: 0 },
    ...rest,
  };
}

export function contextOf(template: string | ExportTemplate, more: Partial<ExportContext> = {}): ExportContext {
  return {
    template: typeof template === 'string' ? BUILT_IN[template]! : template,
    period: { from: FIRST, to: LAST },
    ...{ zone: ZONE, language: 'en', site: 'Berlin', siteId: 'a1b2', now: at('2026-11-02T08:00', '+01:00'), rules: [] },
    ...more,
  };
}

/** A template with what its company gave out filled in. */
export const withValues = (name: string, values: Readonly<Record<string, string>>): ExportTemplate => ({
  ...BUILT_IN[name]!,
  values: BUILT_IN[name]!.values.map((v) => ({ ...v, value: values[v.name] ?? v.value })),
});

export async function written(
  context: ExportContext,
  blocks: readonly PersonBlock[],
): Promise<Written & { readonly file: Buffer }> {
  const chunks: Uint8Array[] = [];
  const done = await writeHours(
    context,
    () => blocks,
    (bytes) => void chunks.push(bytes),
  );
  return { ...done, file: Buffer.concat(chunks) };
}
