import { Button, Group, Menu, Text } from '@mantine/core';
import { IconClockHour4, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plannedLength } from '../../../domain/hours/plan.ts';
import type { ShiftBody } from '../../../shared/hours.ts';
import type { ShiftFields, ShiftsOverview, StoredShift } from '../../../shared/shifts.ts';
import { useChange } from '../../parts/useChange.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EditMenu } from '../../ui/EditMenu.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { InUseDialog } from '../../ui/InUseDialog.tsx';
import { Chip } from './Chip.tsx';
import { draftFrom, draftOf, PRESETS, versionOn, type Preset } from './draft.ts';
import { PlanImpact } from '../../parts/PlanImpact.tsx';
import { LaterVersions } from './LaterVersions.tsx';
import { ShiftDialog } from './ShiftDialog.tsx';
import { useDateText } from '../../parts/useDateText.ts';
import { useUserWords } from './useAssignmentWords.ts';
import { lengthText, spanText } from './wall.ts';
import classes from './shifts.module.css';
import layout from '../../ui/layout.module.css';

type Open =
  | { readonly kind: 'edit'; readonly shift: StoredShift | null; readonly draft: ShiftFields }
  | { readonly kind: 'remove'; readonly shift: StoredShift }
  | { readonly kind: 'drop'; readonly shift: StoredShift; readonly from: number }
  | { readonly kind: 'in-use'; readonly name: string; readonly by: string };

const icon = { size: 18, stroke: 1.75 } as const;

/** Its hours in one line. */
export function useShiftText(): (body: ShiftBody) => string {
  const { t } = useTranslation('shifts');
  return (body) => {
    const { segments, flex } = body;
    if (flex?.kind === 'free') return t('free.text', { hours: lengthText(flex.required), per: t(`free.${flex.per}`) });
    const times = segments.map((s) => spanText(s.start, s.end)).join(t('and'));
    const hours = lengthText(plannedLength({ id: 0, name: '', ...body }));
    return `${times} · ${t('shift.hours', { hours })}${flex ? ` · ${t(`flex.${flex.kind}`)}` : ''}`;
  };
}

export function ShiftList({ plan }: { readonly plan: ShiftsOverview }) {
  const { t } = useTranslation(['shifts', 'common', 'access']);
  const change = useChange();
  const text = useShiftText();
  const dayText = useDateText();
  const users = useUserWords();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const begin = (preset: Preset) => setOpen({ kind: 'edit', shift: null, draft: draftOf(preset, t(`presets.${preset}.name`)) });
  const inUse = (shift: StoredShift) => setOpen({ kind: 'in-use', name: shift.name, by: users(shift.usedBy) });
  const remove = async (shift: StoredShift) => {
    const answer = await change('shifts.delete', { id: shift.id });
    if (answer && answer.value.usedBy.length > 0) setOpen({ kind: 'in-use', name: shift.name, by: users(answer.value.usedBy) });
  };
  const presets = (
    <Group gap="sm" justify="center">
      {PRESETS.map((preset) => (
        <Button
          key={preset}
          variant={preset === 'office' ? 'filled' : 'default'}
          leftSection={<IconPlus {...icon} />}
          onClick={() => begin(preset)}
        >
          {t(`presets.${preset}.label`)}
        </Button>
      ))}
    </Group>
  );
  return (
    <>
      {plan.shifts.length === 0 ? (
        <EmptyState
          icon={<IconClockHour4 size={48} stroke={1.5} />}
          title={t('empty.title')}
          text={t('empty.text')}
          action={presets}
        />
      ) : (
        <>
          <div className={layout.bar}>
            <Text c="dimmed">{t('hints.shifts')}</Text>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button leftSection={<IconPlus {...icon} />}>{t('shift.add')}</Button>
              </Menu.Target>
              <Menu.Dropdown>
                {PRESETS.map((preset) => (
                  <Menu.Item key={preset} onClick={() => begin(preset)}>
                    {t(`presets.${preset}.label`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </div>
          <ul className={layout.list}>
            {plan.shifts.map((shift) => {
              const version = versionOn(shift.versions, plan.today);
              const draft = draftFrom(shift, plan.today);
              return (
                <li key={shift.id} className={classes.line} aria-label={shift.name}>
                  <div className={classes.lineText}>
                    <Chip shift={shift} long />
                    <span>{version ? text(version.body) : t('shift.unreadable')}</span>
                    <Text span size="sm" c="dimmed">
                      {shift.usedBy.length > 0 ? t('shift.usedBy', { by: users(shift.usedBy) }) : t('shift.unused')}
                    </Text>
                    <LaterVersions
                      versions={shift.versions}
                      today={plan.today}
                      words={(v) => t('shift.later', { from: dayText(v.from), hours: text(v.body) })}
                      onDrop={(from) => setOpen({ kind: 'drop', shift, from })}
                    />
                  </div>
                  <EditMenu
                    name={shift.name}
                    {...(draft && { first: { label: t('access:edit'), onClick: () => setOpen({ kind: 'edit', shift, draft }) } })}
                    items={[
                      {
                        label: t('common:delete'),
                        red: true,
                        onClick: () => (shift.usedBy.length > 0 ? inUse(shift) : setOpen({ kind: 'remove', shift })),
                      },
                    ]}
                  />
                </li>
              );
            })}
          </ul>
        </>
      )}
      {open?.kind === 'edit' && <ShiftDialog shift={open.shift} draft={open.draft} today={plan.today} onClose={close} />}
      {open?.kind === 'in-use' && <InUseDialog name={open.name} text={t('inUse', { by: open.by })} onClose={close} />}
      {open?.kind === 'remove' && (
        <ConfirmDialog
          title={t('removeTitle', { name: open.shift.name })}
          text={t('removeText')}
          go={t('common:delete')}
          onGo={() => remove(open.shift)}
          onClose={() => setOpen((now) => (now?.kind === 'in-use' ? now : null))}
        />
      )}
      {open?.kind === 'drop' && (
        <ConfirmDialog
          title={t('shift.dropTitle', { name: open.shift.name, from: dayText(open.from) })}
          text={<PlanImpact change={{ kind: 'drop-shift-version', id: open.shift.id, from: open.from }} />}
          go={t('shift.dropVersion')}
          onGo={() => change('shifts.deleteVersion', { id: open.shift.id, from: open.from })}
          onClose={close}
        />
      )}
    </>
  );
}
