import { Spotlight, spotlight } from '@mantine/spotlight';
import {
  IconCalendarTime,
  IconListDetails,
  IconSearch,
  IconSettings,
  IconUser,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/schemas.ts';
import { call } from '../api.ts';
import { navigate, SETTINGS_TABS, type Route } from './routes.ts';

const icon = { size: 20, stroke: 1.75 } as const;
const MAX_PEOPLE = 6;
const QUIET_MS = 120;

type Entry = {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon: ReactNode;
  readonly route: Route;
};

/** People whose name or number holds the text, asked of main once the typing pauses. */
function usePeople(query: string): readonly Person[] {
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => {
    const search = query.trim().slice(0, 80);
    let current = true;
    const timer = setTimeout(() => {
      if (!search) {
        setPeople([]);
        return;
      }
      void call('people.list', { search }).then((answer) => {
        if (current) setPeople(answer.ok ? answer.value.slice(0, MAX_PEOPLE) : []);
      });
    }, QUIET_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);
  return people;
}

/** Ctrl K: finds people, screens and settings, and starts an enrolment. */
export function Palette() {
  const { t } = useTranslation(['common', 'settings']);
  const [query, setQuery] = useState('');
  const people = usePeople(query);
  const screens: Entry[] = [
    { id: 'enrol', label: t('enrolSomeone'), icon: <IconUserPlus {...icon} />, route: { screen: 'enrol' } },
    { id: 'today', label: t('today'), icon: <IconCalendarTime {...icon} />, route: { screen: 'today' } },
    { id: 'people', label: t('people'), icon: <IconUsers {...icon} />, route: { screen: 'people' } },
    { id: 'log', label: t('log'), icon: <IconListDetails {...icon} />, route: { screen: 'log' } },
  ];
  const settings: Entry[] = SETTINGS_TABS.map((tab) => ({
    id: `settings-${tab}`,
    label: t(`settings:tabs.${tab}`),
    description: t(`settings:hints.${tab}`),
    icon: <IconSettings {...icon} />,
    route: { screen: 'settings', tab },
  }));
  const has = (e: Entry) => `${e.label} ${e.description ?? ''}`.toLowerCase().includes(query.trim().toLowerCase());
  const groups: readonly { readonly label: string; readonly entries: readonly Entry[] }[] = [
    {
      label: t('palette.people'),
      entries: people.map((p) => ({
        id: `person-${p.id}`,
        label: p.name,
        description: t('palette.personLog', { number: p.employeeNumber }),
        icon: <IconUser {...icon} />,
        route: { screen: 'log', person: p.id },
      })),
    },
    { label: t('palette.screens'), entries: screens.filter(has) },
    { label: t('palette.settings'), entries: settings.filter(has) },
  ];
  const found = groups.filter((g) => g.entries.length > 0);
  return (
    <Spotlight.Root query={query} onQueryChange={setQuery} shortcut="mod + K" scrollable maxHeight={480}>
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
