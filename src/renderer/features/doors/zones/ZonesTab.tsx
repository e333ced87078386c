import { Button, Group, Text, Title } from '@mantine/core';
import { IconMapPin, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../../../shared/access.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { EditMenu } from '../../../ui/EditMenu.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useNotify } from '../../../ui/notify.tsx';
import { InUseDialog } from '../../../ui/InUseDialog.tsx';
import { useChange } from '../../../parts/useChange.ts';
import { ZoneDialog } from './ZoneDialog.tsx';
import classes from '../doors.module.css';
import layout from '../../../ui/layout.module.css';

type Zone = AccessOverview['zones'][number];
type Open =
  | { readonly kind: 'edit'; readonly zone: Zone | null }
  | { readonly kind: 'reset'; readonly zone: Zone | null }
  | { readonly kind: 'in-use'; readonly name: string; readonly by: readonly string[] };

const icon = { size: 18, stroke: 1.75 } as const;

export function ZonesTab({ access }: { readonly access: AccessOverview }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const notify = useNotify();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const add = (
    <Button leftSection={<IconPlus {...icon} />} onClick={() => setOpen({ kind: 'edit', zone: null })}>
      {t('zones.add')}
    </Button>
  );
  const remove = async (zone: Zone) => {
    const answer = await change('access.deleteZone', { id: zone.id });
    if (!answer) return;
    if (answer.value.usedBy.length > 0) setOpen({ kind: 'in-use', name: zone.name, by: answer.value.usedBy });
    else notify.done(t('deleted', { name: zone.name }), { undo: () => void restore(zone) });
  };
  const restore = ({ name, antiPassback, timedMinutes, resetAt, capacity }: Zone) =>
    change(
      'access.saveZone',
      { id: null, fields: { name, antiPassback, timedMinutes, resetAt, capacity } },
      { done: t('common:undone') },
    );
  const inside = access.zones.reduce((sum, z) => sum + z.inside, 0);
  return (
    <>
      {access.zones.length === 0 ? (
        <EmptyState
          icon={<IconMapPin size={48} stroke={1.5} />}
          title={t('zones.empty.title')}
          text={t('zones.empty.text')}
          action={add}
        />
      ) : (
        <>
          <div className={layout.bar}>
            <Text c="dimmed">{t('hints.zones')}</Text>
            <Group gap="sm" wrap="nowrap">
              <Button variant="default" disabled={inside === 0} onClick={() => setOpen({ kind: 'reset', zone: null })}>
                {t('zones.resetAll')}
              </Button>
              {add}
            </Group>
          </div>
          <div className={layout.cards}>
            {access.zones.map((zone) => {
              const doors = access.doors.filter((d) => d.fromZone === zone.id || d.toZone === zone.id).map((d) => d.name);
              return (
                <section key={zone.id} className={layout.card} aria-label={zone.name}>
                  <div className={layout.cardHead}>
                    <Title order={3}>{zone.name}</Title>
                    <Group gap="xs" wrap="nowrap">
                      <Text fw={600}>{t('zones.inside', { count: zone.inside })}</Text>
                      <EditMenu
                        name={zone.name}
                        first={{ label: t('edit'), onClick: () => setOpen({ kind: 'edit', zone }) }}
                        items={[
                          {
                            label: t('zones.reset'),
                            disabled: zone.inside === 0,
                            onClick: () => setOpen({ kind: 'reset', zone }),
                          },
                          { label: t('common:delete'), red: true, onClick: () => void remove(zone) },
                        ]}
                      />
                    </Group>
                  </div>
                  <div className={classes.chips} style={{ marginTop: 8 }}>
                    <span className={classes.chip}>
                      {t('zones.antiPassback')}
                      {': '}
                      {t(`zones.modes.${zone.antiPassback}`)}
                      {zone.antiPassback === 'timed' && ` · ${zone.timedMinutes} ${t('zones.minutes')}`}
                    </span>
                    {zone.capacity !== null && (
                      <span className={classes.chip}>{t('zones.capacityOf', { n: zone.capacity })}</span>
                    )}
                    {zone.resetAt !== null && (
                      <span className={classes.chip}>{t('zones.resetAtShort', { time: zone.resetAt })}</span>
                    )}
                  </div>
                  <Text size="sm" c="dimmed" mt={8}>
                    {doors.length > 0 ? t('zones.doors', { names: doors.join(', ') }) : t('zones.noDoors')}
                  </Text>
                </section>
              );
            })}
          </div>
        </>
      )}
      {open?.kind === 'edit' && <ZoneDialog zone={open.zone} onClose={close} />}
      {open?.kind === 'in-use' && (
        <InUseDialog name={open.name} text={t('inUse.zone', { by: open.by.join(', ') })} onClose={close} />
      )}
      {open?.kind === 'reset' && (
        <ConfirmDialog
          title={t('zones.resetTitle', { name: open.zone?.name ?? t('zones.everywhere') })}
          text={t('zones.resetText', { count: open.zone?.inside ?? inside })}
          go={t('zones.resetGo')}
          onGo={() =>
            change(
              'access.reset',
              { personId: null, zoneId: open.zone?.id ?? null },
              { done: t('zones.resetDone', { name: open.zone?.name ?? t('zones.everywhere') }) },
            )
          }
          onClose={close}
        />
      )}
    </>
  );
}
