import { SimpleGrid, Text } from '@mantine/core';
import { IconDeviceDesktop, IconDoorEnter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../../domain/language.ts';
import { CameraTest } from '../../parts/CameraTest.tsx';
import { ChoiceCard } from '../../ui/ChoiceCard.tsx';
import { useFirstRun } from './form.ts';

const icon = { size: 28, stroke: 1.5 } as const;

/** Both languages name themselves, side by side, so that either reader finds theirs. */
export function LanguageStep() {
  const { t } = useTranslation(['firstRun', 'common']);
  const { form, edit } = useFirstRun();
  return (
    <SimpleGrid cols={2} role="radiogroup" aria-label={t('language.title')}>
      {LANGUAGES.map((language) => (
        <ChoiceCard
          key={language}
          name="language"
          lang={language}
          big
          title={t(`common:language.${language}`)}
          checked={form.values.language === language}
          onChoose={() => edit({ language })}
        />
      ))}
    </SimpleGrid>
  );
}

export function CameraStep() {
  const { t } = useTranslation('firstRun');
  const { form, edit } = useFirstRun();
  return (
    <>
      <Text c="dimmed">{t('camera.text')}</Text>
      <CameraTest cameraId={form.values.cameraId} onChange={(cameraId) => edit({ cameraId })} />
    </>
  );
}

export function ModeStep() {
  const { t } = useTranslation('firstRun');
  const { form, edit } = useFirstRun();
  return (
    <SimpleGrid cols={2} role="radiogroup" aria-label={t('mode.title')}>
      <ChoiceCard
        name="mode"
        icon={<IconDeviceDesktop {...icon} />}
        title={t('mode.desk.title')}
        text={t('mode.desk.text')}
        checked={form.values.mode === 'desk'}
        onChoose={() => edit({ mode: 'desk' })}
      />
      <ChoiceCard
        name="mode"
        icon={<IconDoorEnter {...icon} />}
        title={t('mode.kiosk.title')}
        text={t('mode.kiosk.text')}
        checked={form.values.mode === 'kiosk'}
        onChoose={() => edit({ mode: 'kiosk' })}
      />
    </SimpleGrid>
  );
}
