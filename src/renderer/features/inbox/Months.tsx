import { Badge, Button, Checkbox, Group, Modal, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { GivenReason } from '../../../shared/calls/hour-requests.ts';
import type { Difference, MonthState } from '../../../shared/calls/periods.ts';
import { useAnswer } from '../../base/answers.ts';
import { useFormat } from '../../base/format.ts';
import { hoursText } from '../../parts/hours.ts';
import { useChange } from '../../parts/useChange.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';
import { ReasonField } from '../../parts/ReasonField.tsx';
import classes from './inbox.module.css';
import type { InboxWords } from './useInboxWords.ts';

type MonthProps = { readonly month: string; readonly onClose: () => void };

function Reopen({ month, onClose }: MonthProps) {
  const { t } = useTranslation('hourRequests');
  const format = useFormat();
  const change = useChange();
  const form = useCallForm({
    initial: { reason: '' },
    schema: z.strictObject({ reason: GivenReason }),
    send: ({ reason }, onError) => change('periods.reopen', { month, reason }, { done: t('months.reopened'), onError }),
    done: onClose,
  });
  return (
    <FormDialog
      title={t('months.reopenTitle', { month: format.month(month) })}
      go={t('months.reopen')}
      form={form}
      onClose={onClose}
    >
      <Text size="sm">{t('months.reopenText')}</Text>
      <ReasonField description={null} data-autofocus {...form.fields.getInputProps('reason')} />
    </FormDialog>
  );
}

function Close({ month, onClose }: MonthProps) {
  const { t } = useTranslation('hourRequests');
  const notify = useNotify();
  const format = useFormat();
  const change = useChange();
  const words = { month: format.month(month) };
  const close = async () => {
    const closed = await change('periods.close', { month, reason: '' });
    if (closed) notify.done(t('months.closed', { count: closed.value.people }));
  };
  return (
    <ConfirmDialog
      title={t('months.closeTitle', words)}
      text={t('months.closeText')}
      go={t('months.close', words)}
      color="blue"
      onGo={close}
      onClose={onClose}
    />
  );
}

type DifferencesProps = MonthProps & { readonly words: InboxWords };

function Differences({ month, words, onClose }: DifferencesProps) {
  const { t } = useTranslation(['hourRequests', 'hoursDay', 'common']);
  useReturnFocus();
  const format = useFormat();
  const { value, error } = useAnswer('periods.differences', { month });
  const said = (day: Difference['was']): string =>
    day
      ? t('hourRequests:months.hours', { verdict: t(`hoursDay:verdict.${day.verdict}`), hours: hoursText(day.paid) })
      : t('hourRequests:months.nothing');
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={`${t('hourRequests:months.differences')} · ${format.month(month)}`}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <ErrorNote error={error} />
      {value && (
        <Stack>
          <Text>
            {value.total === 0 ? t('hourRequests:months.same') : t('hourRequests:months.differ', { count: value.total })}
          </Text>
          {value.damaged.length > 0 && (
            <Text c="var(--amber-text)">{t('hourRequests:months.damaged', { names: value.damaged.join(', ') })}</Text>
          )}
          {value.days.length > 0 && (
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('hourRequests:months.person')}</Table.Th>
                  <Table.Th>{t('hourRequests:months.day')}</Table.Th>
                  <Table.Th>{t('hourRequests:months.was')}</Table.Th>
                  <Table.Th>{t('hourRequests:months.now')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {value.days.map((d) => (
                  <Table.Tr key={`${d.personId} ${d.day}`}>
                    <Table.Td>{d.name}</Table.Td>
                    <Table.Td>{words.day(d.day)}</Table.Td>
                    <Table.Td>{said(d.was)}</Table.Td>
                    <Table.Td>{said(d.now)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </Stack>
      )}
    </Modal>
  );
}

/** People are done with one by one, before the month is closed for all. */
function Finished({ of, onClose }: { readonly of: MonthState; readonly onClose: () => void }) {
  const { t } = useTranslation(['hourRequests', 'common']);
  useReturnFocus();
  const format = useFormat();
  const change = useChange();
  const people = useAnswer('people.list', { search: '' }).value ?? [];
  const month = format.month(of.month);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('hourRequests:months.finishTitle', { month })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="xs">
        {people.map(({ id, name, employeeNumber }) => (
          <Checkbox
            key={id}
            label={`${name} · ${employeeNumber}`}
            aria-label={t('hourRequests:months.finish', { name, month })}
            checked={of.finished.includes(id)}
            onChange={(e) =>
              void change('periods.finish', { month: of.month, personIds: [id], finished: e.currentTarget.checked })
            }
          />
        ))}
      </Stack>
    </Modal>
  );
}

type Asked = { readonly what: 'close' | 'reopen' | 'differences' | 'people'; readonly month: string };

/** Months are closed for everybody at once, and opened again on record. */
export function Months({ words }: { readonly words: InboxWords }) {
  const { t } = useTranslation('hourRequests');
  const format = useFormat();
  const { value, error } = useAnswer('periods.list', { months: 4 });
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const of = value?.find((m) => m.month === asked?.month);
  return (
    <section aria-labelledby="months">
      <Title order={2} id="months">
        {t('months.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw={760}>
        {t('months.text')}
      </Text>
      <ErrorNote error={error} />
      <ul className={classes.list}>
        {value?.map(({ month, state, marks, finished }) => (
          <li key={month} className={classes.request}>
            <Group gap="sm">
              <Text fw={600}>{format.month(month)}</Text>
              <Badge variant="light" color={state === 'closed' ? 'green' : 'gray'}>
                {t(`months.state.${state}`)}
              </Badge>
            </Group>
            <Text size="sm" c="dimmed">
              {[
                ...marks
                  .slice(0, 2)
                  .map(({ mark, at, reason }) =>
                    t(mark === 'closed' ? 'months.closedBy' : 'months.reopenedBy', { date: format.date(at), reason }),
                  ),
                ...(finished.length > 0 ? [t('months.finished', { count: finished.length })] : []),
              ].join(' · ')}
            </Text>
            <Group gap="xs">
              {state !== 'closed' && (
                <Button size="xs" variant="default" onClick={() => setAsked({ what: 'people', month })}>
                  {t('months.finishButton')}
                </Button>
              )}
              {state === 'open' && (
                <Button size="xs" onClick={() => setAsked({ what: 'close', month })}>
                  {t('months.close', { month: format.month(month) })}
                </Button>
              )}
              {state === 'closed' && (
                <>
                  <Button size="xs" variant="light" onClick={() => setAsked({ what: 'differences', month })}>
                    {t('months.differences')}
                  </Button>
                  <Button size="xs" variant="default" onClick={() => setAsked({ what: 'reopen', month })}>
                    {t('months.reopen')}
                  </Button>
                </>
              )}
            </Group>
          </li>
        ))}
      </ul>
      {asked?.what === 'close' && <Close month={asked.month} onClose={close} />}
      {asked?.what === 'reopen' && <Reopen month={asked.month} onClose={close} />}
      {asked?.what === 'differences' && <Differences month={asked.month} words={words} onClose={close} />}
      {asked?.what === 'people' && of && <Finished of={of} onClose={close} />}
    </section>
  );
}
