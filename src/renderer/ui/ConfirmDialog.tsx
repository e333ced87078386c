import { Button, Group, Modal, Text, type MantineColor } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useReturnFocus } from './useReturnFocus.ts';

type Props = {
  readonly title: string;
  readonly text: ReactNode;
  readonly go: string;
  /** Red: something is lost, or shut. */
  readonly color?: MantineColor;
  /** Which button Enter presses: the way back, unless what is asked loses nothing. */
  readonly focus?: 'keep' | 'go';
  /** What the way back is called, where it is not simply to cancel. */
  readonly keep?: string;
  /** A second way on, of less. */
  readonly also?: { readonly go: string; readonly onGo: () => unknown };
  readonly onGo: () => unknown;
  readonly onClose: () => void;
};

/** Says what will happen, and asks. Stays until it has been done. */
export function ConfirmDialog({ title, text, go, color = 'red', focus = 'keep', keep, also, onGo, onClose }: Props) {
  const { t } = useTranslation();
  useReturnFocus();
  const [busy, setBusy] = useState<'go' | 'also' | null>(null);
  const run = async (which: 'go' | 'also', act: () => unknown) => {
    setBusy(which);
    await act();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <Text component="div" mb="lg">
        {text}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" data-autofocus={focus === 'keep' || undefined} onClick={onClose}>
          {keep ?? t('cancel')}
        </Button>
        {also && (
          <Button
            variant="default"
            color={color}
            loading={busy === 'also'}
            disabled={busy === 'go'}
            onClick={() => void run('also', also.onGo)}
          >
            {also.go}
          </Button>
        )}
        <Button
          color={color}
          data-autofocus={focus === 'go' || undefined}
          loading={busy === 'go'}
          disabled={busy === 'also'}
          onClick={() => void run('go', onGo)}
        >
          {go}
        </Button>
      </Group>
    </Modal>
  );
}
