import { Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Break } from '../../../domain/hours/model.ts';
import { ShiftFields } from '../../../shared/shifts.ts';
import { WholeNumber } from '../../ui/WholeNumber.tsx';
import { NEW_BREAK } from './draft.ts';
import { RowError, type RowsProps } from './SegmentRows.tsx';
import { TimeField } from './TimeField.tsx';
import { AddRow, RemoveRow } from './RowButtons.tsx';

const { length, min: MIN, max: MAX } = ShiftFields.shape.body.shape.breaks.element.shape;
/** ArbZG § 4: 30 minutes over six hours, 45 over nine, in pieces of 15 at least. */
const GERMAN = [
  { ...NEW_BREAK, when: { afterWorked: 360 }, length: 30, min: 15 },
  { ...NEW_BREAK, when: { afterWorked: 540 }, length: 45, min: 15 },
];
const AFTER = z.int().min(1).max(1440);

type FieldsProps = {
  /** From 1. */
  readonly n: number;
  readonly value: Break;
  /** Where a break is put that was owed before. */
  readonly middle: number;
  /** A time that is earlier by the clock is one of the next day. */
  readonly after?: number;
  /** Of a shift: it may be clocked, or paid. What is taken off overtime is neither. */
  readonly ofShift?: boolean;
  readonly onChange: (part: Partial<Break>) => void;
  readonly onRemove: () => void;
};

/** One break: at a time, or owed after so many minutes of work. */
export function BreakFields({ n, value, middle, after = 0, ofShift = false, onChange, onRemove }: FieldsProps) {
  const { t } = useTranslation('shifts');
  const { when } = value;
  return (
    <Group gap="xs">
      <Select
        size="sm"
        w={130}
        aria-label={t('breaks.when', { n })}
        allowDeselect={false}
        data={[
          { value: 'at', label: t('breaks.at') },
          { value: 'after', label: t('breaks.after') },
        ]}
        value={'at' in when ? 'at' : 'after'}
        onChange={(chosen) => onChange({ when: chosen === 'at' ? { at: middle } : { afterWorked: 360 } })}
      />
      {'at' in when ? (
        <TimeField
          aria-label={t('ruler.break', { n })}
          value={when.at}
          after={after}
          onChange={(at) => onChange({ when: { at } })}
        />
      ) : (
        <WholeNumber
          size="sm"
          w={96}
          of={AFTER}
          aria-label={t('breaks.afterMinutes', { n })}
          value={when.afterWorked}
          onChange={(afterWorked) => afterWorked !== null && onChange({ when: { afterWorked } })}
        />
      )}
      <WholeNumber
        size="sm"
        w={90}
        of={length}
        aria-label={t('breaks.length', { n })}
        value={value.length}
        onChange={(minutes) => minutes !== null && onChange({ length: minutes })}
      />
      {ofShift && <OfShift n={n} value={value} onChange={onChange} />}
      <RemoveRow label={t('breaks.remove', { n })} onClick={onRemove} />
    </Group>
  );
}

/** Whether it is clocked or paid; of one that is, or that is owed, which gaps between punches are that break. */
function OfShift({ n, value, onChange }: Pick<FieldsProps, 'n' | 'value' | 'onChange'>) {
  const { t } = useTranslation('shifts');
  const { clocked, paid, min, max, when } = value;
  return (
    <>
      <Checkbox
        size="sm"
        label={t('breaks.clocked')}
        checked={clocked}
        onChange={(e) => onChange({ clocked: e.currentTarget.checked })}
      />
      <Checkbox size="sm" label={t('breaks.paid')} checked={paid} onChange={(e) => onChange({ paid: e.currentTarget.checked })} />
      {(clocked || 'afterWorked' in when) && (
        <WholeNumber
          size="sm"
          w={130}
          of={MIN}
          aria-label={t('breaks.min', { n })}
          prefix={t('breaks.from')}
          value={min}
          onChange={(minutes) => minutes !== null && onChange({ min: minutes })}
        />
      )}
      {clocked && (
        <WholeNumber
          size="sm"
          w={130}
          of={MAX}
          aria-label={t('breaks.max', { n })}
          prefix={t('breaks.to')}
          placeholder={t('breaks.noMax')}
          value={max}
          onChange={(minutes) => onChange({ max: minutes })}
        />
      )}
    </>
  );
}

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
          <BreakFields
            n={i + 1}
            value={b}
            middle={middle}
            after={first?.start ?? 0}
            ofShift
            onChange={(part) => set(i, part)}
            onRemove={() => onChange({ ...body, breaks: breaks.filter((_, j) => j !== i) })}
          />
          <RowError error={errors[`body.breaks.${i}`]} />
        </div>
      ))}
      {breaks.length < 8 && (
        <Group gap="xs">
          <AddRow
            label={t('breaks.add')}
            onClick={() => onChange({ ...body, breaks: [...breaks, { ...NEW_BREAK, when: { at: middle }, length: 30 }] })}
          />
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
