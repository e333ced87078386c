import { Alert } from '@mantine/core';
import { IconCheck, IconDoorEnter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../base/api.ts';
import { DeviceTest } from './DeviceTest.tsx';

/** Opens the door once, as stored. While the form is changed nothing is shown of what was stored. */
export function TestButton({ doorId, disabled }: { readonly doorId: number; readonly disabled: boolean }) {
  const { t } = useTranslation('outputs');
  return (
    <DeviceTest
      icon={<IconDoorEnter size={18} stroke={1.75} />}
      label={t('test.go')}
      hint={disabled ? t('test.first') : t('test.hint')}
      disabled={disabled}
      of={disabled ? 'changed' : 'stored'}
      ask={() => call('outputs.test', { doorId })}
      failed={(ms) => t('test.failed', { ms })}
      answered={(_, ms) => <Alert color="green" icon={<IconCheck size={20} stroke={2} />} title={t('test.opened', { ms })} />}
    />
  );
}
