import { searchKey } from '../../domain/text.ts';
import { Spotlight, spotlight } from '@mantine/spotlight';
import {
  IconAdjustmentsHorizontal,
  IconCalendarTime,
  IconClipboardCheck,
  IconClockHour4,
  IconDoor,
  IconId,
  IconListDetails,
  IconSearch,
  IconSettings,
  IconUser,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/schemas.ts';
import { call } from '../base/api.ts';
import { useFormat } from '../base/format.ts';
import { parseDay } from './parseDay.ts';
import { DOORS_TABS, navigate, SETTINGS_TABS, type Route } from '../base/routes.ts';

const icon = { size: 20, stroke: 1.75 } as const;
const MAX_PEOPLE = 6;

type Entry = {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon: ReactNode;
  readonly route: Route;
};

/** Everybody, asked of main when the palette opens: filtered here, the first entry is the chosen one at once. */
function usePeople(): { readonly people: readonly Person[]; readonly load: () => void } {
  const [people, setPeople] = useState<readonly Person[]>([]);
  const load = () =>
    void call('people.list', { search: '' }).then((answer) => {
      if (answer.ok) setPeople(answer.value);
    });
  return { people, load };
}

/** Ctrl K: finds people, days, screens and settings, and starts an enrolment. */
export function Palette() {
  const { t } = useTranslation(['common', 'settings', 'access', 'errorRate', 'presence']);
  const [query, setQuery] = useState('');
  const { people, load } = usePeople();
  const wanted = searchKey(query);
  const format = useFormat();
  const day = parseDay(query, format.isoDay(Date.now()));
  const days: Entry[] =
    day === null
      ? []
      : [
          {
            id: 'day',
            label: format.dayOf(day),
            description: t('palette.dayLog'),
            icon: <IconListDetails {...icon} />,
            route: { screen: 'log', day },
          },
        ];
  const screens: Entry[] = [
    { id: 'enrol', label: t('enrolSomeone'), icon: <IconUserPlus {...icon} />, route: { screen: 'enrol' } },
    { id: 'today', label: t('today'), icon: <IconCalendarTime {...icon} />, route: { screen: 'today' } },
    { id: 'presence', label: t('presence:title'), icon: <IconClipboardCheck {...icon} />, route: { screen: 'presence' } },
    { id: 'hours', label: t('hours'), icon: <IconClockHour4 {...icon} />, route: { screen: 'hours' } },
    { id: 'people', label: t('people'), icon: <IconUsers {...icon} />, route: { screen: 'people' } },
    { id: 'credentials', label: t('credentials'), icon: <IconId {...icon} />, route: { screen: 'credentials' } },
    { id: 'log', label: t('log'), icon: <IconListDetails {...icon} />, route: { screen: 'log' } },
  ];
  const doors: Entry[] = DOORS_TABS.map((tab) => ({
    id: `doors-${tab}`,
    label: t(`access:tabs.${tab}`),
    description: t(`access:hints.${tab}`),
    icon: <IconDoor {...icon} />,
    route: tab === 'doors' ? { screen: 'doors' } : { screen: 'doors', tab },
  }));
  const settings: Entry[] = SETTINGS_TABS.map((tab) => ({
    id: `settings-${tab}`,
    label: t(`settings:tabs.${tab}`),
    description: t(`settings:hints.${tab}`),
    icon: <IconSettings {...icon} />,
    route: { screen: 'settings', tab },
  }));
  const errorRate: Entry = {
    id: 'error-rate',
    label: t('errorRate:title'),
    description: t('errorRate:hint'),
    icon: <IconAdjustmentsHorizontal {...icon} />,
    route: { screen: 'error-rate' },
  };
  const has = (e: Entry) => searchKey(`${e.label} ${e.description ?? ''}`).includes(wanted);
  const matching =
    wanted === '' ? [] : people.filter((p) => searchKey(`${p.name} ${p.employeeNumber}`).includes(wanted)).slice(0, MAX_PEOPLE);
  const groups: readonly { readonly label: string; readonly entries: readonly Entry[] }[] = [
    {
      label: t('palette.people'),
      entries: matching.map((p) => ({
        id: `person-${p.id}`,
        label: p.name,
        description: t('palette.personLog', { number: p.employeeNumber }),
        icon: <IconUser {...icon} />,
        route: { screen: 'log', person: p.id },
      })),
    },
    { label: t('palette.screens'), entries: [...days, ...[...screens, ...doors].filter(has)] },
    { label: t('palette.settings'), entries: [...settings, errorRate].filter(has) },
  ];
  const found = groups.filter((g) => g.entries.length > 0);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={[]}
      scrollable
      maxHeight={480}
      onSpotlightOpen={load}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 100, transition: 'fade' }}
    >
      <Spotlight.Search placeholder={t('palette.placeholder')} leftSection={<IconSearch {...icon} />} />
      <Spotlight.ActionsList>
        {found.map((group) => (
          <Spotlight.ActionsGroup key={group.label} label={group.label}>
            {group.entries.map((e) => (
              <Spotlight.Action
                key={e.id}
                label={e.label}
                {...(e.description === undefined ? {} : { description: e.description })}
                leftSection={e.icon}
                onClick={() => {
                  spotlight.close();
                  navigate(e.route);
                }}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length === 0 && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
