import { Box, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { GOES_BY_ITSELF } from '../../../domain/errors.ts';
import { useAppState } from '../../base/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Gate } from '../../ui/Gate.tsx';
import { useFault } from './store.ts';

/** What is wrong, what to do, where the data lie, and one button to try again. */
export default function FaultScreen() {
  const { t } = useTranslation('signIn');
  const { fault, dataFolder } = useAppState();
  const { busy, tries, retry } = useFault();
  // Nobody can say that they lie there.
  const knowsNoData = fault?.code === 'database-missing' || fault?.code === 'location-unreadable';
  return (
    <Gate title={t('fault.title')} wide>
      <Stack gap="lg">
        <ErrorNote error={fault ?? { code: 'internal' }} />
        {dataFolder !== '' && !knowsNoData && (
          <Box>
            <Text c="dimmed" mb={6}>
              {t('fault.data')}
            </Text>
            <Code block fz={14}>
              {dataFolder}
            </Code>
          </Box>
        )}
        <Group justify="space-between" wrap="nowrap">
          <Text c="dimmed" role="status">
            {tries > 0 && !busy ? t('fault.again') : fault && GOES_BY_ITSELF.has(fault.code) ? t('fault.byItself') : ''}
          </Text>
          <Button flex="none" loading={busy} onClick={() => void retry()} autoFocus>
            {t('fault.retry')}
          </Button>
        </Group>
      </Stack>
    </Gate>
  );
}
