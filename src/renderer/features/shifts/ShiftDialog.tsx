import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ShiftBody } from '../../../shared/hours.ts';
import { SHIFT_COLOURS, ShiftFields, type StoredShift } from '../../../shared/shifts.ts';
import { useChange } from '../../parts/useChange.ts';
import { NameField, useName } from '../../ui/NameField.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { Chip } from './Chip.tsx';
import { ShiftEditor } from './ShiftEditor.tsx';
import { TryIt } from './TryIt.tsx';
import { useFaultWords } from './useFaultWords.ts';
import { VersionDialog } from './VersionDialog.tsx';

type Props = {
  /** null = a new one, which begins as `draft`. */
  readonly shift: StoredShift | null;
  readonly draft: ShiftFields;
  readonly today: number;
  readonly onClose: () => void;
};

/** A shift as numbers and to scale; whom it changes stands below before it is saved. */
export function ShiftDialog({ shift, draft, today, onClose }: Props) {
  const { t } = useTranslation('shifts');
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
    <VersionDialog
      title={shift ? t('shift.changeTitle', { name: shift.name }) : t('shift.new')}
      size={980}
      form={form}
      head={
        <>
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
        </>
      }
      from={used ? { today, ...getInputProps('from'), value: from, onChange: (day) => setFieldValue('from', day) } : null}
      change={shift && parsed.success ? { kind: 'shift', id: shift.id, from, body } : null}
      onClose={onClose}
    >
      <ShiftEditor body={body} errors={errors} onChange={set} />
      <TryIt day={today} body={body} rule={null} text={t('try.text')} />
    </VersionDialog>
  );
}
