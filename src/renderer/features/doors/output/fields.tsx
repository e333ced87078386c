/** What each kind of output asks for. */
import { Autocomplete, Checkbox, Group, Select, Stack, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigOf, OutputKind, SerialPortInfo } from '../../../../shared/outputs.ts';
import { call } from '../../../base/api.ts';
import { Choice, Numbers, Words } from './controls.tsx';
import { GenerationField, HostField, PortField, ProtocolField, UnitField, UrlField, UsernameField } from './device-fields.tsx';

type Props<K extends OutputKind> = {
  readonly config: ConfigOf<K>;
  readonly onChange: (config: ConfigOf<K>) => void;
  /** The sentence of a field's problem, by its path. */
  readonly errorOf: (path: string) => string | undefined;
};

function LockKind<C extends { readonly lock: 'secure' | 'safe' }>({
  config,
  onChange,
}: {
  readonly config: C;
  readonly onChange: (config: C) => void;
}) {
  const { t } = useTranslation('outputs');
  return (
    <Choice
      label={t('lock')}
      hint={t(`lockHints.${config.lock}`)}
      value={config.lock}
      data={(['secure', 'safe'] as const).map((value) => ({ value, label: t(`locks.${value}`) }))}
      onChange={(lock) => onChange({ ...config, lock })}
    />
  );
}

type InputContact = { readonly input: number; readonly openWhen: boolean } | null;

function ContactInput({
  contact,
  max,
  onChange,
}: {
  readonly contact: InputContact;
  readonly max: number;
  readonly onChange: (contact: InputContact) => void;
}) {
  const { t } = useTranslation('outputs');
  return (
    <div>
      <Switch
        label={t('contact')}
        description={t('contactHint')}
        checked={contact !== null}
        onChange={(e) => onChange(e.currentTarget.checked ? { input: 0, openWhen: true } : null)}
      />
      {contact && (
        <Group grow align="end" mt="xs" pl={52}>
          <Numbers
            label={t('contactInput')}
            value={contact.input}
            min={0}
            max={max}
            onChange={(input) => onChange({ ...contact, input })}
          />
          <Select
            label={t('contactOpen')}
            allowDeselect={false}
            value={contact.openWhen ? 'on' : 'off'}
            data={[
              { value: 'on', label: t('contactOn') },
              { value: 'off', label: t('contactOff') },
            ]}
            onChange={(value) => onChange({ ...contact, openWhen: value === 'on' })}
          />
        </Group>
      )}
    </div>
  );
}

export function HttpFields({ config, onChange, errorOf }: Props<'http'>) {
  const { t } = useTranslation('outputs');
  return (
    <>
      <UrlField config={config} onChange={onChange} errorOf={errorOf} hint="http" />
      <Choice
        label={t('signature')}
        hint={t(config.signature === 2 ? 'signatureHints.two' : 'signatureHints.one')}
        value={config.signature === 2 ? 'two' : 'one'}
        data={(['two', 'one'] as const).map((value) => ({ value, label: t(`signatures.${value}`) }))}
        onChange={(value) => onChange({ ...config, signature: value === 'two' ? 2 : 1 })}
      />
    </>
  );
}

export function ShellyFields({ config, onChange, errorOf }: Props<'shelly'>) {
  const { t } = useTranslation('outputs');
  return (
    <>
      <GenerationField config={config} onChange={onChange} />
      <HostField config={config} onChange={onChange} errorOf={errorOf} />
      <Group grow align="end">
        <PortField config={config} onChange={onChange} />
        <Numbers
          label={t('channel')}
          hint={t('channelHint.shelly')}
          value={config.channel}
          min={0}
          max={7}
          onChange={(channel) => onChange({ ...config, channel })}
        />
      </Group>
      {config.generation === 1 && <UsernameField config={config} onChange={onChange} errorOf={errorOf} />}
      <LockKind config={config} onChange={onChange} />
      <ContactInput contact={config.contact} max={7} onChange={(contact) => onChange({ ...config, contact })} />
    </>
  );
}

export function MqttFields({ config, onChange, errorOf }: Props<'mqtt'>) {
  const { t } = useTranslation('outputs');
  const { command, confirm, contact } = config;
  return (
    <>
      <UrlField config={config} onChange={onChange} errorOf={errorOf} hint="mqtt" />
      <UsernameField config={config} onChange={onChange} errorOf={errorOf} />
      <ProtocolField config={config} onChange={onChange} {...(config.protocol === 4 ? { hint: t('protocolHint') } : {})} />
      <Words
        label={t('command')}
        error={errorOf('command.topic')}
        value={command.topic}
        onChange={(topic) => onChange({ ...config, command: { ...command, topic } })}
      />
      <Group grow align="start">
        <Words
          label={t('openWord')}
          error={errorOf('command.open')}
          value={command.open}
          onChange={(open) => onChange({ ...config, command: { ...command, open } })}
        />
        <Words
          label={t('closeWord')}
          error={errorOf('command.close')}
          value={command.close}
          onChange={(close) => onChange({ ...config, command: { ...command, close } })}
        />
      </Group>
      <div>
        <Switch
          label={t('confirm')}
          description={t('confirmHint')}
          checked={confirm !== null}
          onChange={(e) =>
            onChange({
              ...config,
              confirm: e.currentTarget.checked ? { topic: command.topic.replace(/\/set$/, '/state'), open: command.open } : null,
            })
          }
        />
        {confirm && (
          <Stack gap="xs" mt="xs" pl={52}>
            <Words
              label={t('confirmTopic')}
              error={errorOf('confirm.topic')}
              value={confirm.topic}
              onChange={(topic) => onChange({ ...config, confirm: { ...confirm, topic } })}
            />
            <Words
              label={t('confirmWord')}
              error={errorOf('confirm.open')}
              value={confirm.open}
              onChange={(open) => onChange({ ...config, confirm: { ...confirm, open } })}
            />
            <Words
              label={t('jsonPath')}
              hint={t('jsonPathHint')}
              error={errorOf('confirm.path')}
              value={confirm.path ?? ''}
              onChange={(path) => onChange({ ...config, confirm: { ...confirm, path } })}
            />
          </Stack>
        )}
      </div>
      <Words
        label={t('base')}
        hint={t('baseHint')}
        error={errorOf('base')}
        value={config.base}
        onChange={(base) => onChange({ ...config, base })}
      />
      <div>
        <Switch
          label={t('discovery')}
          checked={config.discovery !== null}
          onChange={(e) => onChange({ ...config, discovery: e.currentTarget.checked ? 'homeassistant' : null })}
        />
        {config.discovery !== null && (
          <Stack mt="xs" pl={52}>
            <Words
              label={t('discoveryPrefix')}
              error={errorOf('discovery')}
              value={config.discovery}
              onChange={(discovery) => onChange({ ...config, discovery })}
            />
          </Stack>
        )}
      </div>
      <Switch
        label={t('remote')}
        description={t('remoteHint')}
        checked={config.remote}
        onChange={(e) => onChange({ ...config, remote: e.currentTarget.checked })}
      />
      <div>
        <Switch
          label={t('contact')}
          description={t('contactHint')}
          checked={contact !== null}
          onChange={(e) =>
            onChange({ ...config, contact: e.currentTarget.checked ? { topic: '', open: 'ON', closed: 'OFF' } : null })
          }
        />
        {contact && (
          <Stack gap="xs" mt="xs" pl={52}>
            <Words
              label={t('contactTopic')}
              error={errorOf('contact.topic')}
              value={contact.topic}
              onChange={(topic) => onChange({ ...config, contact: { ...contact, topic } })}
            />
            <Group grow align="start">
              <Words
                label={t('contactOpen')}
                error={errorOf('contact.open')}
                value={contact.open}
                onChange={(open) => onChange({ ...config, contact: { ...contact, open } })}
              />
              <Words
                label={t('contactClosed')}
                error={errorOf('contact.closed')}
                value={contact.closed}
                onChange={(closed) => onChange({ ...config, contact: { ...contact, closed } })}
              />
            </Group>
            <Words
              label={t('jsonPath')}
              hint={t('jsonPathHint')}
              error={errorOf('contact.path')}
              value={contact.path ?? ''}
              onChange={(path) => onChange({ ...config, contact: { ...contact, path } })}
            />
          </Stack>
        )}
      </div>
    </>
  );
}

const BAUDS = [9600, 19_200, 38_400, 57_600, 115_200] as const;

export function SerialFields({ config, onChange, errorOf }: Props<'serial'>) {
  const { t } = useTranslation('outputs');
  const [ports, setPorts] = useState<readonly SerialPortInfo[]>([]);
  useEffect(() => {
    void call('outputs.ports', null).then((answer) => {
      if (answer.ok) setPorts(answer.value);
    });
  }, []);
  return (
    <>
      <Autocomplete
        size="md"
        label={t('path')}
        description={t('pathHint')}
        error={errorOf('path')}
        value={config.path}
        data={ports.map((p) => p.path)}
        renderOption={({ option }) => ports.find((p) => p.path === option.value)?.label ?? option.value}
        onChange={(path) => onChange({ ...config, path })}
      />
      <Group grow align="end">
        <Numbers
          label={t('channel')}
          hint={t('channelHint.serial')}
          value={config.channel}
          min={1}
          max={8}
          onChange={(channel) => onChange({ ...config, channel })}
        />
        <Select
          label={t('baud')}
          allowDeselect={false}
          value={String(config.baud)}
          data={BAUDS.map(String)}
          onChange={(value) => onChange({ ...config, baud: BAUDS.find((b) => String(b) === value) ?? config.baud })}
        />
      </Group>
      <LockKind config={config} onChange={onChange} />
    </>
  );
}

export function ModbusFields({ config, onChange, errorOf }: Props<'modbus'>) {
  const { t } = useTranslation('outputs');
  return (
    <>
      <HostField config={config} onChange={onChange} errorOf={errorOf} />
      <Group grow align="start">
        <PortField config={config} onChange={onChange} />
        <UnitField config={config} onChange={onChange} />
      </Group>
      <Choice
        label={t('mode')}
        hint={t(`modeHints.${config.mode}`)}
        value={config.mode}
        data={(['flash', 'coil'] as const).map((value) => ({ value, label: t(`modes.${value}`) }))}
        onChange={(mode) => onChange({ ...config, mode })}
      />
      {config.mode === 'coil' && (
        <Checkbox
          label={t('watchdog')}
          description={t('watchdogHint')}
          error={errorOf('watchdog')}
          checked={config.watchdog}
          onChange={(e) => onChange({ ...config, watchdog: e.currentTarget.checked })}
        />
      )}
      <Numbers
        label={t('coil')}
        hint={t('coilHint')}
        value={config.coil}
        min={0}
        max={255}
        onChange={(coil) => onChange({ ...config, coil })}
      />
      <LockKind config={config} onChange={onChange} />
      <ContactInput contact={config.contact} max={65_535} onChange={(contact) => onChange({ ...config, contact })} />
    </>
  );
}
