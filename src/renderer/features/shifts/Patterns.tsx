import { Button, Text, Title } from '@mantine/core';
import { IconPlus, IconRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatternBody } from '../../../shared/hours.ts';
import type { PatternFields, ShiftsOverview, StoredPattern } from '../../../shared/shifts.ts';
import { useChange } from '../../parts/useChange.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EditMenu } from '../../ui/EditMenu.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { InUseDialog } from '../../ui/InUseDialog.tsx';
import { Chip } from './Chip.tsx';
import { newPattern, patternDraft, versionOn } from './draft.ts';
import { PlanImpact } from '../../parts/PlanImpact.tsx';
import { LaterVersions } from './LaterVersions.tsx';
import { PatternDialog } from './PatternDialog.tsx';
import { useDateText } from '../../parts/useDateText.ts';
import { useUserWords } from './useAssignmentWords.ts';
import classes from './shifts.module.css';
import layout from '../../ui/layout.module.css';

type Open =
  | { readonly kind: 'edit'; readonly pattern: StoredPattern | null; readonly draft: PatternFields }
  | { readonly kind: 'drop'; readonly pattern: StoredPattern; readonly from: number }
  | { readonly kind: 'remove'; readonly pattern: StoredPattern }
  | { readonly kind: 'in-use'; readonly name: string; readonly by: string };

const icon = { size: 18, stroke: 1.75 } as const;
/** Longer ones are cut. */
const SHOWN = 28;

export function Patterns({ plan }: { readonly plan: ShiftsOverview }) {
  const { t } = useTranslation(['shifts', 'common', 'access']);
  const change = useChange();
  const users = useUserWords();
  const dayText = useDateText();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const factsOf = ({ days, anchor, followsCalendar }: PatternBody): string[] => [
    t('pattern.every', { count: days.length }),
    t('pattern.counted', { day: dayText(anchor) }),
    t(followsCalendar ? 'pattern.follows' : 'pattern.regardless'),
  ];
  const remove = async (pattern: StoredPattern) => {
    const answer = await change('patterns.delete', { id: pattern.id });
    if (answer && answer.value.usedBy.length > 0) setOpen({ kind: 'in-use', name: pattern.name, by: users(answer.value.usedBy) });
  };
  const add = (
    <Button
      leftSection={<IconPlus {...icon} />}
      onClick={() => setOpen({ kind: 'edit', pattern: null, draft: newPattern(plan) })}
    >
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
              const version = versionOn(pattern.versions, plan.today);
              return (
                <section key={pattern.id} className={layout.card} aria-label={pattern.name}>
                  <div className={layout.cardHead}>
                    <div>
                      <Title order={3}>{pattern.name}</Title>
                      <Text size="sm" c="dimmed">
                        {[
                          ...(version ? factsOf(version.body) : [t('shift.unreadable')]),
                          pattern.usedBy.length > 0 ? t('shift.usedBy', { by: users(pattern.usedBy) }) : t('shift.unused'),
                        ].join(' · ')}
                      </Text>
                    </div>
                    <EditMenu
                      name={pattern.name}
                      {...(version && {
                        first: {
                          label: t('access:edit'),
                          onClick: () =>
                            setOpen({ kind: 'edit', pattern, draft: patternDraft(pattern, version.body, plan.today) }),
                        },
                      })}
                      items={[
                        {
                          label: t('common:delete'),
                          red: true,
                          onClick: () =>
                            setOpen(
                              pattern.usedBy.length > 0
                                ? { kind: 'in-use', name: pattern.name, by: users(pattern.usedBy) }
                                : { kind: 'remove', pattern },
                            ),
                        },
                      ]}
                    />
                  </div>
                  {version && <Chips plan={plan} days={version.body.days} />}
                  <LaterVersions
                    versions={pattern.versions}
                    today={plan.today}
                    words={(v) => t('pattern.later', { from: dayText(v.from), days: factsOf(v.body).join(' · ') })}
                    onDrop={(from) => setOpen({ kind: 'drop', pattern, from })}
                  />
                </section>
              );
            })}
          </div>
        </>
      )}
      {open?.kind === 'edit' && <PatternDialog plan={plan} pattern={open.pattern} draft={open.draft} onClose={close} />}
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
      {open?.kind === 'drop' && (
        <ConfirmDialog
          title={t('shift.dropTitle', { name: open.pattern.name, from: dayText(open.from) })}
          text={<PlanImpact change={{ kind: 'drop-pattern-version', id: open.pattern.id, from: open.from }} />}
          go={t('shift.dropVersion')}
          onGo={() => change('patterns.deleteVersion', { id: open.pattern.id, from: open.from })}
          onClose={close}
        />
      )}
    </>
  );
}

/** The first days of a pattern; the dialog shows all. */
function Chips({ plan, days }: { readonly plan: ShiftsOverview; readonly days: PatternBody['days'] }) {
  const { t } = useTranslation('shifts');
  return (
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
  );
}
