/** What each kind of input asks for. */
import { Group, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FireInputConfig, FireInputKind } from '../../../../shared/fire-inputs.ts';
import { Choice, Numbers, Words } from '../output/controls.tsx';
import {
  GenerationField,
  HostField,
  PortField,
  ProtocolField,
  UnitField,
  UrlField,
  UsernameField,
} from '../output/device-fields.tsx';

type Of<K extends FireInputKind> = Extract<FireInputConfig, { kind: K }>;
type Props<K extends FireInputKind> = {
  readonly config: Of<K>;
  readonly onChange: (config: Of<K>) => void;
  /** The sentence of a field's problem, by its path. */
  readonly errorOf: (path: string) => string | undefined;
};

function Contact<C extends Of<'shelly' | 'modbus'>>({
  config,
  onChange,
}: {
  readonly config: C;
  readonly onChange: (config: C) => void;
}) {
  const { t } = useTranslation('fire');
  return (
    <Choice
      label={t('normally')}
      hint={t(`normallyHints.${config.normally}`)}
      value={config.normally}
      data={(['closed', 'open'] as const).map((value) => ({ value, label: t(`normallies.${value}`) }))}
      onChange={(normally) => onChange({ ...config, normally })}
    />
  );
}

export function ShellyFields({ config, onChange, errorOf }: Props<'shelly'>) {
  const { t } = useTranslation('fire');
  return (
    <>
      <GenerationField config={config} onChange={onChange} />
      <HostField config={config} onChange={onChange} errorOf={errorOf} />
      <Group grow align="end">
        <PortField config={config} onChange={onChange} />
        <Numbers
          label={t('input')}
          hint={t('inputHint')}
          value={config.input}
          min={0}
          max={7}
          onChange={(input) => onChange({ ...config, input })}
        />
      </Group>
      {config.generation === 1 && <UsernameField config={config} onChange={onChange} errorOf={errorOf} />}
      <Contact config={config} onChange={onChange} />
    </>
  );
}

export function ModbusFields({ config, onChange, errorOf }: Props<'modbus'>) {
  const { t } = useTranslation('fire');
  return (
    <>
      <HostField config={config} onChange={onChange} errorOf={errorOf} />
      <Group grow align="end">
        <PortField config={config} onChange={onChange} />
        <UnitField config={config} onChange={onChange} />
        <Numbers
          label={t('input')}
          hint={t('inputHint')}
          value={config.input}
          min={0}
          max={65_535}
          onChange={(input) => onChange({ ...config, input })}
        />
      </Group>
      <Contact config={config} onChange={onChange} />
    </>
  );
}

export function MqttFields({ config, onChange, errorOf }: Props<'mqtt'>) {
  const { t } = useTranslation(['fire', 'outputs']);
  const { gone } = config;
  return (
    <>
      <UrlField config={config} onChange={onChange} errorOf={errorOf} hint="mqtt" />
      <UsernameField config={config} onChange={onChange} errorOf={errorOf} />
      <ProtocolField config={config} onChange={onChange} />
      <Words
        label={t('topic')}
        hint={t('topicHint')}
        error={errorOf('topic')}
        value={config.topic}
        onChange={(topic) => onChange({ ...config, topic })}
      />
      <Group grow align="start">
        <Words
          label={t('alarmWord')}
          error={errorOf('alarm')}
          value={config.alarm}
          onChange={(alarm) => onChange({ ...config, alarm })}
        />
        <Words
          label={t('quietWord')}
          error={errorOf('quiet')}
          value={config.quiet}
          onChange={(quiet) => onChange({ ...config, quiet })}
        />
      </Group>
      <Words
        label={t('outputs:jsonPath')}
        hint={t('outputs:jsonPathHint')}
        error={errorOf('path')}
        value={config.path ?? ''}
        onChange={(path) => onChange({ ...config, path })}
      />
      <div>
        <Switch
          label={t('gone')}
          description={t('goneHint')}
          checked={gone !== null}
          onChange={(e) => onChange({ ...config, gone: e.currentTarget.checked ? { topic: '', payload: 'offline' } : null })}
        />
        {gone && (
          <Stack gap="xs" mt="xs" pl={52}>
            <Words
              label={t('goneTopic')}
              error={errorOf('gone.topic')}
              value={gone.topic}
              onChange={(topic) => onChange({ ...config, gone: { ...gone, topic } })}
            />
            <Words
              label={t('goneWord')}
              error={errorOf('gone.payload')}
              value={gone.payload}
              onChange={(payload) => onChange({ ...config, gone: { ...gone, payload } })}
            />
          </Stack>
        )}
      </div>
    </>
  );
}
