import { Box, PasswordInput, SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PASSWORD_MIN } from '../../../domain/credentials/password.ts';
import { PasswordStrength } from '../../parts/PasswordStrength.tsx';
import { ZoneSelect } from '../../ui/ZoneSelect.tsx';
import { FIELDS, longestOf } from '../../../shared/settings.ts';
import { useFirstRun } from './form.ts';

export function SiteStep() {
  const { t } = useTranslation('firstRun');
  const { form, edit } = useFirstRun();
  const { getInputProps } = form.fields;
  const { timeZone, password, siteName } = form.values;
  return (
    <>
      <SimpleGrid cols={2}>
        <TextInput
          label={t('site.siteName')}
          description={t('site.siteNameHint')}
          maxLength={longestOf(FIELDS.site.name)}
          data-autofocus
          {...getInputProps('siteName')}
        />
        <ZoneSelect
          label={t('site.zone')}
          description={t('site.zoneHint')}
          value={timeZone}
          onChange={(zone) => edit({ timeZone: zone })}
        />
      </SimpleGrid>
      <SimpleGrid cols={2}>
        <Box>
          <PasswordInput
            label={t('site.password')}
            description={t('site.passwordHint', { count: PASSWORD_MIN })}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="new-password"
            {...getInputProps('password')}
          />
          <PasswordStrength password={password} siteName={siteName} />
        </Box>
        <PasswordInput label={t('site.repeat')} autoComplete="new-password" {...getInputProps('repeat')} />
      </SimpleGrid>
      <SimpleGrid cols={2}>
        <PasswordInput
          label={t('site.pin')}
          inputMode="numeric"
          autoComplete="off"
          description={t('site.pinHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={12}
          {...getInputProps('pin')}
        />
        <PasswordInput
          label={t('site.pinRepeat')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          {...getInputProps('pinRepeat')}
        />
      </SimpleGrid>
    </>
  );
}
