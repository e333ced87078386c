import { Button, Text, Title } from '@mantine/core';
import { IconClockHour4, IconPlus } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WEEKDAYS } from '../../../domain/calendar/weekday.ts';
import type { TimeProfile } from '../../../domain/calendar/profile.ts';
import type { AccessOverview } from '../../../shared/access.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EditMenu } from '../../ui/EditMenu.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { InUseDialog } from '../../ui/InUseDialog.tsx';
import { dayBefore, hoursText, spansOf } from './hours.ts';
import { ProfileDialog } from './ProfileDialog.tsx';
import { useChange } from '../../parts/useChange.ts';
import { DayBar, Scale } from './WeekBars.tsx';
import classes from './calendar.module.css';
import layout from '../../ui/layout.module.css';

type Profile = AccessOverview['profiles'][number];
type Open =
  | { readonly kind: 'edit'; readonly profile: Profile | null }
  | { readonly kind: 'remove'; readonly profile: Profile }
  | { readonly kind: 'in-use'; readonly name: string; readonly by: readonly string[] };

const icon = { size: 18, stroke: 1.75 } as const;

function Week({ profile }: { readonly profile: TimeProfile }) {
  const { t } = useTranslation('access');
  const text = (intervals: Parameters<typeof hoursText>[0]) =>
    intervals.length === 0 ? t('profiles.closed') : hoursText(intervals);
  return (
    <div className={classes.week}>
      <span />
      <Scale />
      <span />
      {WEEKDAYS.map((day) => (
        <Fragment key={day}>
          <span>{t(`profiles.days.${day}`)}</span>
          <DayBar spans={spansOf(profile.week[day], profile.week[dayBefore(day)])} />
          <span className={classes.faint}>{text(profile.week[day])}</span>
        </Fragment>
      ))}
      <span>{t('profiles.holiday')}</span>
      {profile.onHolidays === 'own-hours' ? (
        <DayBar spans={spansOf(profile.holidayHours, [])} />
      ) : (
        <span className={classes.faint}>{t(`profiles.on.${profile.onHolidays}`)}</span>
      )}
      <span className={classes.faint}>{profile.onHolidays === 'own-hours' && text(profile.holidayHours)}</span>
    </div>
  );
}

export function ProfilesTab({ access }: { readonly access: AccessOverview }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const add = (
    <Button leftSection={<IconPlus {...icon} />} onClick={() => setOpen({ kind: 'edit', profile: null })}>
      {t('profiles.add')}
    </Button>
  );
  const users = (profile: Profile) =>
    access.groups.filter((g) => g.grants.some((r) => r.profileId === profile.id)).map((g) => g.name);
  const remove = async (profile: Profile) => {
    const answer = await change('access.deleteProfile', { id: profile.id });
    if (answer && answer.value.usedBy.length > 0) setOpen({ kind: 'in-use', name: profile.name, by: answer.value.usedBy });
  };
  return (
    <>
      {access.profiles.length === 0 ? (
        <EmptyState
          icon={<IconClockHour4 size={48} stroke={1.5} />}
          title={t('profiles.empty.title')}
          text={t('profiles.empty.text')}
          action={add}
        />
      ) : (
        <>
          <div className={layout.bar}>
            <Text c="dimmed">{t('hints.profiles')}</Text>
            {add}
          </div>
          <div className={layout.cards}>
            {access.profiles.map((profile) => {
              const by = users(profile);
              return (
                <section key={profile.id} className={layout.card} aria-label={profile.name}>
                  <div className={layout.cardHead}>
                    <div>
                      <Title order={3}>{profile.name}</Title>
                      <Text size="sm" c="dimmed">
                        {by.length > 0 ? t('profiles.usedBy', { groups: by.join(', ') }) : t('profiles.unused')}
                      </Text>
                    </div>
                    <EditMenu
                      name={profile.name}
                      first={{ label: t('edit'), onClick: () => setOpen({ kind: 'edit', profile }) }}
                      items={[
                        {
                          label: t('panel.remove'),
                          red: true,
                          onClick: () =>
                            setOpen(by.length > 0 ? { kind: 'in-use', name: profile.name, by } : { kind: 'remove', profile }),
                        },
                      ]}
                    />
                  </div>
                  <Week profile={profile} />
                </section>
              );
            })}
          </div>
        </>
      )}
      {open?.kind === 'edit' && <ProfileDialog profile={open.profile} onClose={close} />}
      {open?.kind === 'in-use' && (
        <InUseDialog name={open.name} text={t('inUse.profile', { by: open.by.join(', ') })} onClose={close} />
      )}
      {open?.kind === 'remove' && (
        <ConfirmDialog
          title={t('profiles.removeTitle', { name: open.profile.name })}
          text={t('profiles.removeText')}
          go={t('common:delete')}
          onGo={() => remove(open.profile)}
          onClose={() => setOpen((now) => (now?.kind === 'in-use' ? now : null))}
        />
      )}
    </>
  );
}
