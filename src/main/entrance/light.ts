/** Spells of bad light before the camera: a row when somebody was first told of it, and one when it is over. */
import { eventId, type EventId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Site } from '../site/site.ts';

export type Light = 'dark' | 'backlit' | 'good';

export function createLight(): (site: Pick<Site, 'together'>, light: Light) => Result<null> {
  /** The spell that goes on. A restart ends it without a row: the rows of the start and the end of the app stand there. */
  let spell: { readonly light: Light; readonly event: EventId } | null = null;

  return (site, light) => {
    const before = spell;
    if (light === (before?.light ?? 'good')) return ok(null);
    const booked = site.together<typeof spell>((tx) => {
      const ended = before ? tx.record({ kind: 'system', reason: 'light-good', about: before.event }) : ok(null);
      if (!ended.ok) return ended;
      if (light === 'good') return ok(null);
      const begun = tx.record({ kind: 'fault', reason: light === 'dark' ? 'light-dark' : 'light-backlit' });
      return begun.ok ? ok({ light, event: eventId(begun.value.id) }) : begun;
    });
    if (booked.ok) spell = booked.value;
    return booked.ok ? ok(null) : booked;
  };
}
