/** The kiosk's own calls on in-memory data. */
import { ok } from '../../../src/domain/result.ts';

export const kioskAnswers = {
  'kiosk.light': () => ok(null),
  'ownHours.today': () => ok({ late: 12, soFar: 0 }),
  'ownHours.days': () => ok({ days: [], notAnnounced: [] }),
  'ownHours.ask': () => ok(null),
} as const;
