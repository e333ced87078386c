/** What the rules would say of somebody at a door, now or at another time; nothing is written. */
import { decide } from '../../domain/access/decide.ts';
import { personId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Trial } from '../../shared/calls/access.ts';
import type { Input } from '../../shared/contract.ts';
import { getHolder, loadAccessModel } from '../../storage/access/model.ts';
import { loadAccessState } from '../../storage/access/state.ts';
import { lastPunchOf } from '../site/last-punch.ts';
import type { Site } from '../site/site.ts';
import type { Safety } from './modes.ts';

/** Errors: person-gone, access-gone. */
export function tryAtDoor(site: Site, safety: Pick<Safety, 'overrides'>, asked: Input<'access.try'>): Result<Trial> {
  const { personId: id, doorId, at, method } = asked;
  const holder = getHolder(site.db, personId(id), site.time.powered());
  if (!holder) return err({ code: 'person-gone' });
  const model = loadAccessModel(site.db, site.settings().site);
  const door = model.doors.find((d) => d.id === doorId);
  if (!door) return err({ code: 'access-gone' });
  const last = lastPunchOf(site, id);
  // Alone: whoever waits at the door this moment is no part of the question.
  const state = { ...loadAccessState(site.db, [id], site.time.onThisClock()), ...safety.overrides(), waiting: new Map() };
  const verdict = decide({ holder, door, at, method, last, partner: null }, state, model);
  switch (verdict.kind) {
    case 'granted':
      return ok({ kind: 'granted', direction: verdict.direction, zoneId: verdict.zoneId, note: verdict.note });
    case 'refused':
      return ok({ kind: 'refused', reason: verdict.reason, from: verdict.from });
    case 'second-factor':
      return ok({ kind: 'second-factor' });
    case 'wait-for-second':
      return ok({ kind: 'wait-for-second', seconds: Math.round((verdict.until - at) / 1000) });
  }
}
