import { Badge, Button, Checkbox, Group, Modal, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ABSENCE_UNITS } from '../../../domain/hours/requests.ts';
import { AbsenceKindFields, type AbsenceKind } from '../../../shared/hours.ts';
import { useAnswer } from '../../base/answers.ts';
import { useChange } from '../../parts/useChange.ts';
import { useLeaveWord } from '../../parts/useLeaveWord.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';
import classes from './inbox.module.css';

const Named = AbsenceKindFields.refine((fields) => fields.name !== '', { path: ['name'] });

/** A kind that Lintel brings has its name from the dictionaries, in each language; only what is added here is named. */
function KindDialog({ kind, onClose }: { readonly kind: AbsenceKind | null; readonly onClose: () => void }) {
  const { t } = useTranslation('hourRequests');
  const change = useChange();
  const word = useLeaveWord();
  const { kind: id, ...fields } = kind ?? { kind: null, ...NEW };
  const named = kind === null || kind.name !== '';
  const form = useCallForm({
    initial: fields,
    schema: named ? Named : AbsenceKindFields,
    words: (path) => (path === 'name' ? t('kindEdit.nameMissing') : undefined),
    place: (error) => (error.code === 'access-name-taken' ? { name: t('kindEdit.nameTaken', { name: error.name }) } : null),
    send: (values, onError) =>
      change('hourRequests.saveKind', { kind: id, fields: values }, { done: t('kindEdit.done'), onError }),
    done: onClose,
  });
  const { getInputProps, setFieldValue } = form.fields;
  return (
    <FormDialog
      title={kind === null ? t('kindEdit.new') : t('kindEdit.edit', { kind: word(kind.kind) })}
      go={t('kindEdit.go')}
      form={form}
      onClose={onClose}
    >
      {named && <TextInput label={t('kindEdit.name')} maxLength={60} data-autofocus {...getInputProps('name')} />}
      <Checkbox label={t('kindEdit.paid')} {...getInputProps('paid', { type: 'checkbox' })} />
      <Checkbox
        label={t('kindEdit.present')}
        description={t('kindEdit.presentHint')}
        {...getInputProps('present', { type: 'checkbox' })}
      />
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t('kindEdit.unit')}
        </Text>
        <SegmentedControl
          aria-label={t('kindEdit.unit')}
          value={form.values.unit}
          data={ABSENCE_UNITS.map((value) => ({ value, label: t(`kindEdit.units.${value}`) }))}
          onChange={(value) => setFieldValue('unit', value)}
        />
      </div>
      <Checkbox
        label={t('kindEdit.used')}
        description={t('kindEdit.usedHint')}
        {...getInputProps('used', { type: 'checkbox' })}
      />
      <Text size="sm" c="dimmed">
        {t('kindEdit.later')}
      </Text>
    </FormDialog>
  );
}

const NEW: Omit<AbsenceKind, 'kind'> = { name: '', paid: true, present: false, unit: 'half', used: true };

/** Kinds of absence: paid or not, present or not, in which pieces; one that is not wanted any more is retired, since days speak of it. */
export function KindsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['hourRequests', 'common']);
  useReturnFocus();
  const word = useLeaveWord();
  const { value, error } = useAnswer('hourRequests.kinds', null);
  const [edited, setEdited] = useState<AbsenceKind | 'new' | null>(null);
  const kinds = (value ?? []).toSorted((a, b) => Number(b.used) - Number(a.used));
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('hourRequests:kindEdit.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <ErrorNote error={error} />
      <ul className={classes.list}>
        {kinds.map((kind) => (
          <li key={kind.kind} className={classes.kind} data-kind={kind.kind}>
            <Text {...(kind.used ? {} : { c: 'dimmed' })}>{word(kind.kind)}</Text>
            <Group gap={6}>
              {[
                t(kind.paid ? 'hourRequests:absence.paid' : 'hourRequests:absence.unpaid'),
                ...(kind.present ? [t('hourRequests:absence.present')] : []),
                t(`hourRequests:kindEdit.units.${kind.unit}`),
                ...(kind.used ? [] : [t('hourRequests:kindEdit.retired')]),
              ].map((fact) => (
                <Badge key={fact} variant="light" color="gray">
                  {fact}
                </Badge>
              ))}
            </Group>
            <Button
              size="xs"
              variant="default"
              aria-label={t('hourRequests:kindEdit.edit', { kind: word(kind.kind) })}
              onClick={() => setEdited(kind)}
            >
              {t('hourRequests:kindEdit.change')}
            </Button>
          </li>
        ))}
      </ul>
      <Button mt="md" variant="default" leftSection={<IconPlus size={18} />} onClick={() => setEdited('new')}>
        {t('hourRequests:kindEdit.new')}
      </Button>
      {edited !== null && <KindDialog kind={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Modal>
  );
}
