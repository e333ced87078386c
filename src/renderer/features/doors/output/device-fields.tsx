/** What devices of every use are asked for: where they are, and how they are spoken to. */
import { useTranslation } from 'react-i18next';
import { Choice, Numbers, Words } from './controls.tsx';

type Field<C> = { readonly config: C; readonly onChange: (config: C) => void };
/** The sentence of a field's problem, by its path. */
type Checked<C> = Field<C> & { readonly errorOf: (path: string) => string | undefined };

export function GenerationField<C extends { readonly generation: 1 | 2 }>({ config, onChange }: Field<C>) {
  const { t } = useTranslation('outputs');
  return (
    <Choice
      label={t('generation')}
      value={config.generation === 1 ? 'one' : 'two'}
      data={(['one', 'two'] as const).map((value) => ({ value, label: t(`generations.${value}`) }))}
      onChange={(value) => onChange({ ...config, generation: value === 'one' ? 1 : 2 })}
    />
  );
}

export function HostField<C extends { readonly host: string }>({ config, onChange, errorOf }: Checked<C>) {
  const { t } = useTranslation('outputs');
  return (
    <Words
      label={t('host')}
      error={errorOf('host')}
      value={config.host}
      onChange={(host) => onChange({ ...config, host: host.trim() })}
    />
  );
}

export function PortField<C extends { readonly port: number }>({ config, onChange }: Field<C>) {
  const { t } = useTranslation('outputs');
  return (
    <Numbers label={t('port')} value={config.port} min={1} max={65_535} onChange={(port) => onChange({ ...config, port })} />
  );
}

/** Modbus' unit identifier. */
export function UnitField<C extends { readonly unit: number }>({ config, onChange }: Field<C>) {
  const { t } = useTranslation('outputs');
  return <Numbers label={t('unit')} value={config.unit} min={0} max={255} onChange={(unit) => onChange({ ...config, unit })} />;
}

export function UrlField<C extends { readonly url: string }>({
  config,
  onChange,
  errorOf,
  hint,
}: Checked<C> & { readonly hint: 'http' | 'mqtt' }) {
  const { t } = useTranslation('outputs');
  return (
    <Words
      label={t('url')}
      hint={t(`urlHint.${hint}`)}
      error={errorOf('url')}
      value={config.url}
      onChange={(url) => onChange({ ...config, url: url.trim() })}
    />
  );
}

export function UsernameField<C extends { readonly username: string }>({ config, onChange, errorOf }: Checked<C>) {
  const { t } = useTranslation('outputs');
  return (
    <Words
      label={t('username')}
      error={errorOf('username')}
      value={config.username}
      onChange={(username) => onChange({ ...config, username })}
    />
  );
}

/** MQTT's version. */
export function ProtocolField<C extends { readonly protocol: 4 | 5 }>({
  config,
  onChange,
  hint,
}: Field<C> & { readonly hint?: string }) {
  const { t } = useTranslation('outputs');
  return (
    <Choice
      label={t('protocol')}
      {...(hint === undefined ? {} : { hint })}
      value={config.protocol === 5 ? '5' : '3.1.1'}
      data={[
        { value: '5', label: 'MQTT 5' },
        { value: '3.1.1', label: 'MQTT 3.1.1' },
      ]}
      onChange={(value) => onChange({ ...config, protocol: value === '5' ? 5 : 4 })}
    />
  );
}
