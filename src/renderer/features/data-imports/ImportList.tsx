import { Button, List, Modal, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSource, StayingPerson } from '../../../shared/data-imports.ts';
import { useAnswer } from '../../base/answers.ts';
import { useFormat } from '../../base/format.ts';
import { useChange } from '../../parts/useChange.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { CountsLine } from './CountsLine.tsx';
import { ReturnFocus } from '../../ui/useReturnFocus.ts';
import classes from './dataImports.module.css';

/** Imports that were, with the way back. */
export function ImportList() {
  const { t } = useTranslation(['dataImports', 'common']);
  const format = useFormat();
  const change = useChange();
  const list = useAnswer('dataImports.list', null);
  const [undoing, setUndoing] = useState<ImportSource | null>(null);
  const [stay, setStay] = useState<readonly StayingPerson[]>([]);
  const notify = useNotify();
  const undo = async ({ id, kind, punches }: ImportSource) => {
    if (kind === 'attlog') await change('dataImports.undoPunches', { id }, { done: t('list.done', { count: punches }) });
    else {
      const undone = await change('dataImports.undoPeople', { id });
      if (undone) {
        notify.done(t('list.peopleDone', { count: undone.value.removed }));
        setStay(undone.value.stay);
      }
    }
    await list.reload();
  };
  return (
    <section aria-label={t('list.title')}>
      <Title order={3} mb="sm">
        {t('list.title')}
      </Title>
      <ErrorNote error={list.error} />
      {list.value?.length === 0 && <Text c="dimmed">{t('list.empty')}</Text>}
      {list.value && list.value.length > 0 && (
        <div className={classes.scroll}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('list.when')}</Table.Th>
                <Table.Th>{t('list.file')}</Table.Th>
                <Table.Th>{t('list.result')}</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.value.map((source) => (
                <Table.Tr key={source.id}>
                  <Table.Td>
                    {format.date(source.at)} {format.time(source.at)}
                  </Table.Td>
                  <Table.Td>
                    {t(`list.kind.${source.kind}`)} · {source.fileName}
                    {source.timeZone !== null && (
                      <Text size="xs" c="dimmed">
                        {source.timeZone}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <CountsLine counts={source.counts} />
                  </Table.Td>
                  <Table.Td ta="end">
                    {source.undoneAt !== null ? (
                      <Text size="sm" c="dimmed">
                        {t('list.undone', { day: format.date(source.undoneAt) })}
                      </Text>
                    ) : (
                      (source.kind === 'attlog' || source.people > 0) && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={t('list.undoOf', { file: source.fileName })}
                          onClick={() => setUndoing(source)}
                        >
                          {t('list.undo')}
                        </Button>
                      )
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {undoing && (
        <ConfirmDialog
          title={t('list.ask.title')}
          text={
            undoing.kind === 'attlog'
              ? t('list.ask.text', { count: undoing.punches, file: undoing.fileName })
              : t('list.ask.people', { count: undoing.people, file: undoing.fileName })
          }
          go={t('list.ask.go')}
          onGo={() => undo(undoing)}
          onClose={() => setUndoing(null)}
        />
      )}
      {stay.length > 0 && (
        <Modal
          opened
          onClose={() => setStay([])}
          title={t('list.stay.title', { count: stay.length })}
          closeButtonProps={{ 'aria-label': t('common:close') }}
        >
          <ReturnFocus />
          <Text size="sm">{t('list.stay.text')}</Text>
          <List className={classes.list} listStyleType="none">
            {stay.map(({ employeeNumber, name }) => (
              <List.Item key={employeeNumber}>
                {employeeNumber} {name}
              </List.Item>
            ))}
          </List>
        </Modal>
      )}
    </section>
  );
}
