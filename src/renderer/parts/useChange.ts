import { useCallback } from 'react';
import type { AppError } from '../../domain/errors.ts';
import type { CallName, Input, Output } from '../../shared/contract.ts';
import { call } from '../base/api.ts';
import { useNotify } from '../ui/notify.tsx';

/**
 * Calls main and says what came of it. Null after an error, which is shown at the bottom right, or handed to
 * `onError` where a form shows it at its field.
 */
export function useChange(): <N extends CallName>(
  name: N,
  input: Input<N>,
  said?: { readonly done?: string; readonly undo?: () => void; readonly onError?: (error: AppError) => void },
) => Promise<{ readonly value: Output<N> } | null> {
  const notify = useNotify();
  return useCallback(
    async (name, input, { done, undo, onError } = {}) => {
      const answer = await call(name, input);
      if (!answer.ok) {
        (onError ?? notify.error)(answer.error);
        return null;
      }
      if (done !== undefined) notify.done(done, undo ? { undo } : {});
      return { value: answer.value };
    },
    [notify],
  );
}
