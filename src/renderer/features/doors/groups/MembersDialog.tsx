import { searchKey } from '../../../../domain/text.ts';
import { Button, Checkbox, Group, Loader, Modal, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group as AccessGroup } from '../../../../shared/access.ts';
import type { Person } from '../../../../shared/schemas.ts';
import { useAnswer } from '../../../base/answers.ts';
import { call } from '../../../base/api.ts';
import { useFormat } from '../../../base/format.ts';
import { useNotify } from '../../../ui/notify.tsx';
import { useChange } from '../../../parts/useChange.ts';
import { useReturnFocus } from '../../../ui/useReturnFocus.ts';
import classes from '../doors.module.css';

const NOBODY: readonly Person[] = [];
/** Rows that are drawn at once; more are found by typing. */
const SHOWN = 300;

/** Who is in a group: everybody by name, found by typing, ticked one by one or all that are shown (a department, say). */
export function MembersDialog({ group, onClose }: { readonly group: AccessGroup; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  useReturnFocus();
  const format = useFormat();
  const notify = useNotify();
  const change = useChange();
  const people = useAnswer('people.list', { search: '' }).value ?? NOBODY;
  const [chosen, setChosen] = useState<ReadonlySet<number> | null>(null);
  const [search, setSearch] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void call('access.members', { id: group.id }).then((answer) => {
      if (answer.ok) setChosen(new Set(answer.value));
      else notify.error(answer.error);
    });
  }, [group.id, notify]);
  const found = useMemo(() => {
    const wanted = searchKey(search);
    return wanted === ''
      ? people
      : people.filter((p) => searchKey(`${p.name} ${p.employeeNumber} ${p.department}`).includes(wanted));
  }, [people, search]);
  const put = (ids: readonly number[], isIn: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      for (const id of ids) {
        if (isIn) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  const save = async () => {
    if (!chosen) return;
    setBusy(true);
    const done = await change(
      'access.saveMembers',
      { id: group.id, people: [...chosen] },
      { done: t('groups.membersDone', { name: group.name }) },
    );
    setBusy(false);
    if (done) onClose();
  };
  const ids = found.map((p) => p.id);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('groups.membersTitle', { name: group.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Group gap="sm" mb="sm" wrap="nowrap">
        <TextInput
          type="search"
          style={{ flex: 1 }}
          size="sm"
          data-autofocus
          leftSection={<IconSearch size={18} stroke={1.75} />}
          placeholder={t('groups.find')}
          aria-label={t('groups.find')}
          maxLength={80}
          value={search}
          onChange={(e) => setSearch(e.currentTarget.value)}
        />
        <Button size="sm" variant="default" disabled={!chosen} onClick={() => put(ids, true)}>
          {t('groups.all')}
        </Button>
        <Button size="sm" variant="default" disabled={!chosen} onClick={() => put(ids, false)}>
          {t('groups.none')}
        </Button>
      </Group>
      <div className={classes.people} role="group" aria-label={t('groups.membersTitle', { name: group.name })}>
        {chosen === null ? (
          <Loader type="dots" />
        ) : (
          found
            .slice(0, SHOWN)
            .map((p) => (
              <Checkbox
                key={p.id}
                py={6}
                checked={chosen.has(p.id)}
                label={[p.name, p.employeeNumber, p.department].filter((part) => part !== '').join(' · ')}
                onChange={(e) => put([p.id], e.currentTarget.checked)}
              />
            ))
        )}
        {found.length > SHOWN && <Text c="dimmed">{t('groups.more', { n: format.number(found.length - SHOWN) })}</Text>}
      </div>
      <Group justify="space-between" mt="md">
        <Text c="dimmed" size="sm">
          {t('groups.selected', { n: format.number(chosen?.size ?? 0), total: format.number(people.length) })}
        </Text>
        <Group>
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button disabled={!chosen} loading={busy} onClick={() => void save()}>
            {t('common:save')}
          </Button>
        </Group>
      </Group>
    </Modal>
  );
}
