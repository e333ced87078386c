import { Button, Group, Menu, Text, Title } from '@mantine/core';
import { IconDots, IconPlus, IconRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftsOverview, StoredPattern } from '../../../shared/shifts.ts';
import { useChange } from '../../parts/useChange.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { InUseDialog } from '../../ui/InUseDialog.tsx';
import { Chip } from './Chip.tsx';
import { PatternDialog } from './PatternDialog.tsx';
import { useDayText, useUserWords } from './useAssignmentWords.ts';
import classes from './shifts.module.css';
import layout from '../../ui/layout.module.css';

type Open =
  | { readonly kind: 'edit'; readonly pattern: StoredPattern | null }
  | { readonly kind: 'remove'; readonly pattern: StoredPattern }
  | { readonly kind: 'in-use'; readonly name: string; readonly by: string };

const icon = { size: 18, stroke: 1.75 } as const;
/** Longer ones are cut here; the dialog shows them whole. */
const SHOWN = 28;

export function Patterns({ plan }: { readonly plan: ShiftsOverview }) {
  const { t } = useTranslation(['shifts', 'common', 'access']);
  const change = useChange();
  const users = useUserWords();
  const dayText = useDayText();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const remove = async (pattern: StoredPattern) => {
    const answer = await change('patterns.delete', { id: pattern.id });
    if (answer && answer.value.usedBy.length > 0) setOpen({ kind: 'in-use', name: pattern.name, by: users(answer.value.usedBy) });
  };
  const add = (
    <Button leftSection={<IconPlus {...icon} />} onClick={() => setOpen({ kind: 'edit', pattern: null })}>
      {t('pattern.add')}
    </Button>
  );
  return (
    <>
      {plan.patterns.length === 0 ? (
        <EmptyState
          icon={<IconRepeat size={48} stroke={1.5} />}
          title={t('pattern.empty.title')}
          text={t('pattern.empty.text')}
          action={add}
        />
      ) : (
        <>
          <div className={layout.bar}>
            <Text c="dimmed">{t('hints.patterns')}</Text>
            {add}
          </div>
          <div className={layout.cards}>
            {plan.patterns.map((pattern) => {
              const { days, anchor, followsCalendar } = pattern.body;
              return (
                <section key={pattern.id} className={layout.card} aria-label={pattern.name}>
                  <div className={layout.cardHead}>
                    <div>
                      <Title order={3}>{pattern.name}</Title>
                      <Text size="sm" c="dimmed">
                        {[
                          t('pattern.every', { count: days.length }),
                          t('pattern.counted', { day: dayText(anchor) }),
                          t(followsCalendar ? 'pattern.follows' : 'pattern.regardless'),
                          pattern.usedBy.length > 0 ? t('shift.usedBy', { by: users(pattern.usedBy) }) : t('shift.unused'),
                        ].join(' · ')}
                      </Text>
                    </div>
                    <Group gap="xs" wrap="nowrap">
                      <Button size="sm" variant="default" onClick={() => setOpen({ kind: 'edit', pattern })}>
                        {t('access:edit')}
                      </Button>
                      <Menu position="bottom-end">
                        <Menu.Target>
                          <Button size="sm" px="xs" variant="default" aria-label={t('access:more', { name: pattern.name })}>
                            <IconDots {...icon} />
                          </Button>
                        </Menu.Target>
                        <Menu.Dropdown>
                          <Menu.Item
                            color="red"
                            onClick={() =>
                              setOpen(
                                pattern.usedBy.length > 0
                                  ? { kind: 'in-use', name: pattern.name, by: users(pattern.usedBy) }
                                  : { kind: 'remove', pattern },
                              )
                            }
                          >
                            {t('common:delete')}
                          </Menu.Item>
                        </Menu.Dropdown>
                      </Menu>
                    </Group>
                  </div>
                  <div className={classes.chips} style={{ marginTop: 8 }}>
                    {days.slice(0, SHOWN).map((id, i) => {
                      const shift = plan.shifts.find((s) => s.id === id);
                      return (
                        <span key={i}>
                          {shift ? (
                            <Chip shift={shift} />
                          ) : (
                            <Text span c="dimmed">
                              {t('restShort')}
                            </Text>
                          )}
                        </span>
                      );
                    })}
                    {days.length > SHOWN && <Text span>{t('pattern.more', { count: days.length - SHOWN })}</Text>}
                  </div>
                </section>
              );
            })}
          </div>
        </>
      )}
      {open?.kind === 'edit' && <PatternDialog plan={plan} pattern={open.pattern} onClose={close} />}
      {open?.kind === 'in-use' && <InUseDialog name={open.name} text={t('inUse', { by: open.by })} onClose={close} />}
      {open?.kind === 'remove' && (
        <ConfirmDialog
          title={t('removeTitle', { name: open.pattern.name })}
          text={t('removeText')}
          go={t('common:delete')}
          onGo={() => remove(open.pattern)}
          onClose={() => setOpen((now) => (now?.kind === 'in-use' ? now : null))}
        />
      )}
    </>
  );
}
