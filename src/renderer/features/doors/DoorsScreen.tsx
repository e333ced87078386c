import { IconBeach, IconClockHour4, IconDoor, IconFlame, IconMapPin, IconUsersGroup } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../../shared/access.ts';
import { useAnswer } from '../../base/answers.ts';
import { DOORS_TABS, navigate, useRoute, type DoorsTab as Tab } from '../../base/routes.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Page } from '../../ui/Page.tsx';
import { RouteTabs, type TabIcon } from '../../ui/RouteTabs.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { DoorsTab } from './door/DoorsTab.tsx';
import { FireTab } from './fire/FireTab.tsx';
import { GroupsTab } from './groups/GroupsTab.tsx';
import { ZonesTab } from './zones/ZonesTab.tsx';

type TabBody = (props: { readonly access: AccessOverview }) => ReactNode;
const icons: Readonly<Record<Tab, TabIcon>> = {
  doors: IconDoor,
  zones: IconMapPin,
  groups: IconUsersGroup,
  profiles: IconClockHour4,
  holidays: IconBeach,
  fire: IconFlame,
};

/** @param calendar the tabs of another feature, handed in by app/ */
export function DoorsScreen({ calendar }: { readonly calendar: Readonly<Record<'profiles' | 'holidays', TabBody>> }) {
  const bodies: Readonly<Record<Tab, TabBody>> = {
    doors: DoorsTab,
    zones: ZonesTab,
    groups: GroupsTab,
    fire: FireTab,
    ...calendar,
  };
  const { t } = useTranslation('access');
  const { value: access, error } = useAnswer('access.overview', null);
  const route = useRoute();
  const tab = route.screen === 'doors' ? (route.tab ?? 'doors') : 'doors';
  return (
    <Page title={t('title')}>
      <ErrorNote error={error} />
      {access === null ? (
        !error && <Waiting box={{ h: '60vh' }} />
      ) : (
        <RouteTabs
          tabs={DOORS_TABS.map((name) => {
            const Body = bodies[name];
            return { name, label: t(`tabs.${name}`), Icon: icons[name], body: <Body access={access} /> };
          })}
          tab={tab}
          onChoose={(chosen) => navigate(chosen === 'doors' ? { screen: 'doors' } : { screen: 'doors', tab: chosen })}
        />
      )}
    </Page>
  );
}
