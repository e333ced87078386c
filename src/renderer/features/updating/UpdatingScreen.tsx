import { Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../base/session.ts';
import { Gate } from '../../ui/Gate.tsx';

/** The data are brought to this version of Lintel; there is nothing to be done but wait, and to know that it goes on. */
export default function UpdatingScreen() {
  const { t } = useTranslation('signIn');
  const percent = Math.round((useAppState().updating ?? 0) * 100);
  return (
    <Gate title={t('updating.title')} sub={t('updating.text')} wide>
      <Stack gap="xs">
        <Progress value={percent} size="lg" animated aria-label={t('updating.title')} />
        <Text c="dimmed" ta="end" className="tabular">
          {percent === 0 ? t('updating.copying') : t('updating.done', { percent })}
        </Text>
      </Stack>
    </Gate>
  );
}
