import { Alert, Button, Group, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FrappeRow } from '../../../../shared/calls/frappe.ts';
import type { Output } from '../../../../shared/contract.ts';
import { useFormat } from '../../../base/format.ts';
import { useChange } from '../../../parts/useChange.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';

const icon = { size: 18, stroke: 1.75 } as const;
type State = Output<'frappe.state'>;

/** How far it is, what has to be put right, and what was answered last. */
export function Queue({ state }: { readonly state: State }) {
  const { t } = useTranslation('frappe');
  const { counts, problem, refused, last } = state;
  const all = counts.stored + counts.waiting + counts.refused;
  if (all === 0) return null;
  return (
    <Stack gap="sm">
      {problem !== null && (
        <Alert color="red" role="alert">
          {t(`problems.${problem}`)}
        </Alert>
      )}
      <HowFar state={state} all={all} />
      <Buttons state={state} />
      {counts.stored > 0 && (
        <Text size="sm" c="dimmed" maw={900}>
          {t('afterwards')}
        </Text>
      )}
      <Rows title={t('refused')} rows={refused} />
      <Rows title={t('last')} rows={last} />
    </Stack>
  );
}

function HowFar({ state: { running, counts, nextTry, problem }, all }: { readonly state: State; readonly all: number }) {
  const { t } = useTranslation('frappe');
  const format = useFormat();
  const { stored, waiting, refused } = counts;
  const text = t('progress', {
    stored: format.number(stored),
    all: format.number(all),
    waiting: format.number(waiting),
    refused: format.number(refused),
  });
  // Of rows that were never tried it is 0.
  const waits = running && nextTry !== null && nextTry > 0;
  return (
    <div role="status">
      <Group gap="sm">
        <Progress.Root w={260} aria-hidden>
          <Progress.Section value={(100 * stored) / all} color="teal" />
          <Progress.Section value={(100 * refused) / all} color="amber" />
        </Progress.Root>
        <Text size="sm">{text}</Text>
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {waits
          ? t('waitsUntil', { time: format.time(nextTry) })
          : running
            ? t('sending')
            : waiting === 0
              ? t('idle')
              : problem === null
                ? t('paused')
                : ''}
      </Text>
    </div>
  );
}

function Buttons({ state: { running, counts } }: { readonly state: State }) {
  const { t } = useTranslation('frappe');
  const change = useChange();
  const [asking, setAsking] = useState(false);
  const retry = async () => {
    await change('frappe.retry', null, { done: t('retried', { count: counts.refused }) });
  };
  return (
    <Group gap="sm">
      {running && (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlayerPause {...icon} />}
          onClick={() => void change('frappe.pause', null)}
        >
          {t('pause')}
        </Button>
      )}
      {!running && counts.waiting > 0 && (
        <Button size="compact-md" leftSection={<IconPlayerPlay {...icon} />} onClick={() => void change('frappe.resume', null)}>
          {t('resume')}
        </Button>
      )}
      {counts.refused > 0 && (
        <Button variant="default" size="compact-md" leftSection={<IconRefresh {...icon} />} onClick={() => void retry()}>
          {t('retry', { count: counts.refused })}
        </Button>
      )}
      {counts.refused + counts.waiting > 0 && (
        <Button variant="default" size="compact-md" leftSection={<IconTrash {...icon} />} onClick={() => setAsking(true)}>
          {t('drop')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={t('dropTitle')}
          text={t('dropText')}
          go={t('drop')}
          onClose={() => setAsking(false)}
          onGo={() => change('frappe.drop', null, { done: t('dropped', { count: counts.refused + counts.waiting }) })}
        />
      )}
    </Group>
  );
}

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly FrappeRow[] }) {
  const { t } = useTranslation('frappe');
  const format = useFormat();
  if (rows.length === 0) return null;
  return (
    <div>
      <Title order={4} mb={4}>
        {title}
      </Title>
      <Table.ScrollContainer minWidth={700} mah={320}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              {(['person', 'at', 'direction', 'answer'] as const).map((name) => (
                <Table.Th key={name}>{t(`columns.${name}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ id, name, employeeNumber, at, direction, answer, said }) => (
              <Table.Tr key={id}>
                <Table.Td>{`${name} · ${employeeNumber}`}</Table.Td>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{`${format.date(at)} ${format.time(at)}`}</Table.Td>
                <Table.Td>{t(`directions.${direction ?? 'none'}`)}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {answer !== null && t(`answers.${answer}`)} {said}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
