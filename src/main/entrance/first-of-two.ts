/** Badge and PIN, where both are asked for: the one that came first, while it waits for the other. */
import type { PersonId } from '../../domain/ids.ts';

export type OneOfTwo = 'badge' | 'pin';

export type First = {
  readonly personId: PersonId;
  /** When its first key was pressed, or it was first seen, monotonic ms. */
  readonly startedAt: number;
};

export type FirstOfTwo = {
  /** What waits now, and is of this kind. */
  waiting(kind: OneOfTwo): First | null;
  /** It is there, and nothing else waits any more. Again by the same person it waits anew, since it was first there. */
  came(kind: OneOfTwo, first: First): void;
  /** The other one is there. */
  done(): void;
};

/** How long a badge waits for its PIN, or a PIN for its badge. */
const FIRST_WAITS_MS = 30_000;

/** @param monotonic ms */
export function createFirstOfTwo(monotonic: () => number): FirstOfTwo {
  let first: (First & { readonly kind: OneOfTwo; readonly until: number }) | null = null;

  const waiting = (kind: OneOfTwo): First | null => (first?.kind === kind && first.until > monotonic() ? first : null);

  return {
    waiting,
    came(kind, { personId, startedAt }) {
      const before = waiting(kind);
      const since = before?.personId === personId ? before.startedAt : startedAt;
      first = { kind, personId, startedAt: since, until: monotonic() + FIRST_WAITS_MS };
    },
    done() {
      first = null;
    },
  };
}
