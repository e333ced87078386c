import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PASSWORD_MIN, passwordStrength, sameText } from '../../domain/credentials/password.ts';
import { usePasswordProblem } from './usePasswordProblem.ts';

const colours = ['var(--red-text)', 'var(--red-text)', 'var(--amber-text)', 'var(--teal-text)', 'var(--teal-text)'] as const;
const words = ['none', 'weak', 'fair', 'good', 'strong'] as const;

/** Four bars and a word under a new password: how many characters are missing, whether it is one of the first guesses, how strong it is. */
export function PasswordStrength({ password, siteName }: { readonly password: string; readonly siteName: string }) {
  const { t } = useTranslation('firstRun');
  const common = usePasswordProblem(password, siteName) === 'common';
  const strength = common ? 1 : passwordStrength(password);
  const missing = PASSWORD_MIN - Array.from(sameText(password)).length;
  const word = common
    ? t('strength.common')
    : missing > 0
      ? t('strength.missing', { count: missing })
      : t(`strength.${words[strength]}`);
  return (
    <Group gap={8} mt={6} mih={20} wrap="nowrap" aria-live="polite">
      {password !== '' && (
        <>
          <Group gap={4} wrap="nowrap" aria-hidden="true">
            {[1, 2, 3, 4].map((n) => (
              <div
                key={n}
                style={{
                  width: 28,
                  height: 4,
                  borderRadius: 2,
                  background: n <= strength ? colours[strength] : 'var(--hairline)',
                }}
              />
            ))}
          </Group>
          <Text size="sm" c="dimmed" aria-label={t('strength.label', { word })}>
            {word}
          </Text>
        </>
      )}
    </Group>
  );
}
