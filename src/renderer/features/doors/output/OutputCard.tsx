import { Alert, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { IconMessageQuestion, IconShieldLock } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { OUTPUT_KINDS, outputFacts, PULSE_MAX_MS, OutputConfig, type OutputView } from '../../../../shared/outputs.ts';
import { tell, useAnswer } from '../../../base/answers.ts';
import { call } from '../../../base/api.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { useNotify } from '../../../ui/notify.tsx';
import { useCallForm, type CallForm } from '../../../ui/useCallForm.ts';
import { WholeNumber } from '../../../ui/WholeNumber.tsx';
import { Secret } from './controls.tsx';
import { asksAgain, defaultOf, draftOf, draftSchema, type Draft } from './draft.ts';
import { FieldList } from './FieldList.tsx';
import { OUTPUT_FIELDS } from './fields.ts';
import { TestButton } from './TestButton.tsx';
import { useDeviceWords } from './words.ts';
import classes from './output.module.css';

/** The pulse as it is typed. */
const SECONDS = z
  .int()
  .min(1)
  .max(PULSE_MAX_MS / 1000);

function Fields({ form, view }: { readonly form: CallForm<Draft>; readonly view: OutputView }) {
  const { t } = useTranslation('outputs');
  const { config, pulseMs } = form.values;
  if (config.kind === 'none') return null;
  const again = asksAgain(view, config);
  const { getInputProps, setFieldValue } = form.fields;
  return (
    <>
      <FieldList fields={OUTPUT_FIELDS[config.kind]} form={form} schema={OutputConfig} />
      {config.kind === 'http' && (
        <Secret
          {...getInputProps('key')}
          label={t('key')}
          hint={t('keyHint')}
          value={form.values.key}
          stored={view.secrets.key}
          again={again}
          generate
        />
      )}
      {(config.kind === 'shelly' || config.kind === 'mqtt') && (
        <Secret
          {...getInputProps('password')}
          label={t('password')}
          value={form.values.password}
          stored={view.secrets.password}
          again={again}
        />
      )}
      <WholeNumber
        of={SECONDS}
        label={t('pulse')}
        description={t('pulseHint')}
        suffix={t('pulseUnit')}
        data-path="pulseMs"
        error={form.fields.errors['pulseMs']}
        value={Math.round(pulseMs / 1000)}
        onChange={(seconds) => setFieldValue('pulseMs', (seconds ?? 0) * 1000)}
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
  const words = useDeviceWords();
  const form = useCallForm({
    initial: draftOf(view, pulseMs),
    schema: draftSchema(view),
    words: (path, issue, draft) =>
      path === 'pulseMs' ? t('problems.number', { min: 1, max: PULSE_MAX_MS / 1000 }) : words(path, issue, draft),
    send: async ({ config, password, key, pulseMs: pulse }, refused) => {
      const saved = await call('outputs.save', {
        doorId: view.doorId,
        config,
        secrets: { password, key },
        ...(pulse === pulseMs ? {} : { pulseMs: pulse }),
      });
      if (!saved.ok) {
        refused(saved.error);
        return null;
      }
      notify.done(t('saved'));
      tell('outputs.get', { doorId: view.doorId }, saved.value);
      return saved;
    },
    secrets: ['password', 'key'],
  });
  const { dirty } = form;
  const { config } = form.values;
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [dirty, onDirty]);
  const choose = (chosen: string | null) => {
    const kind = OUTPUT_KINDS.find((k) => k === chosen);
    if (!kind || kind === config.kind) return;
    form.forgive();
    form.fields.setValues({
      config: kind === view.config.kind ? view.config : defaultOf(kind, view.doorId),
      password: null,
      key: null,
    });
  };

  return (
    <form {...form.element}>
      <Stack gap="md">
        <Select
          label={t('kind')}
          description={t(`kindHints.${config.kind}`)}
          allowDeselect={false}
          value={config.kind}
          data={OUTPUT_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          onChange={choose}
        />
        {config.kind !== 'none' && (
          <Alert color="amber" icon={<IconShieldLock size={20} stroke={1.75} />}>
            {t('safeSide')}
          </Alert>
        )}
        <Fields form={form} view={view} />
        <Facts config={config} />
        <ErrorNote error={form.error} />
        {dirty && (
          <Group grow>
            <Button variant="default" onClick={() => form.reset()}>
              {t('discard')}
            </Button>
            <Button type="submit" loading={form.busy}>
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
