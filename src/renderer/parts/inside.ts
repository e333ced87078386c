/** Who counts as in, wherever that is counted. */
import type { PresenceList, PresentPerson, Somebody } from '../../shared/calls/presence.ts';

/** Not of long ago, and not gone since. */
export const isIn = (p: PresentPerson): boolean => !p.notSignedOut && p.leftAt === null;
/** The same of whoever came in and is nobody that is known. */
export const isUnknownIn = (s: Somebody): boolean => !s.notSignedOut;

export const howManyIn = ({ people, somebody }: PresenceList): number =>
  people.filter(isIn).length + somebody.filter(isUnknownIn).length;
