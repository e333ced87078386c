/** The kiosk's own calls on in-memory data. */
import { ok } from '../../../src/domain/result.ts';

export const kioskAnswers = {
  'kiosk.light': () => ok(null),
} as const;
