import { Button, Group, List, Modal, Text } from '@mantine/core';
import { IconDoorExit, IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../../../shared/access.ts';
import { useChange } from '../../../parts/useChange.ts';
import classes from '../doors.module.css';

export type Ask = {
  readonly kind: 'lockdown' | 'emergency';
  readonly on: boolean;
  /** null = all doors. */ readonly door: { readonly id: number; readonly name: string } | null;
};

/** Says in plain words what happens, before it does. */
export function SafetyDialog({ ask, onClose }: { readonly ask: Ask; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const [busy, setBusy] = useState(false);
  const { kind, on, door } = ask;
  const what = door?.name ?? t('safety.ask.all');
  const title = on
    ? t(`safety.ask.${kind}Title`, { what })
    : t(kind === 'emergency' ? 'safety.ask.endTitle' : 'safety.ask.endLockdownTitle');
  const go = async () => {
    setBusy(true);
    await change(
      `access.${kind}`,
      { doorId: door?.id ?? null, on },
      { done: t(`safety.done.${kind}-${on ? 'on' : 'off'}`, { what }) },
    );
    setBusy(false);
    onClose();
  };
  const said = on
    ? kind === 'lockdown'
      ? [t('safety.ask.lockdownWhat'), t('safety.ask.lockdownExit')]
      : [t('safety.ask.emergencyWhat'), t('safety.ask.emergencyWired')]
    : [t(kind === 'emergency' ? 'safety.ask.endWhat' : 'safety.ask.endLockdownWhat')];
  return (
    <Modal opened onClose={onClose} title={title} size="md" closeButtonProps={{ 'aria-label': t('common:close') }}>
      {said.length > 1 ? (
        <List spacing="xs" mb="lg">
          {said.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      ) : (
        <Text mb="lg">{said[0]}</Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button color={on ? (kind === 'lockdown' ? 'red' : 'amber') : 'teal'} loading={busy} onClick={() => void go()}>
          {on ? t(`safety.ask.${kind}Go`) : t(`safety.${kind}End`)}
        </Button>
      </Group>
    </Modal>
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
