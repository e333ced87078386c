import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsPatch } from '../../../shared/settings.ts';
import { saveSettings } from '../../base/saveSettings.ts';
import { useNotify } from '../../ui/notify.tsx';

/** Saves, says so, and offers to undo (unless it cannot be undone). */
export function useSave(): (part: SettingsPatch, options?: { readonly undo?: boolean }) => Promise<void> {
  const { t } = useTranslation();
  const notify = useNotify();
  return useCallback(
    async (part, { undo = true } = {}) => {
      const saved = await saveSettings(part);
      if (!saved) return;
      if ('error' in saved) {
        notify.error(saved.error);
        return;
      }
      const back = async () => {
        const undone = await saveSettings(saved.before);
        if (undone && 'error' in undone) notify.error(undone.error);
        else notify.done(t('undone'));
      };
      notify.done(t('saved'), undo ? { undo: () => void back() } : {});
    },
    [notify, t],
  );
}
