import { Tabs } from '@mantine/core';
import { IconCamera, IconDeviceDesktop, IconFaceId, IconInfoCircle, IconLanguage, IconLock } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate, SETTINGS_TABS, useRoute, type SettingsTab } from '../../app/routes.ts';
import { Page } from '../../ui/Page.tsx';
import { AboutTab } from './AboutTab.tsx';
import { CameraTab, KioskTab, LookTab } from './SimpleTabs.tsx';
import { RecognitionTab } from './RecognitionTab.tsx';
import { SecurityTab } from './SecretForm.tsx';
import classes from './Settings.module.css';

const tabs: Readonly<
  Record<SettingsTab, { readonly Icon: ComponentType<{ size?: number; stroke?: number }>; readonly Body: () => ReactNode }>
> = {
  camera: { Icon: IconCamera, Body: CameraTab },
  recognition: { Icon: IconFaceId, Body: RecognitionTab },
  kiosk: { Icon: IconDeviceDesktop, Body: KioskTab },
  look: { Icon: IconLanguage, Body: LookTab },
  security: { Icon: IconLock, Body: SecurityTab },
  about: { Icon: IconInfoCircle, Body: AboutTab },
};

export default function SettingsScreen() {
  const { t } = useTranslation('settings');
  const route = useRoute();
  const tab = route.screen === 'settings' ? (route.tab ?? 'camera') : 'camera';
  return (
    <Page title={t('title')} sub={t('sub')}>
      <Tabs
        value={tab}
        onChange={(value) => {
          const chosen = SETTINGS_TABS.find((name) => name === value);
          if (chosen) navigate({ screen: 'settings', tab: chosen });
        }}
        keepMounted={false}
        classNames={{ list: classes.tabs ?? '', tab: classes.tab ?? '' }}
      >
        <Tabs.List>
          {SETTINGS_TABS.map((name) => {
            const { Icon } = tabs[name];
            return (
              <Tabs.Tab key={name} value={name} leftSection={<Icon size={18} stroke={1.75} />}>
                {t(`tabs.${name}`)}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        {SETTINGS_TABS.map((name) => {
          const { Body } = tabs[name];
          return (
            <Tabs.Panel key={name} value={name} className={classes.panel ?? ''}>
              <Body />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Page>
  );
}
