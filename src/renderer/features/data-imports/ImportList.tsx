import { Button, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSource } from '../../../shared/data-imports.ts';
import { useAnswer } from '../../base/answers.ts';
import { useFormat } from '../../base/format.ts';
import { useChange } from '../../parts/useChange.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { CountsLine } from './CountsLine.tsx';
import classes from './dataImports.module.css';

/** Imports that were, with the way back. */
export function ImportList() {
  const { t } = useTranslation('dataImports');
  const format = useFormat();
  const change = useChange();
  const list = useAnswer('dataImports.list', null);
  const [undoing, setUndoing] = useState<ImportSource | null>(null);
  const undo = async ({ id, punches }: ImportSource) => {
    await change('dataImports.undoPunches', { id }, { done: t('list.done', { count: punches }) });
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
                      source.kind === 'attlog' && (
                        <Button size="compact-sm" variant="default" onClick={() => setUndoing(source)}>
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
          text={t('list.ask.text', { count: undoing.punches, file: undoing.fileName })}
          go={t('list.ask.go')}
          onGo={() => undo(undoing)}
          onClose={() => setUndoing(null)}
        />
      )}
    </section>
  );
}
