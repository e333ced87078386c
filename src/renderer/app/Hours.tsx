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
import type { ComponentProps, ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../base/answers.ts';
import { HOURS_TABS, navigate, useRoute, type HoursTab } from '../base/routes.ts';
import { ImportsTab } from '../features/data-imports/ImportsTab.tsx';
import { ChartsTab } from '../features/hours/charts/ChartsTab.tsx';
import { MonthTab } from '../features/hours/month/MonthTab.tsx';
import { PersonTab } from '../features/hours/person/PersonTab.tsx';
import ExportsTab from '../features/exports/ExportsTab.tsx';
import { DayDrawer } from '../features/hours/month/DayDrawer.tsx';
import { DayActs } from '../features/inbox/day/DayActs.tsx';
import { PunchActs } from '../features/inbox/day/PunchActs.tsx';
import { InboxTab } from '../features/inbox/InboxTab.tsx';
import { useInboxDays } from '../features/inbox/useInboxDays.ts';
import { TeamTab } from '../features/hours/team/TeamTab.tsx';
import { RulesTab } from '../features/shifts/rules/RulesTab.tsx';
import { ShiftsTab } from '../features/shifts/ShiftsTab.tsx';
import type { DayParts } from '../parts/dayParts.ts';
import { Page } from '../ui/Page.tsx';
import { RouteTabs, type TabIcon } from '../ui/RouteTabs.tsx';
import { ReckoningNote } from './ReckoningNote.tsx';

/** A day is one feature's, and what it can be changed by another's. */
const PARTS: DayParts = { Day: DayActs, Punch: PunchActs };
const Month = () => <MonthTab parts={PARTS} />;
const Person = () => <PersonTab parts={PARTS} />;
const Day = (of: Omit<ComponentProps<typeof DayDrawer>, 'parts'>) => <DayDrawer {...of} parts={PARTS} />;
const Inbox = () => <InboxTab Day={Day} />;

type Tab = { readonly Icon: TabIcon; readonly Body: ComponentType };

/** The tabs of several features: none imports another. */
const TABS: Partial<Readonly<Record<HoursTab, Tab>>> = {
  month: { Icon: IconCalendarMonth, Body: Month },
  person: { Icon: IconUser, Body: Person },
  inbox: { Icon: IconInbox, Body: Inbox },
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
  const waiting = useAnswer('hourRequests.waiting', useInboxDays(), { keep: true }).value;
  const count = waiting ? waiting.days + waiting.requests : 0;
  const asked = route.screen === 'hours' ? route.tab : undefined;
  return (
    <Page title={t('title')}>
      <ReckoningNote />
      <RouteTabs
        tabs={names.map((name) => {
          const { Icon, Body } = TABS[name]!;
          return {
            name,
            label: name === 'inbox' && count > 0 ? t('tabs.counted', { tab: t('tabs.inbox'), count }) : t(`tabs.${name}`),
            Icon,
            body: <Body />,
          };
        })}
        tab={names.find((name) => name === asked) ?? names[0]!}
        onChoose={(tab) => navigate({ screen: 'hours', tab })}
      />
    </Page>
  );
}
