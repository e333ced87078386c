/** Which people's days have changed, gathered and told once a second. */
import type { Day } from '../../domain/hours/days.ts';
import type { EventPayload } from '../../shared/contract.ts';

/** Of so many people windows are told by name. */
export const FEW = 50;
const TELL_EVERY_MS = 1_000;

/** `people`: null = more than can be named. */
export type Told = { readonly people: ReadonlySet<number> | null; readonly from: Day; readonly to: Day };

/** @param wait calls `then` after so many ms */
export function createTelling(
  wait: (ms: number, then: () => void) => void,
  say: (what: EventPayload<'days.changed'>) => void,
): (more: Told) => void {
  let told: Told | null = null;

  function announce(): void {
    const what = told;
    told = null;
    if (what) say({ ...what, people: what.people && [...what.people] });
  }

  return (more) => {
    if (!told) wait(TELL_EVERY_MS, announce);
    const people = told?.people === null || more.people === null ? null : new Set([...(told?.people ?? []), ...more.people]);
    told = {
      people: people && people.size > FEW ? null : people,
      from: Math.min(told?.from ?? more.from, more.from),
      to: Math.max(told?.to ?? more.to, more.to),
    };
  };
}
