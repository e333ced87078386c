import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { MonthPickerInput } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../base/format.ts';
import { monthOf, monthsAfter, readAt } from '../../parts/months.ts';
import { useDateFormats } from '../../ui/dateFormats.ts';

type Props = { readonly month: string; readonly onMonth: (month: string) => void };

const icon = { size: 20, stroke: 1.75 } as const;

/** A month, its neighbours, and the two that are asked for most. "Last month" is the calendar's. */
export function MonthNav({ month, onMonth }: Props) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const current = monthOf(format.isoDay(Date.now()));
  const step = (by: number, label: string, Icon: typeof IconChevronLeft) => {
    const to = monthsAfter(month, by);
    return (
      <Tooltip label={label}>
        <ActionIcon variant="default" size={42} aria-label={label} disabled={readAt(to) === null} onClick={() => onMonth(to)}>
          <Icon {...icon} />
        </ActionIcon>
      </Tooltip>
    );
  };
  return (
    // It gives way and breaks its own line, so that what stands beside it stays there in a narrow window.
    <Group gap="xs" flex="1 1 290px" maw="max-content" role="group" aria-label={t('month.label')}>
      {step(-1, t('month.before'), IconChevronLeft)}
      <MonthPickerInput
        size="md"
        w={170}
        aria-label={t('month.label')}
        value={`${month}-01`}
        {...useDateFormats().month}
        minDate="1970-02-01"
        maxDate="2099-12-01"
        onChange={(value) => {
          if (value !== null) onMonth(monthOf(value));
        }}
      />
      {step(1, t('month.after'), IconChevronRight)}
      <Button variant="subtle" disabled={month === current} onClick={() => onMonth(current)}>
        {t('month.this')}
      </Button>
      <Button variant="subtle" disabled={month === monthsAfter(current, -1)} onClick={() => onMonth(monthsAfter(current, -1))}>
        {t('month.last')}
      </Button>
    </Group>
  );
}
