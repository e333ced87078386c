import { Center, Loader } from '@mantine/core';
import { IconBeach, IconClockHour4, IconDoor, IconFlame, IconMapPin, IconUsersGroup } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../../shared/access.ts';
import { DOORS_TABS, navigate, useRoute, type DoorsTab as Tab } from '../../app/routes.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Page } from '../../ui/Page.tsx';
import { RouteTabs, type TabIcon } from '../../ui/RouteTabs.tsx';
import { DoorsTab } from './DoorsTab.tsx';
import { FireTab } from './fire/FireTab.tsx';
import { GroupsTab } from './GroupsTab.tsx';
import { HolidaysTab } from './HolidaysTab.tsx';
import { ProfilesTab } from './ProfilesTab.tsx';
import { followAccess, useAccess } from './store.ts';
import { ZonesTab } from './ZonesTab.tsx';

const tabs: Readonly<
  Record<Tab, { readonly Icon: TabIcon; readonly Body: (props: { readonly access: AccessOverview }) => ReactNode }>
> = {
  doors: { Icon: IconDoor, Body: DoorsTab },
  zones: { Icon: IconMapPin, Body: ZonesTab },
  groups: { Icon: IconUsersGroup, Body: GroupsTab },
  profiles: { Icon: IconClockHour4, Body: ProfilesTab },
  holidays: { Icon: IconBeach, Body: HolidaysTab },
  fire: { Icon: IconFlame, Body: FireTab },
};

export default function DoorsScreen() {
  const { t } = useTranslation('access');
  const { access, error } = useAccess();
  const route = useRoute();
  const tab = route.screen === 'doors' ? (route.tab ?? 'doors') : 'doors';
  useEffect(followAccess, []);
  return (
    <Page title={t('title')}>
      <ErrorNote error={error} />
      {access === null ? (
        !error && (
          <Center h="60vh">
            <Loader type="dots" />
          </Center>
        )
      ) : (
        <RouteTabs
          tabs={DOORS_TABS.map((name) => {
            const { Icon, Body } = tabs[name];
            return { name, label: t(`tabs.${name}`), Icon, body: <Body access={access} /> };
          })}
          tab={tab}
          onChoose={(chosen) => navigate(chosen === 'doors' ? { screen: 'doors' } : { screen: 'doors', tab: chosen })}
        />
      )}
    </Page>
  );
}
