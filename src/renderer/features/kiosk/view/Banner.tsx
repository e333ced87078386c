import { IconClockExclamation, IconDatabaseExclamation, IconDoorExit, IconLock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoorOverride } from '../../../../shared/calls/safety.ts';
import { call, on } from '../../../base/api.ts';
import classes from './banner.module.css';

export type Override = 'lockdown' | 'emergency';
/** What is said over everything: `clock`, that it is wrong, and `disk`, that it takes no rows, beside whatever holds at the door. */
export type Notice = Override | 'clock' | 'disk';
const ICONS = {
  lockdown: IconLock,
  emergency: IconDoorExit,
  clock: IconClockExclamation,
  disk: IconDatabaseExclamation,
} as const;

/** Emergency beats lockdown, as at the door itself. */
const ofDoor = ({ lockdown, emergency }: DoorOverride): Override | null =>
  emergency ? 'emergency' : lockdown ? 'lockdown' : null;

/** What holds at this door above all rules, from main, and whenever it changes; null = the rules. */
export function useOverride(): Override | null {
  const [override, setOverride] = useState<Override | null>(null);
  useEffect(() => {
    // What is announced while main answers is newer than its answer.
    let told = false;
    const end = on('access.changed', (now) => {
      told = true;
      setOverride(ofDoor(now));
    });
    void call('access.override', null).then((answer) => {
      if (answer.ok && !told) setOverride(ofDoor(answer.value));
    });
    return () => {
      told = true;
      end();
    };
  }, []);
  return override;
}

/** Over everything, for as long as it holds. It is read out by the screen's one announcer, not here. */
export function Banner({ override, code = '' }: { readonly override: Notice; readonly code?: string }) {
  const { t } = useTranslation('kiosk');
  const Icon = ICONS[override];
  return (
    <section className={classes.banner} data-kind={override} data-testid="kiosk-banner" aria-label={t(`override.${override}`)}>
      <Icon size={64} stroke={1.75} aria-hidden="true" />
      <div>
        <div className={classes.line}>{t(`override.${override}`)}</div>
        <div className={classes.next}>{t(`override.${override}Next`, { code })}</div>
      </div>
    </section>
  );
}
