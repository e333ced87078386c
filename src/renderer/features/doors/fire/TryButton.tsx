import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconFlame, IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../../shared/contract.ts';
import type { FireInputTest } from '../../../../shared/fire-inputs.ts';
import { call } from '../../../base/api.ts';
import { DeviceTest } from '../output/DeviceTest.tsx';

const icon = { size: 20, stroke: 1.75 } as const;

function Reading({ reading, ms }: { readonly reading: FireInputTest['reading']; readonly ms: string }) {
  const { t } = useTranslation('fire');
  if (reading === 'quiet') return <Alert color="green" icon={<IconCheck {...icon} />} title={t('test.quiet', { ms })} />;
  if (reading === 'alarm')
    return (
      <Alert color="red" icon={<IconFlame {...icon} />} title={t('test.alarm', { ms })}>
        {t('alarmNow')}
      </Alert>
    );
  if (reading === 'unclear')
    return (
      <Alert color="amber" icon={<IconAlertTriangle {...icon} />} title={t('test.unclear', { ms })}>
        {t('test.unclearText')}
      </Alert>
    );
  return <Alert color="amber" icon={<IconAlertTriangle {...icon} />} title={t('test.unknown', { ms })} />;
}

/** Reads the input once, as it is typed, and shows what it says. */
export function TryButton({ asked, disabled }: { readonly asked: Input<'fireInputs.test'>; readonly disabled: boolean }) {
  const { t } = useTranslation('fire');
  return (
    <DeviceTest
      icon={<IconPlugConnected size={18} stroke={1.75} />}
      label={t('test.go')}
      hint={t('test.hint')}
      disabled={disabled}
      of={JSON.stringify(asked)}
      ask={() => call('fireInputs.test', asked)}
      failed={(ms) => t('test.failed', { ms })}
      answered={(test, ms) => <Reading reading={test.reading} ms={ms} />}
    />
  );
}
