import { Button, Group, Text } from '@mantine/core';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftsOverview, StoredAssignment } from '../../../shared/shifts.ts';
import { useChange } from '../../parts/useChange.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { AssignmentDialog } from './AssignmentDialog.tsx';
import { PlanImpact } from '../../parts/PlanImpact.tsx';
import { useAssignmentWords } from './useAssignmentWords.ts';
import classes from './shifts.module.css';
import layout from '../../ui/layout.module.css';

type Open =
  | { readonly kind: 'edit'; readonly assignment: StoredAssignment | null }
  | { readonly kind: 'remove'; readonly assignment: StoredAssignment };

const icon = { size: 18, stroke: 1.75 } as const;

/** Which level goes first, as it is decided. */
const rank = ({ to }: StoredAssignment): number => (to === 'everybody' ? 0 : 'department' in to ? 1 : 2);

export function Assignments({ plan }: { readonly plan: ShiftsOverview }) {
  const { t } = useTranslation(['shifts', 'common', 'access']);
  const change = useChange();
  const words = useAssignmentWords(plan);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const add = (
    <Button leftSection={<IconPlus {...icon} />} onClick={() => setOpen({ kind: 'edit', assignment: null })}>
      {t('assignment.add')}
    </Button>
  );
  const sorted = plan.assignments.toSorted((a, b) => rank(a) - rank(b) || a.from - b.from);
  return (
    <>
      {sorted.length === 0 ? (
        <EmptyState
          icon={<IconUsers size={48} stroke={1.5} />}
          title={t('assignment.empty.title')}
          text={t('assignment.empty.text')}
          action={add}
        />
      ) : (
        <>
          <div className={layout.bar}>
            <Text c="dimmed">{t('hints.assignments')}</Text>
            {add}
          </div>
          <ul className={layout.list}>
            {sorted.map((assignment) => {
              const { who, what, when } = words(assignment);
              return (
                <li key={assignment.id} className={classes.line} aria-label={`${who}: ${what}`}>
                  <div className={classes.lineText}>
                    <Text span fw={600}>
                      {who}
                    </Text>
                    <span>{what}</span>
                    <Text span size="sm" c="dimmed">
                      {when}
                    </Text>
                  </div>
                  <Group gap="xs" wrap="nowrap">
                    <Button size="sm" variant="default" onClick={() => setOpen({ kind: 'edit', assignment })}>
                      {t('access:edit')}
                    </Button>
                    <Button size="sm" variant="default" onClick={() => setOpen({ kind: 'remove', assignment })}>
                      {t('common:delete')}
                    </Button>
                  </Group>
                </li>
              );
            })}
          </ul>
        </>
      )}
      {open?.kind === 'edit' && <AssignmentDialog plan={plan} assignment={open.assignment} onClose={close} />}
      {open?.kind === 'remove' && (
        <ConfirmDialog
          title={t('assignment.removeTitle', words(open.assignment))}
          text={<PlanImpact change={{ kind: 'drop-assignment', id: open.assignment.id }} />}
          go={t('common:delete')}
          onGo={() => change('assignments.delete', { id: open.assignment.id })}
          onClose={close}
        />
      )}
    </>
  );
}
