import { IconCamera, IconDeviceDesktop, IconFaceId, IconInfoCircle, IconLanguage, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate, SETTINGS_TABS, useRoute, type SettingsTab } from '../../base/routes.ts';
import { Page } from '../../ui/Page.tsx';
import { RouteTabs, type TabIcon } from '../../ui/RouteTabs.tsx';
import { AboutTab } from './AboutTab.tsx';
import { CameraTab, KioskTab, LookTab } from './SimpleTabs.tsx';
import { RecognitionTab } from './RecognitionTab.tsx';
import { SecurityTab } from './SecurityTab.tsx';
import classes from './Settings.module.css';

const tabs: Readonly<Record<SettingsTab, { readonly Icon: TabIcon; readonly Body: () => ReactNode }>> = {
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
      <RouteTabs
        tabs={SETTINGS_TABS.map((name) => {
          const { Icon, Body } = tabs[name];
          return {
            name,
            label: t(`tabs.${name}`),
            Icon,
            body: (
              <div className={classes.panel}>
                <Body />
              </div>
            ),
          };
        })}
        tab={tab}
        onChoose={(chosen) => navigate({ screen: 'settings', tab: chosen })}
      />
    </Page>
  );
}
