import type { TFunction } from 'i18next';
import type { DayDetail } from '../../../shared/hours-detail.ts';

type Words = {
  readonly time: (minute: number) => string;
  readonly day: (day: number) => string;
  /** When a punch was, by its key. */
  readonly punch: (key: string) => string;
};

/** What a proposal would do, in words. */
export function proposalText(t: TFunction<'hoursDay'>, p: DayDetail['proposals'][number], { time, day, punch }: Words): string {
  switch (p.kind) {
    case 'repeat':
      return t('proposal.repeat', { time: punch(p.punch), of: punch(p.of) });
    case 'ignore':
      return t('proposal.ignore', { time: punch(p.punch) });
    case 'add':
      return t(`proposal.add-${p.direction}`, { time: time(p.at) });
    case 'give':
      return t('proposal.give', { time: punch(p.punch), day: day(p.day) });
    case 'move':
      return t('proposal.move', { time: punch(p.punch), at: time(p.at) });
  }
}
