import { useCallback } from 'react';
import type { AppError } from '../../../domain/errors.ts';
import type { RequestBody } from '../../../shared/hours.ts';
import { useChange } from '../../parts/useChange.ts';
import { useEntered } from '../../parts/useEntered.ts';

type Wish = { readonly personIds: readonly number[]; readonly bodies: readonly RequestBody[]; readonly reason: string };

/** Enters something for people, says that it is done, and offers the way back at once. null = main refused. */
export function useEnter(): (wish: Wish, done: string, onError: (error: AppError) => void) => Promise<readonly number[] | null> {
  const change = useChange();
  const { say } = useEntered();
  return useCallback(
    async ({ personIds, bodies, reason }, done, onError) => {
      const asked = { personIds: [...personIds], bodies: [...bodies], reason, grant: true };
      const made = await change('hourRequests.ask', asked, { onError });
      if (!made) return null;
      say(made.value.ids, done);
      return made.value.ids;
    },
    [change, say],
  );
}
