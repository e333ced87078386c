import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../../../shared/access.ts';
import { FIRE_INPUT_KINDS, FireInputConfig, FireInputFields, type FireInputView } from '../../../../shared/fire-inputs.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { NameField, useName } from '../../../ui/NameField.tsx';
import { useCallForm } from '../../../ui/useCallForm.ts';
import { Choice, Secret } from '../output/controls.tsx';
import { FieldList } from '../output/FieldList.tsx';
import { useDeviceWords } from '../output/words.ts';
import { useChange } from '../../../parts/useChange.ts';
import { asksAgain, defaultOf, Draft, draftOf } from './draft.ts';
import { FIRE_FIELDS } from './fields.ts';
import { TryButton } from './TryButton.tsx';

type Props = {
  readonly access: AccessOverview;
  /** null = a new one. */
  readonly view: FireInputView | null;
  readonly onSaved: () => void;
  readonly onClose: () => void;
};

/** A new input of the fire panel, or changes to one. */
export function FireInputDialog({ access, view, onSaved, onClose }: Props) {
  const { t } = useTranslation(['fire', 'outputs', 'common']);
  const change = useChange();
  const name = useName();
  const device = useDeviceWords();
  const id = view?.id ?? null;
  const form = useCallForm({
    initial: draftOf(view),
    schema: Draft,
    words: (path, issue, draft) => name.words(path, issue, draft) ?? device(path, issue, draft),
    place: name.place,
    send: async ({ password, ...fields }, onError) => {
      const saved = await change(
        'fireInputs.save',
        { id, fields, password },
        { done: t('saved', { name: fields.name }), onError },
      );
      if (saved) onSaved();
      return saved;
    },
    done: onClose,
    secrets: ['password'],
  });
  const { config, doorId, password } = form.values;
  const { getInputProps, setFieldValue, setValues } = form.fields;
  const setKind = (kind: FireInputConfig['kind']) => {
    form.forgive();
    setValues({ password: null, config: kind === view?.config.kind ? view.config : defaultOf(kind) });
  };
  return (
    <FormDialog
      title={view ? t('changeTitle', { name: view.name }) : t('newTitle')}
      size="lg"
      go={t('common:save')}
      form={form}
      onClose={onClose}
    >
      <NameField {...getInputProps('name')} />
      <Select
        label={t('opens')}
        allowDeselect={false}
        value={doorId === null ? 'all' : String(doorId)}
        data={[{ value: 'all', label: t('allDoors') }, ...access.doors.map((d) => ({ value: String(d.id), label: d.name }))]}
        onChange={(chosen) => setFieldValue('doorId', chosen === null || chosen === 'all' ? null : Number(chosen))}
      />
      <Choice
        label={t('kind')}
        value={config.kind}
        data={FIRE_INPUT_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        onChange={setKind}
      />
      <FieldList fields={FIRE_FIELDS[config.kind]} form={form} schema={FireInputConfig} />
      {config.kind !== 'modbus' && (
        <Secret
          {...getInputProps('password')}
          label={t('outputs:password')}
          value={password}
          stored={view?.password ?? false}
          again={view !== null && asksAgain(view.config, config)}
        />
      )}
      <TryButton asked={{ id, config, password }} disabled={!FireInputFields.shape.config.safeParse(config).success} />
    </FormDialog>
  );
}
