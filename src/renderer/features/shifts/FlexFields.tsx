import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Segment } from '../../../domain/hours/model.ts';
import type { ShiftBody } from '../../../shared/hours.ts';
import { WholeNumber } from '../../ui/WholeNumber.tsx';
import { RowError, type RowsProps } from './SegmentRows.tsx';
import { TimeField } from './TimeField.tsx';
import { AddRow, RemoveRow } from './RowButtons.tsx';
import classes from './shifts.module.css';

const MOVE = z.int().min(0).max(720);
const DAY = z.int().min(1).max(1440);
const WEEK = z.int().min(1).max(10_080);

/** What a way of being flexible asks besides the parts. */
export function FlexFields({ body, errors, onChange }: RowsProps) {
  const { t } = useTranslation('shifts');
  const { flex } = body;
  if (!flex) return null;
  switch (flex.kind) {
    case 'slide':
      return (
        <div className={classes.row}>
          {(['early', 'late'] as const).map((way) => (
            <WholeNumber
              key={way}
              size="sm"
              w={220}
              of={MOVE}
              label={t(`slide.${way}`)}
              value={flex[way]}
              onChange={(minutes) => minutes !== null && onChange({ ...body, flex: { ...flex, [way]: minutes } })}
            />
          ))}
        </div>
      );
    case 'core':
      return <CoreFields body={body} errors={errors} flex={flex} onChange={onChange} />;
    case 'free':
      return (
        <div className={classes.row}>
          <WholeNumber
            size="sm"
            w={200}
            of={flex.per === 'day' ? DAY : WEEK}
            label={t('free.required')}
            value={flex.required}
            onChange={(required) => required !== null && onChange({ ...body, flex: { ...flex, required } })}
          />
          <div>
            <Text size="sm" fw={500} id="free-per">
              {t('free.per')}
            </Text>
            <SegmentedControl
              size="sm"
              aria-labelledby="free-per"
              value={flex.per}
              data={[
                { value: 'day', label: t('free.day') },
                { value: 'week', label: t('free.week') },
              ]}
              onChange={(per) =>
                onChange({
                  ...body,
                  flex: { ...flex, per, required: per === 'day' ? Math.min(1440, flex.required) : flex.required },
                })
              }
            />
          </div>
          <TimeField
            label={t('free.dayStartsAt')}
            value={flex.dayStartsAt}
            onChange={(at) => onChange({ ...body, flex: { ...flex, dayStartsAt: Math.min(1439, at) } })}
          />
        </div>
      );
  }
}

type CoreProps = RowsProps & { readonly flex: Extract<NonNullable<ShiftBody['flex']>, { kind: 'core' }> };

/** When everybody is to be there, in up to four blocks, and how much is to be worked in all. */
function CoreFields({ body, errors, flex, onChange }: CoreProps) {
  const { t } = useTranslation('shifts');
  const { core, required } = flex;
  const set = (next: Partial<typeof flex>) => onChange({ ...body, flex: { ...flex, ...next } });
  const block = (i: number, part: Partial<Segment>) => set({ core: core.map((c, j) => (j === i ? { ...c, ...part } : c)) });
  const last = core.at(-1);
  const [opens, closes] = [body.segments[0]?.start ?? 0, body.segments.at(-1)?.end ?? 2880];
  // As long as there is room, two hours after an hour between.
  const start = last ? last.end + 60 : opens;
  const next = { start, end: Math.min(closes, start + 120) };
  return (
    <Stack gap={6}>
      {core.map((c, i) => (
        <div key={i} data-path={`body.flex.core.${i}`}>
          <div className={classes.row} role="group" aria-label={t('core.block', { n: i + 1 })}>
            <TimeField
              label={t('core.from')}
              value={c.start}
              after={core[i - 1]?.end ?? 0}
              onChange={(start) => block(i, { start })}
            />
            <TimeField label={t('core.to')} value={c.end} after={c.start + 1} onChange={(end) => block(i, { end })} />
            <RemoveRow
              label={t('core.remove', { n: i + 1 })}
              mb={4}
              onClick={() => set({ core: core.filter((_, j) => j !== i) })}
            />
          </div>
          <RowError error={errors[`body.flex.core.${i}`]} />
        </div>
      ))}
      {core.length < 4 && next.start < next.end && (
        <AddRow label={t('core.add')} onClick={() => set({ core: [...core, next] })} />
      )}
      <WholeNumber
        size="sm"
        w={220}
        of={DAY}
        label={t('core.required')}
        value={required}
        onChange={(minutes) => minutes !== null && set({ required: minutes })}
      />
    </Stack>
  );
}
