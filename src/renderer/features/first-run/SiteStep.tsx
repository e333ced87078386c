import { Box, PasswordInput, SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PASSWORD_MIN } from '../../../domain/credentials/password.ts';
import { PasswordStrength } from '../../parts/PasswordStrength.tsx';
import { ZoneSelect } from '../../ui/ZoneSelect.tsx';
import { FIELDS, longestOf } from '../../../shared/settings.ts';
import { useFirstRun, type Form } from './store.ts';

export function SiteStep() {
  const { t } = useTranslation('firstRun');
  const { form, problems, edit } = useFirstRun();
  const error = (field: keyof Form) => {
    const problem = problems[field];
    return problem ? t(`problems.${problem}`, { count: PASSWORD_MIN }) : undefined;
  };
  return (
    <>
      <SimpleGrid cols={2}>
        <TextInput
          label={t('site.siteName')}
          description={t('site.siteNameHint')}
          value={form.siteName}
          maxLength={longestOf(FIELDS.site.name)}
          data-autofocus
          error={error('siteName')}
          onChange={(e) => edit({ siteName: e.currentTarget.value })}
        />
        <ZoneSelect
          label={t('site.zone')}
          description={t('site.zoneHint')}
          value={form.timeZone}
          onChange={(timeZone) => edit({ timeZone })}
        />
      </SimpleGrid>
      <SimpleGrid cols={2}>
        <Box>
          <PasswordInput
            label={t('site.password')}
            description={t('site.passwordHint', { count: PASSWORD_MIN })}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="new-password"
            value={form.password}
            error={error('password')}
            onChange={(e) => edit({ password: e.currentTarget.value })}
          />
          <PasswordStrength password={form.password} siteName={form.siteName} />
        </Box>
        <PasswordInput
          label={t('site.repeat')}
          autoComplete="new-password"
          value={form.repeat}
          error={error('repeat')}
          onChange={(e) => edit({ repeat: e.currentTarget.value })}
        />
      </SimpleGrid>
      <SimpleGrid cols={2}>
        <PasswordInput
          label={t('site.pin')}
          inputMode="numeric"
          autoComplete="off"
          description={t('site.pinHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.pin}
          maxLength={12}
          error={error('pin')}
          onChange={(e) => edit({ pin: e.currentTarget.value })}
        />
        <PasswordInput
          label={t('site.pinRepeat')}
          inputMode="numeric"
          autoComplete="off"
          value={form.pinRepeat}
          maxLength={12}
          error={error('pinRepeat')}
          onChange={(e) => edit({ pinRepeat: e.currentTarget.value })}
        />
      </SimpleGrid>
    </>
  );
}
