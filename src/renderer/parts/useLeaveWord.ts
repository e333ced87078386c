import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../base/answers.ts';

/** Those that there are from the start; the others were given a name. */
const KINDS = [
  'annual',
  'sick',
  'personal',
  'time-off',
  'trip',
  'outside',
  'marriage',
  'parental',
  'bereavement',
  'unpaid',
] as const;

/** The name of a kind of absence: as the site calls it, else the usual one. */
export function useLeaveWord(): (kind: string) => string {
  const { t } = useTranslation('hourRequests');
  const { value: kinds } = useAnswer('hourRequests.kinds', null);
  return useCallback(
    (kind) => {
      const known = KINDS.find((k) => k === kind);
      return kinds?.find((k) => k.kind === kind)?.name || (known ? t(`kinds.${known}`) : kind);
    },
    [t, kinds],
  );
}
