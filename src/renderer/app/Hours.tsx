import {
  IconAdjustments,
  IconCalendarMonth,
  IconChartBar,
  IconClockHour4,
  IconFileExport,
  IconFileImport,
  IconInbox,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { HOURS_TABS, navigate, useRoute, type HoursTab } from '../base/routes.ts';
import { ImportsTab } from '../features/data-imports/ImportsTab.tsx';
import { ChartsTab } from '../features/hours/charts/ChartsTab.tsx';
import { MonthTab } from '../features/hours/month/MonthTab.tsx';
import { PersonTab } from '../features/hours/person/PersonTab.tsx';
import ExportsTab from '../features/exports/ExportsTab.tsx';
import { InboxTab } from '../features/inbox/InboxTab.tsx';
import { TeamTab } from '../features/hours/team/TeamTab.tsx';
import { RulesTab } from '../features/shifts/rules/RulesTab.tsx';
import { ShiftsTab } from '../features/shifts/ShiftsTab.tsx';
import { Page } from '../ui/Page.tsx';
import { RouteTabs, type TabIcon } from '../ui/RouteTabs.tsx';
import { ReckoningNote } from './ReckoningNote.tsx';

type Tab = { readonly Icon: TabIcon; readonly Body: ComponentType };

/** The tabs of several features: none imports another. */
const TABS: Partial<Readonly<Record<HoursTab, Tab>>> = {
  month: { Icon: IconCalendarMonth, Body: MonthTab },
  person: { Icon: IconUser, Body: PersonTab },
  inbox: { Icon: IconInbox, Body: InboxTab },
  team: { Icon: IconUsersGroup, Body: TeamTab },
  charts: { Icon: IconChartBar, Body: ChartsTab },
  imports: { Icon: IconFileImport, Body: ImportsTab },
  exports: { Icon: IconFileExport, Body: ExportsTab },
  shifts: { Icon: IconClockHour4, Body: ShiftsTab },
  rules: { Icon: IconAdjustments, Body: RulesTab },
};

const names = HOURS_TABS.filter((name) => TABS[name] !== undefined);

/** Hours: what was worked, what needs a decision, what is planned, and what goes out and comes in. */
export default function Hours() {
  const { t } = useTranslation('hours');
  const route = useRoute();
  const asked = route.screen === 'hours' ? route.tab : undefined;
  return (
    <Page title={t('title')}>
      <ReckoningNote />
      <RouteTabs
        tabs={names.map((name) => {
          const { Icon, Body } = TABS[name]!;
          return { name, label: t(`tabs.${name}`), Icon, body: <Body /> };
        })}
        tab={names.find((name) => name === asked) ?? names[0]!}
        onChoose={(tab) => navigate({ screen: 'hours', tab })}
      />
    </Page>
  );
}
