import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useReturnFocus } from './useReturnFocus.ts';

/** What uses it, so that it stays. */
export function InUseDialog({
  name,
  text,
  onClose,
}: {
  readonly name: string;
  readonly text: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('access');
  useReturnFocus();
  return (
    <Modal opened onClose={onClose} title={t('inUse.title', { name })} closeButtonProps={{ 'aria-label': t('inUse.ok') }}>
      <Text mb="lg">{text}</Text>
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose}>
          {t('inUse.ok')}
        </Button>
      </Group>
    </Modal>
  );
}
