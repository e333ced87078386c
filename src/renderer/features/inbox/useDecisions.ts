/** What is decided in the inbox, each with its way back. */
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxEntry } from '../../../shared/calls/hour-requests.ts';
import type { RequestBody } from '../../../shared/hours.ts';
import { call } from '../../base/api.ts';
import { useSettings } from '../../base/session.ts';
import { useEntered } from '../../parts/useEntered.ts';
import { useNotify } from '../../ui/notify.tsx';
import { bodiesOf } from './bodies.ts';
import type { InboxWords } from './useInboxWords.ts';

export type Decisions = {
  readonly take: (entry: InboxEntry, proposal: InboxEntry['proposals'][number]) => Promise<void>;
  readonly accept: (entry: InboxEntry) => Promise<void>;
  /** Withdraws what was decided last; nothing, where there is none. */
  readonly undo: () => Promise<void>;
};

export function useDecisions(words: InboxWords): Decisions {
  const { t } = useTranslation('hourRequests');
  const notify = useNotify();
  const zone = useSettings().site.timeZone;
  const last = useRef<readonly (readonly number[])[]>([]);
  const forget = useCallback((ids: readonly number[]) => {
    last.current = last.current.filter((one) => one !== ids);
  }, []);
  const { say, withdraw } = useEntered(forget);

  const enter = useCallback(
    async ({ personId, name, day }: InboxEntry, bodies: RequestBody[], said: 'done' | 'accepted') => {
      const answer = await call('hourRequests.ask', { personIds: [personId], bodies, reason: '', grant: true });
      if (!answer.ok) {
        notify.error(answer.error);
        return;
      }
      const { ids } = answer.value;
      last.current = [...last.current, ids];
      say(ids, t(said, { name, day: words.day(day) }));
    },
    [notify, t, words, say],
  );
  return {
    take: (entry, proposal) => enter(entry, bodiesOf(proposal, entry, zone), 'done'),
    accept: (entry) => enter(entry, [{ kind: 'accept', day: entry.day, causes: entry.causes }], 'accepted'),
    undo: async () => {
      const ids = last.current.at(-1);
      if (ids) await withdraw(ids);
    },
  };
}
