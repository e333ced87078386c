import { Button, Text, UnstyledButton } from '@mantine/core';
import { IconDoor, IconDoorExit, IconLock, IconPlus, IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Door } from '../../../../domain/access/model.ts';
import type { AccessOverview } from '../../../../shared/access.ts';
import { useAnswer } from '../../../base/answers.ts';
import { navigate, useRoute } from '../../../base/routes.ts';
import { useSettings } from '../../../base/session.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DoorDialog } from './DoorDialog.tsx';
import { DoorPanel } from './DoorPanel.tsx';
import { groupsAt, neverOpens, rulesOf, stateOf, zoneName } from '../facts.ts';
import { SafetyBar } from './Safety.tsx';
import { TryIt } from './TryIt.tsx';
import classes from '../doors.module.css';
import layout from '../../../ui/layout.module.css';

const icon = { size: 18, stroke: 1.75 } as const;
const STATES = { locked: IconLock, lockdown: IconShieldLock, emergency: IconDoorExit };

function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

function DoorRow({ door, access, opened }: { readonly door: Door; readonly access: AccessOverview; readonly opened: boolean }) {
  const { t } = useTranslation(['access', 'outputs']);
  const { doorId } = useSettings().kiosk;
  const output = useAnswer('outputs.get', { doorId: door.id }).value?.config.kind;
  const unclear = useAnswer('safety.state', null).value?.doors.find((d) => d.doorId === door.id)?.unclear;
  const state = stateOf(access, door.id);
  const State = STATES[state];
  const groups = groupsAt(access, door.id);
  const outside = t('outside');
  return (
    <UnstyledButton
      className={classes.door ?? ''}
      aria-current={opened ? 'true' : undefined}
      onClick={() => navigate(opened ? { screen: 'doors' } : { screen: 'doors', door: door.id })}
    >
      <span>
        <span className={classes.doorName}>{door.name}</span>{' '}
        <span className={classes.faint}>
          {t('door.way', { from: zoneName(access, door.fromZone) ?? outside, to: zoneName(access, door.toZone) ?? outside })}
          {door.direction !== 'both' && ` · ${t(`panel.directions.${door.direction}`)}`}
        </span>
      </span>
      <span className={classes.state} data-state={state}>
        <State {...icon} aria-hidden="true" />
        {t(`door.state.${state}`)}
      </span>
      <span className={groups.length === 0 ? classes.warn : classes.faint}>
        {groups.length === 0 ? t('door.nobody') : t('door.openTo', { groups: groups.map((g) => g.name).join(', ') })}
      </span>
      <span className={classes.faint}>{output !== undefined && t(`outputs:kinds.${output}`)}</span>
      <span className={classes.chips}>
        {doorId === door.id && (
          <span className={classes.chip} data-here>
            {t('door.here')}
          </span>
        )}
        {rulesOf(access, door).map((rule) => (
          <span key={rule} className={classes.chip}>
            {t(`door.rules.${rule}`, { n: door.interlock ?? 0 })}
          </span>
        ))}
      </span>
      {unclear != null && (
        <span className={classes.warn} style={{ gridColumn: '1 / -1', overflowWrap: 'anywhere' }}>
          {`${t('outputs:unclear.title')} · ${t('outputs:unclear.said', { said: unclear || t('outputs:unclear.nothing') })}`}
        </span>
      )}
      {neverOpens(access, door) && <span className={classes.warn}>{t('panel.noOpener')}</span>}
    </UnstyledButton>
  );
}

export function DoorsTab({ access }: { readonly access: AccessOverview }) {
  const { t } = useTranslation('access');
  const route = useRoute();
  const [adding, setAdding] = useState(false);
  const opened = route.screen === 'doors' ? access.doors.find((d) => d.id === route.door) : undefined;
  const add = (
    <Button leftSection={<IconPlus {...icon} />} onClick={() => setAdding(true)}>
      {t('door.add')}
    </Button>
  );
  return (
    <>
      {access.doors.length === 0 ? (
        <EmptyState
          icon={<IconDoor size={48} stroke={1.5} />}
          title={t('door.empty.title')}
          text={t('door.empty.text')}
          action={add}
        />
      ) : (
        <>
          <SafetyBar access={access} />
          <div className={classes.split}>
            <div className={classes.main}>
              <div className={layout.bar} style={{ margin: 0 }}>
                <Text c="dimmed">{t('door.lead')}</Text>
                {add}
              </div>
              <ul className={layout.list} aria-label={t('door.list')} onKeyDown={moveFocus}>
                {access.doors.map((door) => (
                  <li key={door.id}>
                    <DoorRow door={door} access={access} opened={opened?.id === door.id} />
                  </li>
                ))}
              </ul>
              <TryIt access={access} />
            </div>
            {opened && <DoorPanel key={opened.id} door={opened} access={access} />}
          </div>
        </>
      )}
      {adding && <DoorDialog access={access} onClose={() => setAdding(false)} />}
    </>
  );
}
