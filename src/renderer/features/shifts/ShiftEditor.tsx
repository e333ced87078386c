import { SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BreakRows } from './BreakRows.tsx';
import { DayFields } from './DayFields.tsx';
import { asKind, FLEX_KINDS, flexKind } from './draft.ts';
import { FlexFields } from './FlexFields.tsx';
import { Ruler } from './Ruler.tsx';
import { SegmentRows, type RowsProps } from './SegmentRows.tsx';
import layout from '../../ui/layout.module.css';

/** All of a version of a shift: to scale, and as numbers. */
export function ShiftEditor({ body, errors, onChange: set }: RowsProps) {
  const { t } = useTranslation('shifts');
  return (
    <>
      <div>
        <SegmentedControl
          fullWidth
          aria-label={t('shift.kind')}
          value={flexKind(body.flex)}
          data={FLEX_KINDS.map((kind) => ({ value: kind, label: t(`flex.${kind}`) }))}
          onChange={(kind) => set(asKind(body, kind))}
        />
        <Text size="sm" c="dimmed" mt={4}>
          {t(`flexHint.${flexKind(body.flex)}`)}
        </Text>
      </div>
      <Ruler body={body} onChange={set} />
      <div className={layout.pair}>
        <SegmentRows body={body} errors={errors} onChange={set} />
        <BreakRows body={body} errors={errors} onChange={set} />
      </div>
      <FlexFields body={body} errors={errors} onChange={set} />
      <DayFields body={body} onChange={set} />
    </>
  );
}
