import { ActionIcon, Alert, Button, Group, NumberInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconClockPlus, IconFolder, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isoDay } from '../../../domain/hours/days.ts';
import type { KeyedTemplate } from '../../../shared/calls/exports.ts';
import type { Output } from '../../../shared/contract.ts';
import { ScheduleFields } from '../../../shared/exports.ts';
import { useAnswer } from '../../base/answers.ts';
import { useChange } from '../../parts/useChange.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { nameOf } from './choice.ts';
import { TemplateSelect } from './NewFile.tsx';

const icon = { size: 18, stroke: 1.75 } as const;
type Schedule = Output<'exports.schedules'>[number];

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Files that are made by themselves each month, of the month before. */
export function SchedulesPart({ templates }: { readonly templates: readonly KeyedTemplate[] }) {
  const { t } = useTranslation(['exports', 'common']);
  const change = useChange();
  const { value } = useAnswer('exports.schedules', null);
  const [open, setOpen] = useState<Schedule | 'new' | null>(null);
  const [going, setGoing] = useState<Schedule | null>(null);
  if (!value) return null;
  const name = (of: Schedule): string => {
    const template = templates.find(({ key }) => key === of.template);
    return template ? nameOf(template, t) : of.name;
  };
  return (
    <section aria-labelledby="export-schedules">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="export-schedules">
          {t('schedules')}
        </Title>
        <Button variant="default" leftSection={<IconClockPlus {...icon} />} onClick={() => setOpen('new')}>
          {t('addSchedule')}
        </Button>
      </Group>
      {value.length === 0 && <Text c="dimmed">{t('noSchedules')}</Text>}
      <Stack gap="xs">
        {value.map((of) => (
          <div key={of.id}>
            <Group gap="sm" wrap="nowrap">
              <Text fw={600} miw={200}>
                {name(of)}
              </Text>
              <Text flex={1} style={{ overflowWrap: 'anywhere' }}>
                {t('scheduleText', {
                  day: of.day,
                  time: clockOf(of.minute),
                  folder: of.folder,
                  whose: of.department ?? t('everybody'),
                })}
              </Text>
              <Text size="sm" c="dimmed">
                {t('doneUntil', { month: isoDay(of.doneUntil).slice(0, 7) })}
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('changeSchedule', { name: name(of) })}
                onClick={() => setOpen(of)}
              >
                <IconPencil {...icon} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('deleteSchedule', { name: name(of) })}
                onClick={() => setGoing(of)}
              >
                <IconTrash {...icon} />
              </ActionIcon>
            </Group>
            {of.problem !== null && (
              <Alert color="red" mt={4} role="alert">
                {t(of.problem === 'export-folder-missing' ? 'folderMissing' : 'scheduleFailed', { folder: of.folder })}
              </Alert>
            )}
          </div>
        ))}
      </Stack>
      {open && <ScheduleDialog schedule={open === 'new' ? null : open} templates={templates} onClose={() => setOpen(null)} />}
      {going && (
        <ConfirmDialog
          title={t('deleteSchedule', { name: name(going) })}
          text={t('deleteScheduleText')}
          go={t('delete')}
          onClose={() => setGoing(null)}
          onGo={() => change('exports.deleteSchedule', { id: going.id }, { done: t('scheduleGone') })}
        />
      )}
    </section>
  );
}

/** A time is typed as a clock says it. */
const Typed = ScheduleFields.extend({
  minute: z
    .string()
    .regex(/^([01]?\d|2[0-3]):[0-5]\d$/)
    .transform((text) => Number(text.split(':')[0]) * 60 + Number(text.split(':')[1])),
});

type DialogProps = {
  readonly schedule: Schedule | null;
  readonly templates: readonly KeyedTemplate[];
  readonly onClose: () => void;
};

function ScheduleDialog({ schedule, templates, onClose }: DialogProps) {
  const { t } = useTranslation(['exports', 'common']);
  const change = useChange();
  const people = useAnswer('people.list', { search: '' }).value ?? [];
  const departments = [...new Set(people.map(({ department }) => department).filter((d) => d !== ''))].toSorted();
  const form = useCallForm({
    initial: {
      template: schedule?.template ?? 'totals-xlsx',
      folder: schedule?.folder ?? '',
      department: schedule?.department ?? null,
      day: schedule?.day ?? 2,
      minute: clockOf(schedule?.minute ?? 360),
    },
    schema: Typed,
    words: (path) => (path === 'minute' ? t('badTime') : path === 'folder' ? t('noFolder') : undefined),
    send: (fields, onError) =>
      change('exports.saveSchedule', { id: schedule?.id ?? null, fields }, { done: t('scheduleSaved'), onError }),
    done: onClose,
  });
  const { getInputProps, setFieldValue } = form.fields;
  const choose = async () => {
    const answer = await change('exports.chooseFolder', null);
    if (typeof answer?.value === 'string') setFieldValue('folder', answer.value);
  };
  return (
    <FormDialog
      title={t(schedule ? 'changeScheduleTitle' : 'addSchedule')}
      size="lg"
      go={t('common:save')}
      form={form}
      onClose={onClose}
    >
      <TemplateSelect templates={templates} value={form.values.template} onChange={(key) => setFieldValue('template', key)} />
      <Group align="start" gap="sm" wrap="nowrap">
        <TextInput flex={1} label={t('folder')} {...getInputProps('folder')} />
        <Button mt={27} variant="default" leftSection={<IconFolder {...icon} />} onClick={() => void choose()}>
          {t('chooseFolder')}
        </Button>
      </Group>
      <Select label={t('whose')} placeholder={t('everybody')} data={departments} clearable {...getInputProps('department')} />
      <Group align="start" gap="sm">
        <NumberInput w={200} label={t('dayOfMonth')} min={1} max={28} allowDecimal={false} {...getInputProps('day')} />
        <TextInput w={140} label={t('timeOfDay')} placeholder="06:00" {...getInputProps('minute')} />
      </Group>
      <Text size="sm" c="dimmed">
        {t('scheduleHint')}
      </Text>
    </FormDialog>
  );
}
