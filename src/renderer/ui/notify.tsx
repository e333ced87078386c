import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { supportCode, type AppError } from '../../domain/errors.ts';
import { errorText } from '../i18n/errorText.ts';
import classes from './notify.module.css';

export type Notify = {
  /** Something is done and on disk. With `undo`, a button takes it back. */
  readonly done: (
    text: string,
    options?: { readonly detail?: string; readonly undo?: () => void; readonly seconds?: number },
  ) => void;
  readonly error: (error: AppError) => void;
};

/** Short messages at the bottom right; they are read out by themselves. */
export function useNotify(): Notify {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      done: (text, { detail, undo, seconds } = {}) => {
        const id = notifications.show({
          className: classes['through'],
          color: 'green',
          icon: <IconCheck size={20} stroke={2} />,
          autoClose: (seconds ?? (undo ? 8 : detail ? 10 : 4)) * 1000,
          closeButtonProps: { 'aria-label': t('close') },
          message: (
            <Group gap="md" justify="space-between" wrap="nowrap">
              <div>
                <Text size="sm" fw={600} c="var(--mantine-color-text)">
                  {text}
                </Text>
                {detail !== undefined && (
                  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {detail}
                  </Text>
                )}
              </div>
              {undo && (
                <Button
                  size="compact-md"
                  variant="light"
                  style={{ flexShrink: 0 }}
                  onClick={() => {
                    notifications.hide(id);
                    undo();
                  }}
                >
                  {t('undo')}
                </Button>
              )}
            </Group>
          ),
        });
      },
      error: (error) => {
        const { title, next } = errorText(t, error);
        notifications.show({
          color: 'red',
          icon: <IconAlertTriangle size={20} stroke={1.75} />,
          title,
          closeButtonProps: { 'aria-label': t('close') },
          message: `${next} ${supportCode[error.code]}`,
          autoClose: 10_000,
        });
      },
    }),
    [t],
  );
}
