import { useTranslation } from 'react-i18next';
import type { PlanUser, ShiftsOverview, StoredAssignment } from '../../../shared/shifts.ts';
import { useDateText } from '../../parts/useDateText.ts';

/** Who, by what, from when: for a list, and for naming one that is in the way. */
export function useAssignmentWords({ patterns, shifts }: Pick<ShiftsOverview, 'patterns' | 'shifts'>) {
  const { t } = useTranslation('shifts');
  const dayText = useDateText();
  return ({ to, target, from, until }: StoredAssignment) => ({
    who: to === 'everybody' ? t('levels.everybody') : 'person' in to ? (to.name ?? t('gone')) : to.department,
    what:
      target === 'rest'
        ? t('rest')
        : 'pattern' in target
          ? (patterns.find((p) => p.id === target.pattern)?.name ?? t('gone'))
          : (shifts.find((s) => s.id === target.shift)?.name ?? t('gone')),
    when:
      until === null
        ? from <= 0
          ? t('assignment.always')
          : t('assignment.since', { from: dayText(from) })
        : t('assignment.between', { from: dayText(from), until: dayText(until) }),
  });
}

/** What uses a shift or a pattern, in words. */
export function useUserWords(): (users: readonly PlanUser[]) => string {
  const { t } = useTranslation('shifts');
  return (users) =>
    users
      .map((user) => {
        switch (user.kind) {
          case 'everybody':
            return t('levels.everybody');
          case 'decisions':
            return t('users.decisions', { count: user.count });
          default:
            return user.name;
        }
      })
      .join(t('and'));
}
