import { Button, List, Text } from '@mantine/core';
import { IconDoorExit, IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../../../shared/access.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { useChange } from '../../../parts/useChange.ts';
import classes from '../doors.module.css';

export type Ask = {
  readonly kind: 'lockdown' | 'emergency';
  readonly on: boolean;
  /** null = all doors. */ readonly door: { readonly id: number; readonly name: string } | null;
};

/** Says in plain words what happens, before it does. */
export function SafetyDialog({ ask, onClose }: { readonly ask: Ask; readonly onClose: () => void }) {
  const { t } = useTranslation('access');
  const change = useChange();
  const { kind, on, door } = ask;
  const what = door?.name ?? t('safety.ask.all');
  const title = on
    ? t(`safety.ask.${kind}Title`, { what })
    : t(kind === 'emergency' ? 'safety.ask.endTitle' : 'safety.ask.endLockdownTitle');
  const go = () =>
    change(`access.${kind}`, { doorId: door?.id ?? null, on }, { done: t(`safety.done.${kind}-${on ? 'on' : 'off'}`, { what }) });
  const said = on
    ? kind === 'lockdown'
      ? [t('safety.ask.lockdownWhat'), t('safety.ask.lockdownExit')]
      : [t('safety.ask.emergencyWhat'), t('safety.ask.emergencyWired')]
    : [t(kind === 'emergency' ? 'safety.ask.endWhat' : 'safety.ask.endLockdownWhat')];
  return (
    <ConfirmDialog
      title={title}
      text={
        said.length > 1 ? (
          <List spacing="xs">
            {said.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        ) : (
          said[0]
        )
      }
      go={on ? t(`safety.ask.${kind}Go`) : t(`safety.${kind}End`)}
      color={on ? (kind === 'lockdown' ? 'red' : 'amber') : 'teal'}
      onGo={go}
      onClose={onClose}
    />
  );
}

const ICONS = { lockdown: IconShieldLock, emergency: IconDoorExit };

/** The whole site's two switches. They look different, say different things, and neither is one tap. */
export function SafetyBar({ access }: { readonly access: AccessOverview }) {
  const { t } = useTranslation('access');
  const [ask, setAsk] = useState<Ask | null>(null);
  return (
    <div className={classes.safety}>
      {(['lockdown', 'emergency'] as const).map((kind) => {
        const on = access[kind].site;
        const Icon = ICONS[kind];
        return (
          <section key={kind} className={classes.switch} data-on={on ? kind : undefined} aria-label={t(`safety.${kind}`)}>
            <Icon size={28} stroke={1.75} aria-hidden="true" />
            <div>
              <Text fw={600}>{t(`safety.${kind}`)}</Text>
              <Text size="sm" c={on ? 'var(--mantine-color-text)' : 'dimmed'}>
                {t(on ? `safety.${kind}On` : `safety.${kind}Text`)}
              </Text>
            </div>
            <Button size="sm" variant={on ? 'filled' : 'default'} onClick={() => setAsk({ kind, on: !on, door: null })}>
              {t(on ? `safety.${kind}End` : `safety.${kind}Start`)}
            </Button>
          </section>
        );
      })}
      {ask && <SafetyDialog ask={ask} onClose={() => setAsk(null)} />}
    </div>
  );
}
