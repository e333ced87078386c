import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../base/api.ts';
import { useNotify } from '../ui/notify.tsx';

export type Entered = {
  /** Says that it is done, with the way back. */
  readonly say: (ids: readonly number[], text: string) => void;
  readonly withdraw: (ids: readonly number[]) => Promise<void>;
};

/** What was entered in error is taken back at once. @param gone told when some of it was withdrawn */
export function useEntered(gone?: (ids: readonly number[]) => void): Entered {
  const { t } = useTranslation('hourRequests');
  const notify = useNotify();
  const withdraw = useCallback(
    async (ids: readonly number[]) => {
      gone?.(ids);
      // The last one first: a punch that was added may have been turned round since.
      const answer = await call('hourRequests.decide', { ids: ids.toReversed(), decision: 'withdrawn', part: null });
      if (answer.ok) notify.done(t('takenBack'));
      else notify.error(answer.error);
    },
    [notify, t, gone],
  );
  const say = useCallback(
    (ids: readonly number[], text: string) => notify.done(text, { undo: () => void withdraw(ids) }),
    [notify, withdraw],
  );
  return { say, withdraw };
}
