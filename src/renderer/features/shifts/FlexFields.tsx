import { SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { ShiftBody } from '../../../shared/hours.ts';
import { WholeNumber } from '../../ui/WholeNumber.tsx';
import { TimeField } from './TimeField.tsx';
import classes from './shifts.module.css';

const MOVE = z.int().min(0).max(720);
const DAY = z.int().min(1).max(1440);
const WEEK = z.int().min(1).max(10_080);

type Props = { readonly body: ShiftBody; readonly onChange: (body: ShiftBody) => void };

/** What a way of being flexible asks besides the parts. */
export function FlexFields({ body, onChange }: Props) {
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
    case 'core': {
      const core = flex.core[0] ?? { start: 600, end: 900 };
      const set = (part: Partial<typeof core>) => onChange({ ...body, flex: { ...flex, core: [{ ...core, ...part }] } });
      return (
        <div className={classes.row}>
          <TimeField label={t('core.from')} value={core.start} onChange={(start) => set({ start })} />
          <TimeField label={t('core.to')} value={core.end} after={core.start + 1} onChange={(end) => set({ end })} />
          <WholeNumber
            size="sm"
            w={220}
            of={DAY}
            label={t('core.required')}
            value={flex.required}
            onChange={(required) => required !== null && onChange({ ...body, flex: { ...flex, required } })}
          />
        </div>
      );
    }
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
