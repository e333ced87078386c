import { Button, Group, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings.ts';
import { useAnswer } from '../../base/answers.ts';
import { call } from '../../base/api.ts';
import { useAllSettings } from '../../base/session.ts';
import { useNotify } from '../../ui/notify.tsx';

const LOOK_MS = 5000;

/** Whether the keypad takes codes, and what a badge has to bring along. */
export function Pad() {
  const { t } = useTranslation('credentials');
  const notify = useNotify();
  const { badge } = useAllSettings().recognition;
  const { value: pad, reload } = useAnswer('credentials.pad', null, { every: () => LOOK_MS });
  const reset = async () => {
    const answer = await call('credentials.resetTries', { personId: null });
    if (answer.ok) notify.done(t('screen.padResetDone'));
    else notify.error(answer.error);
    await reload();
  };
  const save = async (value: Settings['recognition']['badge']) => {
    const answer = await call('settings.save', { recognition: { badge: value } });
    if (!answer.ok) notify.error(answer.error);
  };
  const closed = pad !== null && (pad.disabled || pad.waitSeconds > 0);
  const wait = pad ? `${Math.floor(pad.waitSeconds / 60)}:${String(pad.waitSeconds % 60).padStart(2, '0')}` : '';
  return (
    <>
      <Radio.Group
        value={badge}
        onChange={(v) => void save(v === 'with-pin' ? v : 'alone')}
        label={<Title order={2}>{t('screen.badgeRule')}</Title>}
        description={t('screen.badgeRuleNote')}
      >
        <Stack gap="sm" mt="md">
          <Radio value="alone" label={t('screen.badgeAlone')} />
          <Radio value="with-pin" label={t('screen.badgeWithPin')} />
        </Stack>
      </Radio.Group>
      <section aria-label={t('screen.pad')}>
        <Title order={2} mb="md">
          {t('screen.pad')}
        </Title>
        {pad && (
          <Paper p="md" withBorder>
            <Group justify="space-between" wrap="nowrap">
              <Text {...(closed ? { c: 'var(--amber-text)', fw: 600 } : {})}>
                {pad.disabled
                  ? t('screen.padOff')
                  : pad.waitSeconds > 0
                    ? t('screen.padWait', { time: wait })
                    : t('screen.padOpen', { count: pad.triesLeft })}
              </Text>
              {closed && <Button onClick={() => void reset()}>{t('screen.padReset')}</Button>}
            </Group>
          </Paper>
        )}
      </section>
    </>
  );
}
