import { useEffect, useState } from 'react';
import type { Result } from '../../domain/result.ts';
import type { EventName } from '../../shared/contract.ts';
import { on } from './api.ts';

/**
 * What main answers, asked now and after each such event; null until the first answer. An error leaves what is shown.
 * @param ask the same function for the same question (useCallback): another one is asked at once, and what the old one still answers is dropped
 */
export function useAnswer<T>(ask: () => Promise<Result<T>>, event: EventName): T | null {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    let live = true;
    const load = () =>
      void ask().then((answer) => {
        if (live && answer.ok) setValue(answer.value);
      });
    load();
    const off = on(event, load);
    return () => {
      live = false;
      off();
    };
  }, [ask, event]);
  return value;
}
