import { Box, Button, Group, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../base/session.ts';
import { ChoiceCard } from '../../ui/ChoiceCard.tsx';
import { PasswordStrength } from '../../parts/PasswordStrength.tsx';
import { useFirstRun } from './form.ts';

export function DataStep() {
  const { t } = useTranslation('firstRun');
  const { dataFolder, keyKinds } = useAppState();
  const { form, edit, chooseFolder } = useFirstRun();
  const { getInputProps } = form.fields;
  const { keyKind, passphrase, siteName } = form.values;
  return (
    <>
      <Text c="dimmed">{t('data.text')}</Text>
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          readOnly
          label={t('data.folder')}
          leftSection={<IconFolder size={20} stroke={1.75} />}
          value={form.values.dataFolder ?? dataFolder}
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
            <PasswordInput label={t('data.passphrase')} autoComplete="new-password" {...getInputProps('passphrase')} />
            <PasswordStrength password={passphrase} siteName={siteName} />
          </Box>
          <PasswordInput label={t('data.passphraseRepeat')} autoComplete="new-password" {...getInputProps('passphraseRepeat')} />
        </SimpleGrid>
      )}
    </>
  );
}
