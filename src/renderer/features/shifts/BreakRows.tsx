import { ActionIcon, Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ShiftFields } from '../../../shared/shifts.ts';
import { WholeNumber } from '../../ui/WholeNumber.tsx';
import { NEW_BREAK } from './draft.ts';
import { RowError, type RowsProps } from './SegmentRows.tsx';
import { TimeField } from './TimeField.tsx';

const { length } = ShiftFields.shape.body.shape.breaks.element.shape;
/** ArbZG § 4: 30 minutes over six hours, 45 over nine, in pieces of 15 at least. */
const GERMAN = [
  { ...NEW_BREAK, when: { afterWorked: 360 }, length: 30, min: 15 },
  { ...NEW_BREAK, when: { afterWorked: 540 }, length: 45, min: 15 },
];
const AFTER = z.int().min(1).max(1440);

/** Breaks at a time, or owed after so many minutes of work; deducted by themselves, or clocked. */
export function BreakRows({ body, errors, onChange }: RowsProps) {
  const { t } = useTranslation('shifts');
  const { breaks, segments } = body;
  const [first] = segments;
  if (body.flex?.kind === 'free') return null;
  const set = (i: number, part: Partial<(typeof breaks)[number]>) =>
    onChange({ ...body, breaks: breaks.map((b, j) => (j === i ? { ...b, ...part } : b)) });
  const middle = first ? Math.round((first.start + first.end) / 2 / 30) * 30 : 720;
  return (
    <Stack gap={6} role="group" aria-label={t('breaks.title')}>
      <Text fw={600}>{t('breaks.title')}</Text>
      {breaks.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('breaks.none')}
        </Text>
      )}
      {breaks.map((b, i) => (
        <div key={i} data-path={`body.breaks.${i}`}>
          <Group gap="xs">
            <Select
              size="sm"
              w={130}
              aria-label={t('breaks.when', { n: i + 1 })}
              allowDeselect={false}
              data={[
                { value: 'at', label: t('breaks.at') },
                { value: 'after', label: t('breaks.after') },
              ]}
              value={'at' in b.when ? 'at' : 'after'}
              onChange={(when) => set(i, { when: when === 'at' ? { at: middle } : { afterWorked: 360 } })}
            />
            {'at' in b.when ? (
              <TimeField
                aria-label={t('ruler.break', { n: i + 1 })}
                value={b.when.at}
                after={first?.start ?? 0}
                onChange={(at) => set(i, { when: { at } })}
              />
            ) : (
              <WholeNumber
                size="sm"
                w={96}
                of={AFTER}
                aria-label={t('breaks.afterMinutes', { n: i + 1 })}
                value={b.when.afterWorked}
                onChange={(afterWorked) => afterWorked !== null && set(i, { when: { afterWorked } })}
              />
            )}
            <WholeNumber
              size="sm"
              w={90}
              of={length}
              aria-label={t('breaks.length', { n: i + 1 })}
              value={b.length}
              onChange={(minutes) => minutes !== null && set(i, { length: minutes })}
            />
            <Checkbox
              size="sm"
              label={t('breaks.clocked')}
              checked={b.clocked}
              onChange={(e) => set(i, { clocked: e.currentTarget.checked })}
            />
            <Checkbox
              size="sm"
              label={t('breaks.paid')}
              checked={b.paid}
              onChange={(e) => set(i, { paid: e.currentTarget.checked })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('breaks.remove', { n: i + 1 })}
              onClick={() => onChange({ ...body, breaks: breaks.filter((_, j) => j !== i) })}
            >
              <IconTrash size={16} stroke={1.75} />
            </ActionIcon>
          </Group>
          <RowError error={errors[`body.breaks.${i}`]} />
        </div>
      ))}
      {breaks.length < 8 && (
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            style={{ alignSelf: 'start' }}
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange({ ...body, breaks: [...breaks, { ...NEW_BREAK, when: { at: middle }, length: 30 }] })}
          >
            {t('breaks.add')}
          </Button>
          {breaks.length === 0 && (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => onChange({ ...body, breaks: GERMAN.map((b) => ({ ...b })) })}
            >
              {t('breaks.german')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
