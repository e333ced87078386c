/** Days, punches and requests of the inbox in words. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay, minuteAt } from '../../../domain/hours/days.ts';
import type { InboxCause } from '../../../domain/hours/causes.ts';
import type { InboxEntry, RequestView } from '../../../shared/calls/hour-requests.ts';
import type { RequestBody } from '../../../shared/hours.ts';
import { useFormat } from '../../base/format.ts';
import { proposalText } from '../../parts/timeline/proposalText.ts';
import { useLeaveWord } from '../../parts/useLeaveWord.ts';

export type InboxWords = {
  readonly day: (day: number) => string;
  /** Of minutes since the epoch. */
  readonly time: (minute: number) => string;
  readonly cause: (cause: InboxCause) => string;
  readonly proposal: (entry: InboxEntry, proposal: InboxEntry['proposals'][number]) => string;
  readonly plan: (entry: InboxEntry) => string;
  readonly punches: (entry: InboxEntry) => string;
  readonly what: (body: RequestBody | null) => string;
  readonly when: (request: Pick<RequestView, 'from' | 'to'>) => string;
  readonly kind: (kind: string) => string;
  readonly who: (by: string) => string;
};

const WHO = ['kiosk', 'administrator', 'front-desk'] as const;

export function useInboxWords(): InboxWords {
  const { t } = useTranslation(['hourRequests', 'hoursDay']);
  const { t: ofDay } = useTranslation('hoursDay');
  const format = useFormat();
  const kind = useLeaveWord();
  return useMemo(() => {
    const day = (of: number): string => format.dayOf(isoDay(of));
    const time = (minute: number): string => format.time(minute * 60_000);
    return {
      day,
      time,
      kind,
      cause(cause) {
        if (cause === 'absent') return t('hoursDay:verdict.absent');
        return cause === 'overtime' ? t('hourRequests:overtimeWaits') : t(`hoursDay:flag.${cause}`);
      },
      proposal({ punches }, p) {
        const at = (key: string): string => {
          const punch = punches.find((one) => one.key === key);
          return punch ? time(punch.at) : '–';
        };
        return proposalText(ofDay, p, { time, day, punch: at });
      },
      plan: ({ shift, startsAt, endsAt }) =>
        shift === null || startsAt === null || endsAt === null
          ? t('hourRequests:unplanned')
          : t('hourRequests:planned', { shift, from: time(startsAt), to: time(endsAt) }),
      punches: ({ punches }) =>
        punches.length === 0
          ? t('hourRequests:noPunch')
          : punches.map((p) => t(`hourRequests:${p.direction ?? 'neither'}`, { time: time(p.at) })).join(' · '),
      what(body) {
        if (body === null) return t('hourRequests:what.unknown');
        if (body.kind === 'leave-span')
          return t('hourRequests:what.leaveSpan', { kind: kind(body.leaveKind), from: time(body.from), to: time(body.to) });
        if (body.kind === 'leave-half') return t(`hourRequests:what.leaveHalf.${body.half}`, { kind: kind(body.leaveKind) });
        if (body.kind === 'leave-days') return t('hourRequests:what.leave', { kind: kind(body.leaveKind) });
        if (body.kind === 'add')
          return t(body.direction ? `hourRequests:what.add-${body.direction}` : 'hourRequests:what.add', {
            time: time(minuteAt(body.at)),
          });
        if (body.kind === 'give') return t('hourRequests:what.give', { day: day(body.day) });
        if (body.kind === 'grant') return t('hourRequests:what.grant', { from: time(body.grant.from), to: time(body.grant.to) });
        if (body.kind === 'direction') return t(`hourRequests:what.direction-${body.direction}`);
        if (body.kind === 'shift' && body.shift === null) return t('hourRequests:what.rest');
        if (body.kind === 'accept' && body.causes.every((c) => c === 'overtime')) return t('hourRequests:what.noOvertime');
        return t(`hourRequests:what.${body.kind}`);
      },
      when: ({ from, to }) => (from === to ? day(from) : t('hourRequests:span', { from: day(from), to: day(to) })),
      who: (by) => t(`hourRequests:asked.who.${WHO.find((w) => w === by) ?? 'other'}`),
    };
  }, [t, ofDay, format, kind]);
}
