import { Group, SegmentedControl, Select, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../base/answers.ts';
import { useSettings } from '../../base/session.ts';
import { useDateFormats } from '../../ui/dateFormats.ts';
import { lastMonth, thisMonth, type Choice } from './choice.ts';

type Props = {
  /** Of its label: there may be two on a page. */
  readonly id: string;
  readonly choice: Choice;
  readonly onChange: (part: Partial<Choice>) => void;
};

/** The last month is the calendar month before this one. */
export function Days({ id, choice, onChange }: Props) {
  const { t } = useTranslation('exports');
  const formats = useDateFormats();
  const { timeZone } = useSettings().site;
  const people = useAnswer('people.list', { search: '' }).value ?? [];
  const departments = [...new Set(people.map(({ department }) => department).filter((d) => d !== ''))].toSorted();
  const [range, setRange] = useState<[string | null, string | null]>([choice.from, choice.to]);
  const is = ({ from, to }: Pick<Choice, 'from' | 'to'>) => choice.from === from && choice.to === to;
  const period = is(lastMonth(timeZone)) ? 'last' : is(thisMonth(timeZone)) ? 'this' : 'other';
  const take = (part: Pick<Choice, 'from' | 'to'>) => {
    setRange([part.from, part.to]);
    onChange(part);
  };
  return (
    <Group align="end" gap="sm">
      <div>
        <Text fw={600} mb={4} id={id}>
          {t('period')}
        </Text>
        <SegmentedControl
          aria-labelledby={id}
          value={period}
          data={[
            { value: 'last', label: t('periods.last') },
            { value: 'this', label: t('periods.this') },
            { value: 'other', label: t('periods.other'), disabled: period !== 'other' },
          ]}
          onChange={(to) => to !== 'other' && take(to === 'last' ? lastMonth(timeZone) : thisMonth(timeZone))}
        />
      </div>
      <DatePickerInput
        {...formats.date}
        size="md"
        type="range"
        w={320}
        label={t('days')}
        allowSingleDateInRange
        value={range}
        onChange={([from, to]) => {
          setRange([from, to]);
          if (from !== null && to !== null) onChange({ from, to });
        }}
      />
      <Select
        label={t('whose')}
        w={220}
        placeholder={t('everybody')}
        data={departments}
        value={choice.department}
        clearable
        onChange={(department) => onChange({ department })}
      />
    </Group>
  );
}
