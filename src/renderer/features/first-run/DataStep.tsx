import { Box, Button, Group, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PASSWORD_MIN } from '../../../domain/credentials/password.ts';
import { useAppState } from '../../base/session.ts';
import { ChoiceCard } from '../../ui/ChoiceCard.tsx';
import { PasswordStrength } from '../../parts/PasswordStrength.tsx';
import { useFirstRun } from './store.ts';

export function DataStep() {
  const { t } = useTranslation('firstRun');
  const { dataFolder, keyKinds } = useAppState();
  const { form, problems, edit, chooseFolder } = useFirstRun();
  const keyKind = form.keyKind ?? keyKinds[0];
  return (
    <>
      <Text c="dimmed">{t('data.text')}</Text>
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          readOnly
          label={t('data.folder')}
          leftSection={<IconFolder size={20} stroke={1.75} />}
          value={form.dataFolder ?? dataFolder}
        />
        <Button variant="default" onClick={() => void chooseFolder()}>
          {t('data.choose')}
        </Button>
      </Group>
      <Box>
        <Text fw={600} mb={8} id="key-kind">
          {t('data.key')}
        </Text>
        <Stack gap="sm" role="radiogroup" aria-labelledby="key-kind">
          {keyKinds.map((kind) => (
            <ChoiceCard
              key={kind}
              name="key-kind"
              title={t(`data.kinds.${kind}.title`)}
              text={t(`data.kinds.${kind}.warning`)}
              checked={keyKind === kind}
              onChoose={() => edit({ keyKind: kind })}
            />
          ))}
        </Stack>
      </Box>
      {keyKind === 'passphrase' && (
        <SimpleGrid cols={2}>
          <Box>
            <PasswordInput
              label={t('data.passphrase')}
              autoComplete="new-password"
              value={form.passphrase}
              error={problems.passphrase && t(`problems.${problems.passphrase}`, { count: PASSWORD_MIN })}
              onChange={(e) => edit({ passphrase: e.currentTarget.value })}
            />
            <PasswordStrength password={form.passphrase} siteName={form.siteName} />
          </Box>
          <PasswordInput
            label={t('data.passphraseRepeat')}
            autoComplete="new-password"
            value={form.passphraseRepeat}
            error={problems.passphraseRepeat && t(`problems.${problems.passphraseRepeat}`, { count: PASSWORD_MIN })}
            onChange={(e) => edit({ passphraseRepeat: e.currentTarget.value })}
          />
        </SimpleGrid>
      )}
    </>
  );
}
