import { Alert, Badge, Button, Card, Group, Menu, Progress, Select, Stack, Text, Title } from '@mantine/core';
import { IconCopy, IconDownload, IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportDone, KeyedTemplate } from '../../../shared/calls/exports.ts';
import { useAnswer } from '../../base/answers.ts';
import { useFormat } from '../../base/format.ts';
import { useSettings } from '../../base/session.ts';
import { useChange } from '../../parts/useChange.ts';
import { NotAnnounced } from '../../parts/NotAnnounced.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { nameOf, noteOf, periodOf, type Choice } from './choice.ts';
import { Days } from './Days.tsx';
import { MissingIds } from './MissingIds.tsx';
import { Preview } from './Preview.tsx';
import { LeftOutList } from './LeftOutList.tsx';

const icon = { size: 18, stroke: 1.75 } as const;

type Props = {
  readonly templates: readonly KeyedTemplate[];
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
  readonly onEdit: (template: KeyedTemplate) => void;
};

/** What, of when, of whom; what it will look like; and the file. */
export function NewFile({ templates, choice, onChoice, onEdit }: Props) {
  const { t } = useTranslation(['exports', 'common']);
  const { timeZone } = useSettings().site;
  const chosen = templates.find(({ key }) => key === choice.key) ?? templates[0];
  const [done, setDone] = useState<ExportDone | null>(null);
  if (!chosen) return null;
  const set = (part: Partial<Choice>) => {
    setDone(null);
    onChoice({ ...choice, ...part });
  };
  const note = noteOf(chosen, t, timeZone);
  return (
    <section aria-labelledby="new-file">
      <Title order={2} id="new-file" mb="sm">
        {t('new')}
      </Title>
      <Card withBorder padding="lg">
        <Stack gap="md">
          <Group align="end" gap="sm">
            <TemplateSelect templates={templates} value={chosen.key} onChange={(key) => set({ key })} />
            <TemplateMenu chosen={chosen} onEdit={onEdit} onDeleted={() => set({ key: 'totals-xlsx' })} />
          </Group>
          {(note !== '' || chosen.template.untested) && (
            <Group gap="sm" align="start" wrap="nowrap">
              {chosen.template.untested && (
                <Badge color="amber" variant="light" miw="max-content">
                  {t('untested')}
                </Badge>
              )}
              <Text size="sm" c="dimmed" maw={900}>
                {note}
              </Text>
            </Group>
          )}
          <Days id="export-period" choice={choice} onChange={set} />
          <NotAnnounced years={[choice.from, choice.to].map((day) => Number(day.slice(0, 4)))} />
          <MissingIds choice={choice} template={chosen} onEdit={() => onEdit(chosen)} />
          <Preview template={chosen.template} choice={choice} />
          <Go choice={choice} name={nameOf(chosen, t)} done={done} onDone={setDone} />
        </Stack>
      </Card>
    </section>
  );
}

/** Own ones first, then general ones, then those of programs. */
export function TemplateSelect(props: {
  readonly templates: readonly KeyedTemplate[];
  readonly value: string;
  readonly onChange: (key: string) => void;
}) {
  const { t } = useTranslation('exports');
  const item = (of: KeyedTemplate) => ({ value: of.key, label: nameOf(of, t) });
  const groups = [
    { group: t('groups.own'), items: props.templates.filter(({ id }) => id !== null).map(item) },
    { group: t('groups.general'), items: props.templates.filter((of) => of.id === null && !of.template.untested).map(item) },
    { group: t('groups.programs'), items: props.templates.filter((of) => of.id === null && of.template.untested).map(item) },
  ];
  return (
    <Select
      label={t('template')}
      w={340}
      maxDropdownHeight={420}
      data={groups.filter(({ items }) => items.length > 0)}
      value={props.value}
      searchable
      allowDeselect={false}
      onChange={(key) => key !== null && props.onChange(key)}
    />
  );
}

function TemplateMenu(props: {
  readonly chosen: KeyedTemplate;
  readonly onEdit: (template: KeyedTemplate) => void;
  readonly onDeleted: () => void;
}) {
  const { t } = useTranslation(['exports', 'common']);
  const { id, template } = props.chosen;
  const change = useChange();
  const [asking, setAsking] = useState(false);
  const copy = () =>
    props.onEdit({ key: '', id: null, template: { ...template, name: t('copyOf', { name: nameOf(props.chosen, t) }) } });
  if (id === null)
    return (
      <Button variant="default" leftSection={<IconCopy {...icon} />} onClick={copy}>
        {t('copy')}
      </Button>
    );
  return (
    <>
      <Button variant="default" leftSection={<IconPencil {...icon} />} onClick={() => props.onEdit(props.chosen)}>
        {t('change')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button variant="default">{t('more')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy {...icon} />} onClick={copy}>
            {t('copy')}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash {...icon} />} onClick={() => setAsking(true)}>
            {t('delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking && (
        <ConfirmDialog
          title={t('deleteTitle', { name: template.name })}
          text={t('deleteText')}
          go={t('delete')}
          onClose={() => setAsking(false)}
          onGo={async () => {
            const gone = await change('exports.deleteTemplate', { id }, { done: t('deleted', { name: template.name }) });
            if (gone) props.onDeleted();
          }}
        />
      )}
    </>
  );
}

type GoProps = {
  readonly choice: Choice;
  readonly name: string;
  readonly done: ExportDone | null;
  readonly onDone: (done: ExportDone | null) => void;
};

function Go({ choice, name, done, onDone }: GoProps) {
  const { t } = useTranslation(['exports', 'common']);
  const format = useFormat();
  const change = useChange();
  const notify = useNotify();
  const running = useAnswer('exports.state', null).value;
  const [asked, setAsked] = useState(false);
  const run = async (dry: boolean) => {
    setAsked(true);
    const answer = await change(
      'exports.run',
      { key: choice.key, period: periodOf(choice), who: { department: choice.department }, dry },
      { onError: (error) => (error.code === 'export-cancelled' ? notify.done(t('cancelled')) : notify.error(error)) },
    );
    setAsked(false);
    if (answer?.value) onDone(answer.value);
  };
  return (
    <>
      <Group gap="sm">
        <Button
          leftSection={<IconDownload {...icon} />}
          disabled={running !== null}
          loading={asked && running === null}
          onClick={() => void run(false)}
        >
          {t('save')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPlayerPlay {...icon} />}
          disabled={running !== null || asked}
          onClick={() => void run(true)}
        >
          {t('dry')}
        </Button>
      </Group>
      {running && (
        <Group gap="sm" role="status">
          <Progress
            w={260}
            value={running.people === 0 ? 0 : (100 * running.done) / running.people}
            aria-label={t('running', { name: running.name })}
          />
          <Text size="sm">{t('progress', { done: format.number(running.done), people: format.number(running.people) })}</Text>
          <Button size="compact-sm" variant="default" onClick={() => void change('exports.cancel', null)}>
            {t('common:cancel')}
          </Button>
        </Group>
      )}
      {done && !running && (
        <Alert
          color={done.leftOut.length > 0 || done.doubtfulDays > 0 ? 'amber' : 'teal'}
          role="status"
          title={t(done.path === null ? 'dryDone' : 'done', { name })}
        >
          <Text size="sm">
            {t('result', {
              rows: format.number(done.rows),
              people: format.number(done.people),
              bytes: format.number(done.bytes),
            })}
          </Text>
          {done.path !== null && (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {done.path}
            </Text>
          )}
          {done.doubtfulDays > 0 && <Text size="sm">{t('doubtful', { count: done.doubtfulDays })}</Text>}
          {done.openDays > 0 && <Text size="sm">{t('open', { count: done.openDays })}</Text>}
          <LeftOutList leftOut={done.leftOut} />
        </Alert>
      )}
    </>
  );
}
