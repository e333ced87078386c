import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import type { AppError } from '../../../domain/errors.ts';
import type { Checked } from '../../../shared/calls/hour-requests.ts';
import type { RequestBody } from '../../../shared/hours.ts';
import { call } from '../../base/api.ts';
import { useAnswer } from '../../base/answers.ts';

export type Check = {
  /** Enough was typed to ask. */
  readonly asked: boolean;
  readonly value: readonly Checked[] | null;
  readonly error: AppError | null;
  /**
   * Whoever may get it as things are now. null = somebody is left out who was not shown as such: they are shown now, and whoever sends it looks again.
   */
  readonly allowed: (onError: (error: AppError) => void) => Promise<readonly number[] | null>;
};

const WAIT_MS = 250;
const outOf = (all: readonly Checked[] | null): string =>
  JSON.stringify(all?.filter((c) => c.error !== null).map((c) => [c.personId, c.error]) ?? []);

/** What entering this for these people would come to. @param body null = it is not whole yet */
export function useCheck(personIds: readonly number[], body: RequestBody | null): Check {
  const now = { personIds: [...personIds], bodies: body === null ? [] : [body], grant: true };
  const [typed] = useDebouncedValue(JSON.stringify(now), WAIT_MS);
  const input = useMemo(() => JSON.parse(typed) as typeof now, [typed]);
  const asked = input.personIds.length > 0 && input.bodies.length > 0;
  const { value, error, reload } = useAnswer('hourRequests.check', input, { when: asked });
  const allowed: Check['allowed'] = async (onError) => {
    const answer = await call('hourRequests.check', now);
    if (!answer.ok) {
      onError(answer.error);
      return null;
    }
    const may = answer.value.filter((c) => c.error === null);
    const why = answer.value.find((c) => c.error !== null)?.error;
    if (may.length === 0 && why) {
      onError(why);
      return null;
    }
    if (outOf(answer.value) !== outOf(value)) {
      await reload();
      return null;
    }
    return may.map((c) => c.personId);
  };
  return { asked, value, error, allowed };
}
