import { Button, Group, Modal, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Says what is lost, and asks. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly text: ReactNode;
  readonly go: string;
  /** What the way back is called, where it is not simply to cancel. */
  readonly keep?: string;
  readonly onGo: () => unknown;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    await props.onGo();
    props.onClose();
  };
  return (
    <Modal opened onClose={props.onClose} title={props.title} closeButtonProps={{ 'aria-label': t('close') }}>
      <Text mb="lg">{props.text}</Text>
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={props.onClose}>
          {props.keep ?? t('cancel')}
        </Button>
        <Button color="red" loading={busy} onClick={() => void go()}>
          {props.go}
        </Button>
      </Group>
    </Modal>
  );
}
