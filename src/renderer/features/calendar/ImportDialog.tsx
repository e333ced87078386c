import { Button, Checkbox, Group, Modal, Select, Text } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HOLIDAY_KINDS, type Holiday } from '../../../domain/calendar/holiday.ts';
import type { EncodingName, FileDay, HolidayFile } from '../../../shared/imported.ts';
import { useFormat } from '../../base/format.ts';
import { FoundEncodingField } from '../../parts/FoundEncodingField.tsx';
import { PlanImpact } from '../../parts/PlanImpact.tsx';
import { useChange } from '../../parts/useChange.ts';
import { LeftOutList } from './LeftOutList.tsx';
import { UnsureGroups } from './UnsureGroups.tsx';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';
import classes from './calendar.module.css';

type Props = {
  readonly file: HolidayFile;
  readonly known: readonly Holiday[];
  /** It is being read again. */
  readonly reading: boolean;
  readonly onEncoding: (encoding: EncodingName) => void;
  readonly onClose: () => void;
};

/** What a calendar file says, before anything is saved: how it was read, each day with what it was taken for, and what was left out. */
export function ImportDialog({ file, known, reading, onEncoding, onClose }: Props) {
  const { t } = useTranslation(['access', 'imports', 'common']);
  useReturnFocus();
  const change = useChange();
  const [days, setDays] = useState(file.days);
  const [busy, setBusy] = useState(false);
  const taken = days.filter((day) => day.tick);
  // A file never says as which weekday a working day is worked: what somebody has said stays.
  const asWeekdayOf = new Map(known.filter((h) => h.kind === 'working-day').map((h) => [h.date, h.asWeekday]));
  const changes = {
    save: taken.map(({ date, name, kind }) => ({
      ...{ date, name, kind },
      asWeekday: kind === 'working-day' ? (asWeekdayOf.get(date) ?? null) : null,
    })),
    remove: [],
  };
  const unsure = file.days.some((day) => !day.tick);
  const tickAs = (tick: (day: FileDay, i: number) => boolean) =>
    setDays((all) => all.map((day, i) => ({ ...day, tick: tick(day, i) })));

  const save = async () => {
    setBusy(true);
    const dates = new Set(taken.map((day) => day.date));
    const before = known.filter((h) => dates.has(h.date));
    const added = taken.filter((day) => !before.some((h) => h.date === day.date)).map((day) => day.date);
    const done = await change('access.saveHolidays', changes, {
      done: t('holidays.taken', { count: taken.length }),
      undo: () => void change('access.saveHolidays', { save: before, remove: added }, { done: t('common:undone') }),
    });
    setBusy(false);
    if (done) onClose();
  };
  const { entries, taken: read, leftOut } = file;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('holidays.preview')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Text mb={4}>{days.length === 0 ? t('holidays.nothing') : t('holidays.previewText')}</Text>
      <Text size="sm" c="dimmed" mb="sm">
        {t('imports:summary', { entries, taken: read, leftOut: leftOut.length })}
      </Text>
      <FoundEncodingField found={file.text} reading={reading} onChange={onEncoding} />
      <UnsureGroups
        file={file.days}
        days={days}
        onTick={(dates, tick) => setDays((all) => all.map((day) => (dates.has(day.date) ? { ...day, tick } : day)))}
      />
      {days.length > 0 && (
        <>
          <Group gap="xs" mt="xs" mb="xs">
            {unsure && (
              <Button size="compact-xs" variant="default" onClick={() => tickAs((_day, i) => file.days[i]?.tick === true)}>
                {t('imports:tickSure')}
              </Button>
            )}
            <Button size="compact-xs" variant="default" onClick={() => tickAs(() => true)}>
              {t('imports:tickAll')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => tickAs(() => false)}>
              {t('imports:tickNone')}
            </Button>
          </Group>
          <div className={classes.preview} role="group" aria-label={t('holidays.preview')}>
            <Days
              days={days}
              known={known}
              onChange={(date, part) => setDays((all) => all.map((day) => (day.date === date ? { ...day, ...part } : day)))}
            />
          </div>
        </>
      )}
      <LeftOutList leftOut={leftOut} format={file.format} />
      {taken.length > 0 && <PlanImpact change={{ kind: 'calendar', ...changes }} />}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button data-autofocus disabled={taken.length === 0 || reading} loading={busy} onClick={() => void save()}>
          {t('holidays.take', { count: taken.length })}
        </Button>
      </Group>
    </Modal>
  );
}

type DaysProps = {
  readonly days: readonly FileDay[];
  readonly known: readonly Holiday[];
  readonly onChange: (date: string, part: Partial<FileDay>) => void;
};

/** Each day under its year, with what it was taken for and why. */
function Days({ days, known, onChange }: DaysProps) {
  const { t } = useTranslation(['access', 'imports']);
  const format = useFormat();
  return days.map((day, i) => {
    const now = known.find((h) => h.date === day.date);
    const year = day.date.slice(0, 4);
    const sort = t(`imports:sort.${day.sort}`);
    const ground = t(`imports:ground.${day.ground}`);
    const replaces = now && t('holidays.replaces', { now: `${now.name}, ${t(`holidays.kind.${now.kind}`)}` });
    return (
      <Fragment key={day.date}>
        {days[i - 1]?.date.slice(0, 4) !== year && (
          <Text size="sm" fw={600} mt={4}>
            {year}
          </Text>
        )}
        <Group justify="space-between" wrap="nowrap" py={4}>
          <Checkbox
            checked={day.tick}
            label={`${format.dayOf(day.date)} · ${day.name}`}
            description={[t('imports:found', { sort, ground }), replaces].filter(Boolean).join(' · ')}
            onChange={(e) => onChange(day.date, { tick: e.currentTarget.checked })}
          />
          <Select
            size="xs"
            w={150}
            aria-label={`${day.date} ${day.name}`}
            data={HOLIDAY_KINDS.map((k) => ({ value: k, label: t(`holidays.kind.${k}`) }))}
            value={day.kind}
            allowDeselect={false}
            onChange={(value) => onChange(day.date, { kind: HOLIDAY_KINDS.find((k) => k === value) ?? 'off' })}
          />
        </Group>
      </Fragment>
    );
  });
}
