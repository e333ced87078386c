import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../../domain/errors.ts';
import type { AccessOverview } from '../../../../shared/access.ts';
import { FIRE_INPUT_KINDS, type FireInputConfig, type FireInputView } from '../../../../shared/fire-inputs.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { NameField } from '../../../ui/NameField.tsx';
import { Choice, Secret } from '../output/controls.tsx';
import { useChange } from '../../../parts/useChange.ts';
import { asksAgain, defaultOf, fieldsOf, problemsOf } from './draft.ts';
import { ModbusFields, MqttFields, ShellyFields } from './fields.tsx';
import { TryButton } from './TryButton.tsx';

type ConfigProps = {
  readonly config: FireInputConfig;
  readonly strict: boolean;
  readonly onChange: (config: FireInputConfig) => void;
};

function ConfigFields({ config, strict, onChange }: ConfigProps) {
  const { t } = useTranslation('outputs');
  const problems = strict ? problemsOf(config) : null;
  const errorOf = (path: string): string | undefined => {
    const why = problems?.get(path);
    if (why === undefined) return undefined;
    if (why !== '') return t(`problems.${why}`);
    const last = path.split('.').at(-1);
    if (last === 'url') return t('problems.url', { example: 'mqtt://192.168.1.5:1883' });
    return last === 'host' || last === 'topic' ? t(`problems.${last}`) : t('problems.word');
  };
  if (config.kind === 'shelly') return <ShellyFields config={config} onChange={onChange} errorOf={errorOf} />;
  if (config.kind === 'modbus') return <ModbusFields config={config} onChange={onChange} errorOf={errorOf} />;
  return <MqttFields config={config} onChange={onChange} errorOf={errorOf} />;
}

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
  const [value, setValue] = useState(() => fieldsOf(view));
  const [password, setPassword] = useState<string | null>(null);
  const { config } = value;
  const whole = problemsOf(config).size === 0;
  const id = view?.id ?? null;

  const save = async (onError: (error: AppError) => void) => {
    const fields = { ...value, name: value.name.trim() };
    const saved = await change('fireInputs.save', { id, fields, password }, { done: t('saved', { name: fields.name }), onError });
    if (saved) onSaved();
    return saved;
  };
  const setKind = (kind: FireInputConfig['kind']) => {
    setPassword(null);
    setValue({ ...value, config: kind === view?.config.kind ? view.config : defaultOf(kind) });
  };
  return (
    <FormDialog
      title={view ? t('changeTitle', { name: view.name }) : t('newTitle')}
      size="lg"
      go={t('common:save')}
      complete={value.name.trim() !== '' && whole}
      send={save}
      onClose={onClose}
    >
      {({ error, strict }) => (
        <>
          <NameField value={value.name} error={error} strict={strict} onChange={(name) => setValue({ ...value, name })} />
          <Select
            label={t('opens')}
            allowDeselect={false}
            value={value.doorId === null ? 'all' : String(value.doorId)}
            data={[{ value: 'all', label: t('allDoors') }, ...access.doors.map((d) => ({ value: String(d.id), label: d.name }))]}
            onChange={(chosen) => setValue({ ...value, doorId: chosen === null || chosen === 'all' ? null : Number(chosen) })}
          />
          <Choice
            label={t('kind')}
            value={config.kind}
            data={FIRE_INPUT_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
            onChange={setKind}
          />
          <ConfigFields config={config} strict={strict} onChange={(changed) => setValue({ ...value, config: changed })} />
          {config.kind !== 'modbus' && (
            <Secret
              label={t('outputs:password')}
              value={password}
              stored={view?.password ?? false}
              again={view !== null && asksAgain(view.config, config)}
              onChange={setPassword}
            />
          )}
          <TryButton asked={{ id, config, password }} disabled={!whole} />
        </>
      )}
    </FormDialog>
  );
}
