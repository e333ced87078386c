import { SegmentedControl, Select, Switch, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../../domain/hours/plan.ts';
import type { ShiftBody } from '../../../shared/hours.ts';
import { SHIFT_COLOURS, ShiftFields, type StoredShift } from '../../../shared/shifts.ts';
import { useChange } from '../../parts/useChange.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { NameField, useName } from '../../ui/NameField.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { WholeNumber } from '../../ui/WholeNumber.tsx';
import { BreakRows } from './BreakRows.tsx';
import { Chip } from './Chip.tsx';
import { DayField } from './DayField.tsx';
import { asKind, FLEX_KINDS, flexKind } from './draft.ts';
import { FlexFields } from './FlexFields.tsx';
import { PlanImpact } from '../../parts/PlanImpact.tsx';
import { Ruler } from './Ruler.tsx';
import { SegmentRows } from './SegmentRows.tsx';
import { TryIt } from './TryIt.tsx';
import { useFaultWords } from './useFaultWords.ts';
import classes from './shifts.module.css';
import layout from '../../ui/layout.module.css';

type Props = {
  /** null = a new one, which begins as `draft`. */
  readonly shift: StoredShift | null;
  readonly draft: ShiftFields;
  readonly today: number;
  readonly onClose: () => void;
};

/** A shift as numbers and to scale; whom it changes stands below before it is saved. */
export function ShiftDialog({ shift, draft, today, onClose }: Props) {
  const { t } = useTranslation(['shifts', 'common']);
  const change = useChange();
  const name = useName();
  const faults = useFaultWords();
  const form = useCallForm({
    initial: draft,
    schema: ShiftFields,
    words: (path, issue, typed) => (issue.code === 'custom' ? faults(typed.body) : undefined) ?? name.words(path, issue, typed),
    place: name.place,
    send: (fields, onError) =>
      change('shifts.save', { id: shift?.id ?? null, fields }, { done: t('saved', { name: fields.name }), onError }),
    done: onClose,
  });
  const { getInputProps, setFieldValue, errors } = form.fields;
  const { name: named, code, colour, from, body } = form.values;
  const set = (next: ShiftBody) => setFieldValue('body', next);
  const used = (shift?.usedBy.length ?? 0) > 0;
  const parsed = ShiftFields.shape.body.safeParse(body);
  return (
    <FormDialog
      title={shift ? t('shift.changeTitle', { name: shift.name }) : t('shift.new')}
      size={980}
      go={t('common:save')}
      form={form}
      onClose={onClose}
    >
      <div className={classes.row}>
        <NameField {...getInputProps('name')} style={{ flex: '1 1 220px' }} />
        <TextInput w={90} label={t('shift.code')} maxLength={4} autoComplete="off" {...getInputProps('code')} />
        <Select
          w={150}
          label={t('shift.colour')}
          data={SHIFT_COLOURS.map((c) => ({ value: c, label: t(`colours.${c}`) }))}
          allowDeselect={false}
          {...getInputProps('colour')}
        />
        <div style={{ paddingBottom: 8 }}>
          <Chip shift={{ name: named === '' ? '–' : named, code, colour }} />
        </div>
        {used && (
          <DayField
            label={t('validFrom')}
            description={t('validFromHint')}
            min={today}
            {...getInputProps('from')}
            value={from}
            onChange={(day) => day !== null && setFieldValue('from', day)}
          />
        )}
      </div>
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
      <FlexFields body={body} onChange={set} />
      <div className={classes.row}>
        {body.segments.length > 0 && (
          <>
            <WholeNumber
              w={190}
              size="sm"
              of={ShiftFields.shape.body.shape.before}
              label={t('shift.before')}
              {...getInputProps('body.before')}
            />
            <WholeNumber
              w={190}
              size="sm"
              of={ShiftFields.shape.body.shape.after}
              label={t('shift.after')}
              {...getInputProps('body.after')}
            />
            <Select
              w={240}
              size="sm"
              label={t('shift.halfDay')}
              allowDeselect={false}
              data={(['without-break', 'with-break', 'by-break'] as const).map((way) => ({
                value: way,
                label: t(`halfDay.${way}`),
              }))}
              value={typeof body.halfDayAt === 'string' ? body.halfDayAt : null}
              placeholder={t('halfDay.at')}
              onChange={(way) => set({ ...body, halfDayAt: way === 'with-break' || way === 'by-break' ? way : 'without-break' })}
            />
          </>
        )}
        <Switch
          label={t('shift.needIn')}
          checked={body.needIn}
          onChange={(e) => set({ ...body, needIn: e.currentTarget.checked })}
        />
        <Switch
          label={t('shift.needOut')}
          checked={body.needOut}
          onChange={(e) => set({ ...body, needOut: e.currentTarget.checked })}
        />
      </div>
      {parsed.success && <TryIt body={parsed.data} today={today} />}
      {shift && (
        <PlanImpact
          change={parsed.success && !faultOf({ id: 0, name: '', ...body }) ? { kind: 'shift', id: shift.id, from, body } : null}
        />
      )}
    </FormDialog>
  );
}
