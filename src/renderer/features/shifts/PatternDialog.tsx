import { Checkbox, Radio, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay, weekdayOfDay } from '../../../domain/hours/days.ts';
import { PatternFields, type ShiftsOverview, type StoredPattern } from '../../../shared/shifts.ts';
import { useFormat } from '../../base/format.ts';
import { useChange } from '../../parts/useChange.ts';
import { NameField, useName } from '../../ui/NameField.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { WholeNumber } from '../../ui/WholeNumber.tsx';
import { z } from 'zod';
import { Chip } from './Chip.tsx';
import { DayField } from './DayField.tsx';
import { patternDays, PATTERN_SHAPES } from './draft.ts';
import { VersionDialog } from './VersionDialog.tsx';
import classes from './shifts.module.css';

type Props = {
  readonly plan: ShiftsOverview;
  /** null = a new one. */
  readonly pattern: StoredPattern | null;
  readonly draft: PatternFields;
  readonly onClose: () => void;
};
const LENGTH = z.int().min(1).max(366);

/** Shifts and rest in their order, from an anchor on, as a strip: a day takes the shift that is chosen above it. */
export function PatternDialog({ plan, pattern, draft, onClose }: Props) {
  const { t } = useTranslation(['shifts', 'access']);
  const format = useFormat();
  const change = useChange();
  const name = useName();
  const { shifts, today } = plan;
  const [brush, setBrush] = useState<number | null>(shifts[0]?.id ?? null);
  const form = useCallForm({
    initial: draft,
    schema: PatternFields,
    words: name.words,
    place: name.place,
    send: (fields, onError) =>
      change('patterns.save', { id: pattern?.id ?? null, fields }, { done: t('saved', { name: fields.name }), onError }),
    done: onClose,
  });
  const { getInputProps, setFieldValue } = form.fields;
  const { from, body } = form.values;
  const used = (pattern?.usedBy.length ?? 0) > 0;
  const set = (part: Partial<typeof body>) => setFieldValue('body', { ...body, ...part });
  const nameOf = (id: number | null): string => (id === null ? t('rest') : (shifts.find((s) => s.id === id)?.name ?? t('gone')));
  const parsed = PatternFields.shape.body.safeParse(body);
  return (
    <VersionDialog
      title={pattern ? t('pattern.changeTitle', { name: pattern.name }) : t('pattern.new')}
      size={860}
      form={form}
      head={<NameField {...getInputProps('name')} style={{ flex: '1 1 220px' }} />}
      from={used ? { today, ...getInputProps('from'), value: from, onChange: (day) => setFieldValue('from', day) } : null}
      change={pattern && parsed.success ? { kind: 'pattern', id: pattern.id, from, body: parsed.data } : null}
      onClose={onClose}
    >
      <div className={classes.row}>
        <Select
          size="sm"
          w={240}
          label={t('pattern.shape')}
          placeholder={t('pattern.own')}
          value={null}
          data={PATTERN_SHAPES.map((shape) => ({ value: shape, label: t(`shapes.${shape}`) }))}
          onChange={(chosen) => {
            const shape = PATTERN_SHAPES.find((each) => each === chosen);
            if (shape) set({ days: patternDays(shape, brush), followsCalendar: shape === 'week' || shape === 'weeks' });
          }}
        />
        <WholeNumber
          size="sm"
          w={130}
          of={LENGTH}
          label={t('pattern.length')}
          value={body.days.length}
          onChange={(n) => n !== null && set({ days: Array.from({ length: n }, (_, i) => body.days[i] ?? null) })}
        />
        <DayField
          label={t('pattern.anchor')}
          {...getInputProps('body.anchor')}
          value={body.anchor}
          onChange={(anchor) => anchor !== null && set({ anchor })}
        />
      </div>
      <Radio.Group
        label={t('pattern.brush')}
        value={String(brush ?? 'rest')}
        onChange={(chosen) => setBrush(chosen === 'rest' ? null : Number(chosen))}
      >
        <Group gap="md" mt={6}>
          {shifts.map((s) => (
            <Radio key={s.id} value={String(s.id)} label={<Chip shift={s} long />} />
          ))}
          <Radio value="rest" label={t('rest')} />
        </Group>
      </Radio.Group>
      <div className={classes.strip} role="group" aria-label={t('pattern.strip')}>
        {body.days.map((id, i) => {
          const day = body.anchor + i;
          const shift = shifts.find((s) => s.id === id);
          const when = t('pattern.day', { n: i + 1, day: format.dayOf(isoDay(day)) });
          return (
            <button
              key={i}
              type="button"
              className={classes.day}
              aria-label={`${when}: ${nameOf(id)}`}
              onClick={() => set({ days: body.days.map((was, j) => (j === i ? brush : was)) })}
            >
              <span className={classes.dayName}>
                {i + 1} · {t(`access:profiles.days.${weekdayOfDay(day)}`).slice(0, 3)}
              </span>
              {shift ? <Chip shift={shift} /> : nameOf(id)}
            </button>
          );
        })}
      </div>
      <Checkbox
        label={t('pattern.regardless')}
        description={t('pattern.regardlessHint')}
        checked={!body.followsCalendar}
        onChange={(e) => set({ followsCalendar: !e.currentTarget.checked })}
      />
    </VersionDialog>
  );
}
