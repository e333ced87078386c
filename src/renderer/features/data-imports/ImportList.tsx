import { Button, List, Modal, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSource, UndonePeople } from '../../../shared/data-imports.ts';
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
  const [undone, setUndone] = useState<UndonePeople | null>(null);
  const notify = useNotify();
  const undo = async ({ id, kind, punches }: ImportSource) => {
    if (kind === 'attlog') await change('dataImports.undoPunches', { id }, { done: t('list.done', { count: punches }) });
    else {
      const answer = await change('dataImports.undoPeople', { id });
      if (answer) {
        const { removed, restored } = answer.value;
        const words = { people: t('list.peopleDone', { count: removed }), restored: t('list.restored', { count: restored }) };
        notify.done(restored === 0 ? words.people : removed === 0 ? words.restored : t('list.bothDone', words));
        setUndone(answer.value);
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
                      (source.kind === 'attlog' || source.people + source.changed > 0) && (
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
          text={<Asked source={undoing} />}
          go={t('list.ask.go')}
          onGo={() => undo(undoing)}
          onClose={() => setUndoing(null)}
        />
      )}
      {undone && undone.stay.length + undone.kept.length > 0 && <Stay undone={undone} onClose={() => setUndone(null)} />}
    </section>
  );
}

/** What is about to be undone. */
function Asked({ source: { kind, fileName: file, punches, people, changed } }: { readonly source: ImportSource }) {
  const { t } = useTranslation('dataImports');
  if (kind === 'attlog') return t('list.ask.text', { count: punches, file });
  return (
    <Stack gap="xs">
      {people > 0 && <span>{t('list.ask.people', { count: people, file })}</span>}
      {changed > 0 && <span>{t('list.ask.changed', { count: changed, file })}</span>}
    </Stack>
  );
}

/** Whom and what the undoing leaves, by name. */
function Stay({ undone: { stay, kept }, onClose }: { readonly undone: UndonePeople; readonly onClose: () => void }) {
  const { t } = useTranslation(['dataImports', 'common']);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('list.stay.title', { count: stay.length + kept.length })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <ReturnFocus />
      {stay.length > 0 && (
        <>
          <Text size="sm">{t('list.stay.text')}</Text>
          <List className={classes.list} listStyleType="none">
            {stay.map(({ employeeNumber, name }) => (
              <List.Item key={employeeNumber}>
                {employeeNumber} {name}
              </List.Item>
            ))}
          </List>
        </>
      )}
      {kept.length > 0 && (
        <>
          <Text size="sm">{t('list.stay.kept')}</Text>
          <List className={classes.list} listStyleType="none">
            {kept.map(({ employeeNumber, name, fields }) => (
              <List.Item key={employeeNumber}>
                {t('list.stay.keptOne', {
                  person: `${employeeNumber} ${name}`,
                  fields: fields.map((field) => t(`people.role.${field}`)).join(' · '),
                })}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Modal>
  );
}
