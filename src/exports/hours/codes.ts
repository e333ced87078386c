/** The minutes of a person's days by what payroll calls them. */
import type { HourDay } from '../../domain/hours/figures.ts';
import type { CodeOf, ExportTemplate } from '../../shared/exports.ts';
import { regularOf } from './figures.ts';

export type CodeMinutes = { readonly code: string; readonly minutes: number };
/** Minutes that no code of the template stands for, by what they are. */
export type Uncoded = { readonly kind: CodeOf['kind']; readonly what: string; readonly minutes: number };

type Part = Uncoded & { readonly is: (of: CodeOf) => boolean };

function partsOf(day: HourDay): readonly Part[] {
  return [
    { kind: 'regular', is: (of) => of.kind === 'regular', what: 'regular', minutes: regularOf(day) },
    ...day.overtime.map(({ rate, timeOff, approved, name }): Part =>
      timeOff === null
        ? {
            kind: 'overtime',
            is: (of) => of.kind === 'overtime' && (of.rate === null || of.rate === rate),
            what: name || `${rate} %`,
            minutes: approved,
          }
        : {
            kind: 'time-off',
            is: (of) => of.kind === 'time-off',
            what: name || `${rate} %`,
            minutes: Math.round((approved * timeOff) / 100),
          },
    ),
    ...day.leaves.map(({ kind, paid, minutes }): Part => ({
      kind: 'leave',
      is: (of) => of.kind === 'leave' && (of.leave === null || of.leave === kind) && (of.paid === null || of.paid === paid),
      what: kind,
      minutes,
    })),
    // A bonus on top of minutes that are in another code already: nobody misses it where no code is given to it.
    { kind: 'night', is: (of) => of.kind === 'night', what: 'night', minutes: day.nightBonus },
  ];
}

/** In the order of the template's codes; nothing is in two of them, but a night's bonus, which is paid on top. */
export function codesOf(
  days: readonly HourDay[],
  codes: ExportTemplate['codes'],
): { readonly codes: readonly CodeMinutes[]; readonly uncoded: readonly Uncoded[] } {
  const minutes = new Map(codes.map(({ code }) => [code, 0]));
  const uncoded = new Map<string, Uncoded>();
  for (const { is, kind, what, minutes: length } of days.flatMap(partsOf)) {
    const code = codes.find(({ of }) => is(of))?.code;
    if (code !== undefined) minutes.set(code, minutes.get(code)! + length);
    else if (length > 0 && kind !== 'night') {
      const key = `${kind} ${what}`;
      uncoded.set(key, { kind, what, minutes: (uncoded.get(key)?.minutes ?? 0) + length });
    }
  }
  return {
    codes: [...minutes].filter(([, length]) => length > 0).map(([code, length]) => ({ code, minutes: length })),
    uncoded: [...uncoded.values()],
  };
}
