/**
 * Anti-passback, of each zone for its own doors (EN 60839-11-1: hard, soft, timed): a card that is passed back through the fence comes in
 * twice without having gone out. Nobody is held to what is not known of them; but a passage that they doubted ("not me") is held against
 * them as one that they made.
 */
import type { AccessModel, AccessState, Door, Holder } from './model.ts';
import { lastEntry, placeOf, whereabouts, zoneById } from './place.ts';
import type { PassageNote } from './reasons.ts';
import type { Way } from './way.ts';

const MINUTE = 60_000;

export type PassbackFinding =
  | { readonly kind: 'refused'; readonly reason: 'anti-passback' | 'anti-passback-exit'; readonly from: null }
  | { readonly kind: 'refused'; readonly reason: 'anti-passback-timed'; readonly from: number }
  | { readonly kind: 'note'; readonly note: PassageNote };

/** null = nothing against it. */
export function antiPassback(
  holder: Holder,
  door: Door,
  way: Way,
  at: number,
  state: AccessState,
  model: AccessModel,
): PassbackFinding | null {
  // A door within one zone, or outside of all, is nobody's border.
  if (holder.antiPassbackExempt || way.from === way.to) return null;
  const entered = zoneById(model, way.to);
  const left = zoneById(model, way.from);

  if (entered?.antiPassback === 'timed') {
    const last = lastEntry(holder.personId, entered, at, state, model);
    // An entry in the future (the clock was set back) says nothing of how long ago it was.
    const since = last ? at - last.at : -1;
    if (last && since >= 0 && since < entered.timedMinutes * MINUTE) {
      return { kind: 'refused', reason: 'anti-passback-timed', from: last.at + entered.timedMinutes * MINUTE };
    }
  }

  const both = door.direction === 'both';
  // A door of both directions takes the way from where somebody is: there is nothing left to hold against it.
  if (both && placeOf(holder.personId, at, state, model)) return null;
  // … and forgets after the longest presence, as it does where somebody is for certain.
  const { zones, anywhere } = whereabouts(holder.personId, at, state, model, both ? at - model.longestPresenceMs : -Infinity);
  const violated = [
    ...(entered && zones.includes(entered.id) ? [{ rule: entered.antiPassback, reason: 'anti-passback' as const }] : []),
    ...(left && !anywhere && !zones.includes(left.id)
      ? [{ rule: left.antiPassback, reason: 'anti-passback-exit' as const }]
      : []),
  ];
  const hard = violated.find((v) => v.rule === 'hard');
  if (hard) return { kind: 'refused', reason: hard.reason, from: null };
  return violated.some((v) => v.rule === 'soft') ? { kind: 'note', note: 'anti-passback-soft' } : null;
}
