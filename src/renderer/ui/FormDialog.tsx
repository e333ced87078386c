import { Alert, Button, Group, Modal, Stack, type ModalProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from './ErrorNote.tsx';
import type { CallForm } from './useCallForm.ts';
import { useReturnFocus } from './useReturnFocus.ts';

type Props<V> = {
  readonly title: string;
  readonly size?: NonNullable<ModalProps['size']>;
  /** The button's word. */
  readonly go: string;
  readonly form: CallForm<V>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A form in a dialog that stays open until main has taken what was entered. Escape closes it while nothing was typed, and asks otherwise. */
export function FormDialog<V>({ title, size = 'md', go, form, onClose, children }: Props<V>) {
  const { t } = useTranslation();
  useReturnFocus();
  const [asking, setAsking] = useState(false);
  const leave = () => (form.dirty ? setAsking(true) : onClose());
  return (
    <Modal opened onClose={leave} title={title} size={size} closeButtonProps={{ 'aria-label': t('close') }}>
      <form {...form.element}>
        <Stack gap="md">
          {children}
          <ErrorNote error={form.error} />
          {asking && form.dirty ? (
            <Alert
              role="alertdialog"
              aria-label={t('unsaved.title')}
              color="amber"
              title={t('unsaved.title')}
              // The ring around the chosen button is not cut off.
              styles={{ body: { overflow: 'visible' }, message: { overflow: 'visible' } }}
            >
              {t('unsaved.text')}
              <Group justify="flex-end" mt="sm">
                <Button size="sm" variant="default" autoFocus onClick={() => setAsking(false)}>
                  {t('unsaved.keep')}
                </Button>
                <Button size="sm" color="red" onClick={onClose}>
                  {t('unsaved.go')}
                </Button>
              </Group>
            </Alert>
          ) : (
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={form.busy}>
                {go}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Modal>
  );
}
