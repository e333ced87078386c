import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ShiftBody } from '../../../shared/hours.ts';
import { TimeField } from './TimeField.tsx';
import { lengthText } from './wall.ts';
import { AddRow, RemoveRow } from './RowButtons.tsx';

export type RowsProps = {
  readonly body: ShiftBody;
  readonly errors: Readonly<Record<string, unknown>>;
  readonly onChange: (body: ShiftBody) => void;
};

export function RowError({ error }: { readonly error: unknown }) {
  return typeof error === 'string' ? (
    <Text size="sm" c="red" role="alert">
      {error}
    </Text>
  ) : null;
}

/** The parts of a shift as numbers: beside the ruler, for whoever types. */
export function SegmentRows({ body, errors, onChange }: RowsProps) {
  const { t } = useTranslation('shifts');
  const { segments } = body;
  if (segments.length === 0) return null;
  const set = (i: number, part: Partial<(typeof segments)[number]>) =>
    onChange({ ...body, segments: segments.map((s, j) => (j === i ? { ...s, ...part } : s)) });
  const last = segments.at(-1)!;
  return (
    <Stack gap={6} role="group" aria-label={t('parts.title')}>
      <Text fw={600}>{t('parts.title')}</Text>
      {segments.map((s, i) => (
        <div key={i} data-path={`body.segments.${i}`}>
          <Group gap="xs" wrap="nowrap">
            <TimeField
              aria-label={t('ruler.begins', { n: i + 1 })}
              value={s.start}
              after={segments[i - 1]?.end ?? 0}
              onChange={(start) => set(i, { start, end: s.end > start ? s.end : Math.min(2880, s.end + 1440) })}
            />
            <span>–</span>
            <TimeField
              aria-label={t('ruler.ends', { n: i + 1 })}
              value={s.end}
              after={s.start + 1}
              onChange={(end) => set(i, { end })}
            />
            <Text size="sm" c="dimmed">
              {lengthText(s.end - s.start)}
            </Text>
            {segments.length > 1 && (
              <RemoveRow
                label={t('parts.remove', { n: i + 1 })}
                onClick={() => onChange({ ...body, segments: segments.filter((_, j) => j !== i) })}
              />
            )}
          </Group>
          <RowError error={errors[`body.segments.${i}`]} />
        </div>
      ))}
      <div data-path="body.segments">
        <RowError error={errors['body.segments']} />
      </div>
      {segments.length < 4 && last.end + 90 <= 2880 && (
        <AddRow
          label={t('parts.add')}
          onClick={() =>
            onChange({ ...body, segments: [...segments, { start: last.end + 60, end: Math.min(2880, last.end + 240) }] })
          }
        />
      )}
    </Stack>
  );
}
