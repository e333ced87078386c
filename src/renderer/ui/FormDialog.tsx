import { Button, Group, Modal, Stack, type ModalProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../domain/errors.ts';
import { OtherError } from './NameField.tsx';

/** What the fields show of the last try: main's answer, and (`strict`) what is missing. */
export type Tried = { readonly error: AppError | null; readonly strict: boolean };

type Props = {
  readonly title: string;
  readonly size: NonNullable<ModalProps['size']>;
  /** The button's word. */
  readonly go: string;
  /** Nothing is sent before; what is missing is shown after the first try. */
  readonly complete: boolean;
  /** Anything but null closes the dialog; an error goes to `onError`. */
  readonly send: (onError: (error: AppError) => void) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: (tried: Tried) => ReactNode;
};

/** A form in a dialog that stays open until main has taken what was entered. */
export function FormDialog({ title, size, go, complete, send, onClose, children }: Props) {
  const { t } = useTranslation();
  const [error, setError] = useState<AppError | null>(null);
  const [strict, setStrict] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setStrict(true);
    if (!complete) return;
    setBusy(true);
    setError(null);
    const done = await send(setError);
    setBusy(false);
    if (done !== null) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          {children({ error, strict })}
          <OtherError error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {go}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
