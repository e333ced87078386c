/** A site whose refusals, faults and alarms keep to their rows a minute (domain/log/row-budget.ts); what was only counted becomes a row of its sum. */
import { reasoned } from '../../domain/log/events.ts';
import {
  another,
  budgetKey,
  isOver,
  MINUTE_MS,
  nextMinute,
  rowsAMinute,
  type RowFacts,
  type Spell,
} from '../../domain/log/row-budget.ts';
import { eventId, type EventId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { LogRow } from '../../shared/schemas.ts';
import { operatorNow, type Operator } from '../base/actor.ts';
import type { Log } from '../base/log.ts';
import type { EventFacts, Site } from './site.ts';
import type { Clock } from './time.ts';

/** `last`: the newest row of it, which stands for what is only counted. */
type Counted = { readonly spell: Spell; readonly facts: EventFacts & { readonly operator: Operator }; readonly last: LogRow };

const DUE_AGAIN_MS = 5_000;

export function withRowBudget(site: Site, clock: Pick<Clock, 'monotonic'>, log: Log): Site {
  let counted: ReadonlyMap<string, Counted> = new Map();
  let timer: NodeJS.Timeout | undefined;

  const set = (key: string, value: Counted | null): void => {
    const next = new Map(counted);
    if (value) next.set(key, value);
    else next.delete(key);
    counted = next;
  };

  /** Writes the sum of a minute. What cannot be written is counted on. */
  function sum({ spell, facts, last }: Counted): LogRow | null {
    const { personId = null, doorId = null, reason, operator } = facts;
    const written = (about: EventId | null) =>
      site.record({ ...reasoned(facts), operator, personId, doorId, about, more: spell.more });
    let row = written(eventId(last.id));
    // Its transaction was rolled back after all.
    if (!row.ok && row.error.code === 'event-gone') row = written(null);
    if (row.ok) return row.value;
    log.error({ error: row.error, reason, more: spell.more }, 'a sum of rows could not be written');
    return null;
  }

  /** @param every also of minutes that are not over */
  function sweep(every = false): void {
    const now = clock.monotonic();
    for (const [key, entry] of counted) {
      if (!every && !isOver(entry.spell, now)) continue;
      const last = entry.spell.more > 0 ? sum(entry) : entry.last;
      if (!last) continue;
      const spell = nextMinute(entry.spell, now);
      set(key, spell && { ...entry, spell, last });
    }
    wake();
  }

  /** The last sum of a flood is written when its minute is over, though nothing more happens. */
  function wake(): void {
    clearTimeout(timer);
    const now = clock.monotonic();
    const due = [...counted.values()].filter(({ spell }) => spell.more > 0).map(({ spell }) => spell.since + MINUTE_MS - now);
    if (due.length === 0) return;
    timer = setTimeout(() => sweep(), Math.max(DUE_AGAIN_MS, Math.min(...due)));
    timer.unref();
  }

  function record(given: EventFacts): Result<LogRow> {
    // What is only counted now is summed up later, by nobody.
    const facts = { operator: operatorNow(), ...given };
    const of: RowFacts = { personId: null, doorId: null, about: null, decision: null, ...facts };
    const limit = rowsAMinute(of);
    if (limit === null) return site.record(facts);
    sweep();
    const key = budgetKey(of);
    const before = counted.get(key);
    const { spell, write } = another(before?.spell, clock.monotonic(), limit);
    if (!write && before) {
      set(key, { ...before, spell });
      if (before.spell.more === 0) wake();
      return ok(before.last);
    }
    const row = site.record(facts);
    if (row.ok) set(key, { spell, facts, last: row.value });
    return row;
  }

  return {
    ...site,
    record,
    together(work) {
      const before = counted;
      let done = false;
      try {
        const result = site.together((tx) => work({ ...tx, record }));
        done = result.ok;
        return result;
      } finally {
        // Rolled back: none of it has happened.
        if (!done) counted = before;
      }
    },
    sumUp: () => sweep(true),
    close() {
      clearTimeout(timer);
      site.close();
    },
  };
}
