import { Box, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GOES_BY_ITSELF } from '../../../domain/errors.ts';
import { call } from '../../base/api.ts';
import { useAppState } from '../../base/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Gate } from '../../ui/Gate.tsx';

/** What is wrong, what to do, where the data lie, and one button to try again. */
export default function FaultScreen() {
  const { t } = useTranslation('signIn');
  const { fault, dataFolder } = useAppState();
  const [busy, setBusy] = useState(false);
  // Retries that changed nothing: the screen then says so, instead of seeming to ignore the click.
  const [tries, setTries] = useState(0);
  const retry = async () => {
    setBusy(true);
    await call('app.retry', null);
    setBusy(false);
    setTries((n) => n + 1);
  };
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
