import { ActionIcon, Card, CopyButton, Group, SimpleGrid, Table, Text, Title, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { About, AppState } from '../../../shared/contract.ts';
import { useAnswer } from '../../base/answers.ts';
import { useAppState } from '../../base/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { lengthText } from '../../parts/event.tsx';
import { useFormat } from '../../base/format.ts';
import classes from './Settings.module.css';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Accuracy({ accuracy }: { readonly accuracy: NonNullable<About['model']>['accuracy'] }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  return (
    <>
      <Text fw={600} mt="md" mb={4} size="sm">
        {t('about.accuracy')}
      </Text>
      <Table borderColor="var(--hairline)" horizontalSpacing={0}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('about.fmr')}</Table.Th>
            <Table.Th ta="right">{t('about.fnmr')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {accuracy.map((a) => (
            <Table.Tr key={a.falseMatchRate}>
              <Table.Td>{t('about.oneIn', { n: format.number(Math.round(1 / a.falseMatchRate)) })}</Table.Td>
              <Table.Td ta="right">{t('about.percent', { n: (100 * a.falseNonMatchRate).toFixed(1) })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function Model({ model }: { readonly model: About['model'] }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  return (
    <Card>
      <Title order={3} mb="sm">
        {t('about.model')}
      </Title>
      {model ? (
        <>
          <dl className={classes.facts}>
            <Fact name={t('about.id')}>{model.id}</Fact>
            <Fact name={t('about.network')}>{model.network}</Fact>
            <Fact name={t('about.size')}>{`${(model.bytes / 1e6).toFixed(2)} MB`}</Fact>
            <Fact name={t('about.sha')}>
              <span className={classes.mono}>{model.sha256}</span>
            </Fact>
            <Fact name={t('about.trainedOn')}>{model.trainedOn}</Fact>
            <Fact name={t('about.images')}>{format.number(model.imagesSeen)}</Fact>
            <Fact name={t('about.advised')}>{model.advisedThreshold.toFixed(3)}</Fact>
          </dl>
          {model.accuracy.length > 0 && <Accuracy accuracy={model.accuracy} />}
        </>
      ) : (
        <Text c="dimmed">{t('about.noModel')}</Text>
      )}
    </Card>
  );
}

function Clock({ clock: { now, uptime, step }, state }: { readonly clock: About['clock']; readonly state: AppState['clock'] }) {
  const { t } = useTranslation(['settings']);
  const words = useTranslation(['log', 'errors']).t;
  const format = useFormat();
  const when = (at: number) => `${format.date(at)} ${format.time(at)}`;
  return (
    <Fact name={t('about.clock')}>
      <Text span inherit {...(state !== 'good' && { c: 'var(--amber-text)' })}>
        {t(`about.clockState.${state}`, { when: when(now) })}
      </Text>
      {step && (
        <Text size="sm" c="dimmed">
          {t(step.ms > 0 ? 'about.clockForward' : 'about.clockBack', { by: lengthText(words, step.ms), when: when(step.at) })}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t('about.uptime', { by: lengthText(words, uptime) })}
      </Text>
    </Fact>
  );
}

export function AboutTab() {
  const { t } = useTranslation(['settings', 'common']);
  const { engine, clock } = useAppState();
  const { value: about, error } = useAnswer('app.about', null);
  if (!about) return <ErrorNote error={error} />;
  const { runtime } = about;
  const kind =
    engine.kind === 'onnx' ? t('about.engineOnnx') : engine.kind === 'tfjs' ? t('about.engineTfjs') : t('about.engineNone');
  const versions = Object.entries({
    Electron: runtime.electron,
    Chromium: runtime.chrome,
    Node: runtime.node,
    SQLite: runtime.sqlite,
    onnxruntime: runtime.onnxruntime,
  });
  return (
    <SimpleGrid cols={2}>
      <Card>
        <Title order={3} mb="sm">
          {`${t('about.version')} ${about.version}`}
        </Title>
        <dl className={classes.facts}>
          <Fact name={t('about.data')}>
            <Group gap={4} wrap="nowrap" align="flex-start">
              <span className={classes.mono}>{about.databaseFile}</span>
              <CopyButton value={about.databaseFile}>
                {({ copied, copy }) => (
                  <Tooltip label={copied ? t('common:copied') : t('about.copyPath')}>
                    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('about.copyPath')} onClick={copy}>
                      {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                    </ActionIcon>
                  </Tooltip>
                )}
              </CopyButton>
            </Group>
            <Text size="sm" c="dimmed">
              {t('about.schema', { n: about.schemaVersion })}
            </Text>
          </Fact>
          <Fact name={t('about.engine')}>{kind}</Fact>
          <Clock clock={about.clock} state={clock} />
          {versions.map(([name, version]) => (
            <Fact key={name} name={name}>
              {version}
            </Fact>
          ))}
        </dl>
        <Text size="sm" c="dimmed" mt="md">
          {t('about.private')}
        </Text>
      </Card>
      <Model model={about.model} />
    </SimpleGrid>
  );
}
