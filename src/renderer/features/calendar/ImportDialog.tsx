import { Button, Checkbox, Group, Modal, Select, Text } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HOLIDAY_KINDS, type Holiday } from '../../../domain/calendar/holiday.ts';
import type { HolidayPreview } from '../../../shared/calls/access.ts';
import { useFormat } from '../../base/format.ts';
import { useChange } from '../../parts/useChange.ts';
import classes from './calendar.module.css';

type Props = { readonly preview: HolidayPreview; readonly known: readonly Holiday[]; readonly onClose: () => void };

/** What a calendar file says, before anything is saved: each day can be left out, and be made a working day. */
export function ImportDialog({ preview, known, onClose }: Props) {
  const { t } = useTranslation(['access', 'common']);
  const format = useFormat();
  const change = useChange();
  const [days, setDays] = useState(() => preview.days.map((day) => ({ ...day, take: true })));
  const [busy, setBusy] = useState(false);
  const taken = days.filter((day) => day.take);
  const set = (date: string, part: Partial<(typeof days)[number]>) =>
    setDays((all) => all.map((day) => (day.date === date ? { ...day, ...part } : day)));

  const save = async () => {
    setBusy(true);
    const dates = new Set(taken.map((day) => day.date));
    const before = known.filter((h) => dates.has(h.date));
    const added = taken.filter((day) => !before.some((h) => h.date === day.date)).map((day) => day.date);
    const done = await change(
      'access.saveHolidays',
      { save: taken.map(({ date, name, kind }) => ({ date, name, kind })), remove: [] },
      {
        done: t('holidays.taken', { count: taken.length }),
        undo: () => void change('access.saveHolidays', { save: before, remove: added }, { done: t('common:undone') }),
      },
    );
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('holidays.preview')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Text mb="sm">{days.length === 0 ? t('holidays.nothing') : t('holidays.previewText')}</Text>
      {days.length > 0 && (
        <div className={classes.preview} role="group" aria-label={t('holidays.preview')}>
          {days.map((day, i) => {
            const now = known.find((h) => h.date === day.date);
            const year = day.date.slice(0, 4);
            return (
              <Fragment key={day.date}>
                {days[i - 1]?.date.slice(0, 4) !== year && (
                  <Text size="sm" fw={600} mt={4}>
                    {year}
                  </Text>
                )}
                <Group justify="space-between" wrap="nowrap" py={4}>
                  <Checkbox
                    checked={day.take}
                    label={`${format.dayOf(day.date)} · ${day.name}`}
                    description={
                      now ? t('holidays.replaces', { now: `${now.name}, ${t(`holidays.kind.${now.kind}`)}` }) : undefined
                    }
                    onChange={(e) => set(day.date, { take: e.currentTarget.checked })}
                  />
                  <Select
                    size="xs"
                    w={150}
                    aria-label={`${day.date} ${day.name}`}
                    data={HOLIDAY_KINDS.map((k) => ({ value: k, label: t(`holidays.kind.${k}`) }))}
                    value={day.kind}
                    allowDeselect={false}
                    onChange={(value) => set(day.date, { kind: HOLIDAY_KINDS.find((k) => k === value) ?? 'off' })}
                  />
                </Group>
              </Fragment>
            );
          })}
        </div>
      )}
      {preview.skipped > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('holidays.skipped', { count: preview.skipped })}
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button data-autofocus disabled={taken.length === 0} loading={busy} onClick={() => void save()}>
          {t('holidays.take', { count: taken.length })}
        </Button>
      </Group>
    </Modal>
  );
}
