import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HolidayChanges } from '../../../shared/access.ts';
import { PlanImpact } from '../../parts/PlanImpact.tsx';
import { useChange } from '../../parts/useChange.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

type Asked = {
  readonly changes: HolidayChanges;
  /** Puts back what was there. */
  readonly back: HolidayChanges;
  /** What is asked where somebody's plan changes. */
  readonly title: string;
  /** What is said when it has been saved. */
  readonly done: string;
};

/** Saves a change of the calendar. Where it alters somebody's plan it is said whose and how many days, and asked, before. */
export function useCalendarChange(): { readonly save: (asked: Asked) => Promise<unknown>; readonly dialog: ReactNode } {
  const { t } = useTranslation('common');
  const change = useChange();
  const [asked, setAsked] = useState<Asked | null>(null);
  const put = ({ changes, back, done }: Asked) =>
    change('access.saveHolidays', changes, {
      done,
      undo: () => void change('access.saveHolidays', back, { done: t('undone') }),
    });
  const save = async (one: Asked) => {
    const told = await change('shifts.preview', { kind: 'calendar', ...one.changes });
    if (!told) return;
    if (told.value.days + told.value.closed === 0) await put(one);
    else setAsked(one);
  };
  const dialog = asked && (
    <ConfirmDialog
      title={asked.title}
      text={<PlanImpact change={{ kind: 'calendar', ...asked.changes }} />}
      go={t('save')}
      color="teal"
      onGo={() => put(asked)}
      onClose={() => setAsked(null)}
    />
  );
  return { save, dialog };
}
