import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconAlertTriangle, IconDatabaseOff, IconFlame, IconMessageQuestion, IconPlugConnectedX } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SafetyState } from '../../shared/calls/safety.ts';
import { call } from '../base/api.ts';
import { useNotify } from '../ui/notify.tsx';
import { useAnswer } from '../base/answers.ts';
import classes from './Shell.module.css';

const icon = { size: 20, stroke: 1.75 } as const;

function Note(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly mild?: boolean;
}) {
  return (
    <Alert role="alert" color={props.mild ? 'amber' : 'red'} icon={props.icon} title={props.title}>
      {props.children}
    </Alert>
  );
}

/** The kiosk took somebody twice for the same person, and they said no. */
function NotMe({ alarms }: { readonly alarms: SafetyState['notMe'] }) {
  const { t } = useTranslation('fire');
  const notify = useNotify();
  const seen = async (eventId: number) => {
    const answer = await call('safety.seen', { eventId });
    if (!answer.ok) notify.error(answer.error);
  };
  return alarms.map(({ eventId, name }) => (
    <Note key={eventId} mild icon={<IconAlertTriangle {...icon} />} title={t('notes.notMe', { name })}>
      <Group justify="space-between" wrap="nowrap">
        {t('notes.notMeText')}
        <Button size="sm" variant="default" style={{ flex: 'none' }} onClick={() => void seen(eventId)}>
          {t('notes.seen')}
        </Button>
      </Group>
    </Note>
  ));
}

/** Above every screen of administration: a fire, doors and inputs that do not answer. Nothing when all is well. */
export function SafetyNotes() {
  const { t } = useTranslation('fire');
  const { value: safety } = useAnswer('safety.state', null);
  if (!safety) return null;
  const { inputs, doors, notMe, unbooked } = safety;
  const names = (of: readonly { readonly name: string }[]) => of.map((o) => o.name).join(', ');
  const burning = inputs.filter((i) => i.reading === 'alarm');
  const silent = inputs.filter((i) => i.silent);
  const unclear = inputs.filter((i) => i.reading === 'unclear');
  const deaf = (['open', 'locked', 'normal'] as const)
    .map((mode) => ({ mode, of: doors.filter((d) => d.mode === mode && d.answered === false) }))
    .filter(({ of }) => of.length > 0);
  if (burning.length + silent.length + unclear.length + deaf.length + notMe.length + unbooked === 0) return null;
  return (
    <Stack gap="sm" className={classes.notes ?? ''}>
      {burning.length > 0 && (
        <Note icon={<IconFlame {...icon} />} title={t('notes.alarm', { names: names(burning) })}>
          {t('notes.alarmText')}
        </Note>
      )}
      {silent.length > 0 && (
        <Note icon={<IconPlugConnectedX {...icon} />} title={t('notes.silent', { names: names(silent) })}>
          {t('notes.silentText')}
        </Note>
      )}
      {unclear.length > 0 && (
        <Note icon={<IconMessageQuestion {...icon} />} title={t('notes.unclear', { names: names(unclear) })}>
          {t('notes.unclearText')}
        </Note>
      )}
      {deaf.map(({ mode, of }) => (
        <Note key={mode} icon={<IconPlugConnectedX {...icon} />} title={t(`notes.${mode}`, { names: names(of) })}>
          {t(`notes.${mode}Text`)}
        </Note>
      ))}
      <NotMe alarms={notMe} />
      {unbooked > 0 && <Note mild icon={<IconDatabaseOff {...icon} />} title={t('notes.unbooked', { count: unbooked })} />}
    </Stack>
  );
}
