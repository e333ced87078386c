import type { EventKind, EventReason } from './events.ts';

/**
 * How many rows a minute one reason may write. Whoever stands before a kiosk, or owns a broker, can make the same thing happen thousands of
 * times; the log is kept for ever, and a row costs the disk a sync. So the first few are rows, and then one row a minute says how many more.
 *
 * Never summed up: who was let in, what a door did about it, what an administrator or the app itself did. Refusals, faults, alarms and refused
 * requests are, each by its reason, its door and its person: what one of them does never hides another.
 */
export type RowFacts = {
  readonly kind: EventKind;
  readonly reason: EventReason | null;
  readonly personId: number | null;
  readonly doorId: number | null;
  /** The row that this one is about. */
  readonly about: number | null;
  /** null where no face was judged. */
  readonly decision: object | null;
};

export const MINUTE_MS = 60_000;
export const ROWS_A_MINUTE = 6;
/** A refusal with its decision is evidence that settings are judged by, and takes a face seconds to make: only a flood is more. */
export const DECISIONS_A_MINUTE = 30;

/** What a door did about somebody, or what it was asked to do: as many as there were people, or openings. */
const DONE: readonly EventReason[] = ['opened', 'told-to-open', 'door-tested', 'remote-open'];
/** The end of an alarm, which is about its begin. */
const ENDS = /-(over|answers)$/;
/** What whoever stands at the screen can bring about without being anybody. */
const ANYBODY: readonly EventReason[] = ['light-good', 'password-wrong', 'kiosk-pin-wrong', 'recovery-key-wrong'];

/** Rows a minute; null = always a row. */
export function rowsAMinute({ kind, reason, about, decision }: RowFacts): number | null {
  switch (kind) {
    case 'refused':
      return decision === null ? ROWS_A_MINUTE : DECISIONS_A_MINUTE;
    case 'fault':
      return ROWS_A_MINUTE;
    case 'door':
      return (reason !== null && DONE.includes(reason)) || (about !== null && !ENDS.test(reason ?? '')) ? null : ROWS_A_MINUTE;
    case 'system':
      return reason !== null && ANYBODY.includes(reason) ? ROWS_A_MINUTE : null;
    case 'recognised':
    case 'retracted':
      return null;
  }
}

export const budgetKey = ({ kind, reason, doorId, personId }: RowFacts): string => [kind, reason, doorId, personId].join(' ');

/** One reason's minute. */
export type Spell = {
  /** When it began, monotonic ms. */
  readonly since: number;
  readonly written: number;
  /** Not written, and to be summed up. */
  readonly more: number;
};

/** One more of the same: a row, or counted. @param now monotonic ms, before which no spell that is over was left */
export function another(
  spell: Spell | undefined,
  now: number,
  limit: number,
): { readonly spell: Spell; readonly write: boolean } {
  const { since, written, more } = spell ?? { since: now, written: 0, more: 0 };
  const write = written < limit;
  return { spell: write ? { since, written: written + 1, more } : { since, written, more: more + 1 }, write };
}

export const isOver = (spell: Spell, now: number): boolean => now - spell.since >= MINUTE_MS;

/** What follows a minute whose sum was written: as long as the flood goes on, sums alone. After a minute without any more, rows again. */
export function nextMinute(spell: Spell, now: number): Spell | null {
  return spell.more > 0 ? { since: now, written: Number.MAX_SAFE_INTEGER, more: 0 } : null;
}
