import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';
import { Pad } from './Pad.tsx';
import { Print } from './Print.tsx';
import { WaitReport } from './WaitReport.tsx';

/** The other ways in, for everybody at once: how long they take, whether the keypad is open, badges for many. */
export default function CredentialsScreen() {
  const { t } = useTranslation('credentials');
  return (
    <Page title={t('screen.title')}>
      <Stack gap="xl" maw={960}>
        <WaitReport />
        <Print />
        <Pad />
      </Stack>
    </Page>
  );
}
