import { Box, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../app/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Gate } from '../../ui/Gate.tsx';
import { useFault } from './store.ts';

/** What is wrong, what to do, where the data lie, and one button to try again. */
export default function FaultScreen() {
  const { t } = useTranslation('signIn');
  const { fault, dataFolder } = useAppState();
  const { busy, tries, retry } = useFault();
  return (
    <Gate title={t('fault.title')} wide>
      <Stack gap="lg">
        <ErrorNote error={fault ?? { code: 'internal' }} />
        {dataFolder !== '' && (
          <Box>
            <Text c="dimmed" mb={6}>
              {t('fault.data')}
            </Text>
            <Code block fz={14}>
              {dataFolder}
            </Code>
          </Box>
        )}
        <Group justify="space-between">
          <Text c="dimmed" role="status">
            {tries > 0 && !busy ? t('fault.again') : ''}
          </Text>
          <Button loading={busy} onClick={() => void retry()} autoFocus>
            {t('fault.retry')}
          </Button>
        </Group>
      </Stack>
    </Gate>
  );
}
