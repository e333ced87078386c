import { Alert, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { IconMessageQuestion, IconShieldLock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../../domain/errors.ts';
import {
  OUTPUT_KINDS,
  outputFacts,
  PULSE_MAX_MS,
  type Loop,
  type OutputConfig,
  type OutputView,
} from '../../../../shared/outputs.ts';
import { tell, useAnswer } from '../../../base/answers.ts';
import { call } from '../../../base/api.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { useNotify } from '../../../ui/notify.tsx';
import { Numbers, Secret } from './controls.tsx';
import { asksAgain, defaultOf, draftOf, isSame, problemsOf, type Draft } from './draft.ts';
import { HttpFields, ModbusFields, MqttFields, SerialFields, ShellyFields } from './fields.tsx';
import { TestButton } from './TestButton.tsx';
import classes from './output.module.css';

/** The words of what is wrong: why, or else by the last part of the field's path. */
function useProblem(config: OutputConfig): (path: string, why: Loop['why'] | '') => string {
  const { t } = useTranslation('outputs');
  return (path, why) => {
    if (why !== '') return t(`problems.${why}`);
    const last = path.split('.').at(-1);
    if (last === 'url')
      return t('problems.url', { example: config.kind === 'mqtt' ? 'mqtt://192.168.1.5:1883' : 'https://192.168.1.5/door' });
    if (last === 'topic' || last === 'base' || last === 'discovery') return t('problems.topic');
    if (last === 'host' || last === 'path' || last === 'key' || last === 'watchdog') return t(`problems.${last}`);
    return last === 'pulseMs' ? t('problems.number', { min: 1, max: PULSE_MAX_MS / 1000 }) : t('problems.word');
  };
}

type FormProps = {
  readonly draft: Draft;
  readonly view: OutputView;
  readonly strict: boolean;
  readonly onChange: (draft: Draft) => void;
};

function Fields({ draft, view, strict, onChange }: FormProps) {
  const { t } = useTranslation('outputs');
  const { config } = draft;
  const problem = useProblem(config);
  const problems = strict ? problemsOf(draft, view) : null;
  const errorOf = (path: string): string | undefined => {
    const why = problems?.get(path);
    return why === undefined ? undefined : problem(path, why);
  };
  const set = (changed: OutputConfig) => onChange({ ...draft, config: changed });
  if (config.kind === 'none') return null;
  const again = asksAgain(view, config);
  return (
    <>
      {config.kind === 'http' && <HttpFields config={config} onChange={set} errorOf={errorOf} />}
      {config.kind === 'shelly' && <ShellyFields config={config} onChange={set} errorOf={errorOf} />}
      {config.kind === 'mqtt' && <MqttFields config={config} onChange={set} errorOf={errorOf} />}
      {config.kind === 'serial' && <SerialFields config={config} onChange={set} errorOf={errorOf} />}
      {config.kind === 'modbus' && <ModbusFields config={config} onChange={set} errorOf={errorOf} />}
      {config.kind === 'http' && (
        <Secret
          label={t('key')}
          hint={t('keyHint')}
          error={errorOf('key')}
          value={draft.key}
          stored={view.secrets.key}
          again={again}
          generate
          onChange={(key) => onChange({ ...draft, key })}
        />
      )}
      {(config.kind === 'shelly' || config.kind === 'mqtt') && (
        <Secret
          label={t('password')}
          value={draft.password}
          stored={view.secrets.password}
          again={again}
          onChange={(password) => onChange({ ...draft, password })}
        />
      )}
      <Numbers
        label={t('pulse')}
        hint={t('pulseHint')}
        error={errorOf('pulseMs')}
        suffix={t('pulseUnit')}
        min={1}
        max={PULSE_MAX_MS / 1000}
        value={Math.round(draft.pulseMs / 1000)}
        onChange={(seconds) => onChange({ ...draft, pulseMs: seconds * 1000 })}
      />
    </>
  );
}

function Facts({ config }: { readonly config: OutputConfig }) {
  const { t } = useTranslation('outputs');
  const facts = outputFacts(config);
  if (!facts) return null;
  return (
    <dl className={classes.facts}>
      <dt>{t('facts.crash')}</dt>
      <dd>{t(`facts.crashes.${facts.crash}`)}</dd>
      <dt>{t('facts.confirm')}</dt>
      <dd>{t(`facts.confirms.${facts.confirms}`)}</dd>
    </dl>
  );
}

function Form({
  view,
  pulseMs,
  onDirty,
}: {
  readonly view: OutputView;
  readonly pulseMs: number;
  readonly onDirty: (dirty: boolean) => void;
}) {
  const { t } = useTranslation('outputs');
  const notify = useNotify();
  const stored = draftOf(view, pulseMs);
  const [draft, setDraft] = useState(stored);
  const [strict, setStrict] = useState(false);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const dirty = !isSame(draft, stored);
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [dirty, onDirty]);
  const { config } = draft;

  const save = async () => {
    setStrict(true);
    setError(null);
    if (problemsOf(draft, view).size > 0) return;
    setSaving(true);
    const { password, key } = draft;
    const saved = await call('outputs.save', {
      doorId: view.doorId,
      config,
      secrets: { password, key },
      ...(draft.pulseMs === pulseMs ? {} : { pulseMs: draft.pulseMs }),
    });
    setSaving(false);
    if (!saved.ok) {
      setError(saved.error);
      return;
    }
    notify.done(t('saved'));
    tell('outputs.get', { doorId: view.doorId }, saved.value);
  };

  return (
    <form
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        void save();
      }}
    >
      <Stack gap="md">
        <Select
          label={t('kind')}
          description={t(`kindHints.${config.kind}`)}
          allowDeselect={false}
          value={config.kind}
          data={OUTPUT_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          onChange={(chosen) => {
            const kind = OUTPUT_KINDS.find((k) => k === chosen);
            if (!kind || kind === config.kind) return;
            setStrict(false);
            setDraft({
              ...draft,
              config: kind === view.config.kind ? view.config : defaultOf(kind, view.doorId),
              password: null,
              key: null,
            });
          }}
        />
        {config.kind !== 'none' && (
          <Alert color="amber" icon={<IconShieldLock size={20} stroke={1.75} />}>
            {t('safeSide')}
          </Alert>
        )}
        <Fields draft={draft} view={view} strict={strict} onChange={setDraft} />
        <Facts config={config} />
        <ErrorNote error={error} />
        {dirty && (
          <Group grow>
            <Button
              variant="default"
              onClick={() => {
                setDraft(stored);
                setStrict(false);
                setError(null);
              }}
            >
              {t('discard')}
            </Button>
            <Button type="submit" loading={saving}>
              {t('save')}
            </Button>
          </Group>
        )}
        {config.kind !== 'none' && <TestButton doorId={view.doorId} disabled={dirty} />}
      </Stack>
    </form>
  );
}

/** The contact's words are none of those that were agreed: what it said, until it is understood. */
function UnclearNote({ doorId }: { readonly doorId: number }) {
  const { t } = useTranslation('outputs');
  const said = useAnswer('safety.state', null).value?.doors.find((d) => d.doorId === doorId)?.unclear ?? null;
  if (said === null) return null;
  return (
    <Alert role="status" color="amber" mb="sm" icon={<IconMessageQuestion size={20} stroke={1.75} />} title={t('unclear.title')}>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {t('unclear.said', { said: said === '' ? t('unclear.nothing') : said })}
      </Text>
      <Text size="sm">{t('unclear.next')}</Text>
    </Alert>
  );
}

/** What is wired to one door: kind, address, secrets, pulse, fail-secure or fail-safe, and a test that shows the talk; `onDirty` hears whether changes wait to be saved. */
export function OutputCard({ doorId, onDirty }: { readonly doorId: number; readonly onDirty: (dirty: boolean) => void }) {
  const { t } = useTranslation('outputs');
  const { value: view, error } = useAnswer('outputs.get', { doorId });
  const pulseMs = useAnswer('access.overview', null).value?.doors.find((d) => d.id === doorId)?.pulseMs ?? null;
  return (
    <section className={classes.card} aria-label={t('title')}>
      <Title order={3} mb="sm">
        {t('title')}
      </Title>
      <ErrorNote error={error} />
      <UnclearNote doorId={doorId} />
      {view && pulseMs === null && <Text c="dimmed">…</Text>}
      {/* What was saved is a new start: the form is made anew from it. */}
      {view && pulseMs !== null && <Form key={JSON.stringify([view, pulseMs])} view={view} pulseMs={pulseMs} onDirty={onDirty} />}
    </section>
  );
}
