import { Button, Group, Select, Text } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Door } from '../../../../domain/access/model.ts';
import type { AccessOverview, Group as AccessGroup, GroupFields } from '../../../../shared/access.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { EditMenu } from '../../../ui/EditMenu.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { GroupDialog } from './GroupDialog.tsx';
import { MembersDialog } from './MembersDialog.tsx';
import { useChange } from '../../../parts/useChange.ts';
import classes from '../doors.module.css';
import layout from '../../../ui/layout.module.css';

type Open =
  | { readonly kind: 'edit'; readonly group: AccessGroup | null }
  | { readonly kind: 'members' | 'remove'; readonly group: AccessGroup };

const icon = { size: 18, stroke: 1.75 } as const;
/** What stands in a cell: not at all, always, or the id of a profile. */
const NOT = 'not';
const ALWAYS = 'always';

export const fieldsOf = ({ name, grants, opensDay, isDefault }: AccessGroup): GroupFields => ({
  name,
  grants,
  opensDay,
  isDefault,
});

function Cell({ group, door, access }: { readonly group: AccessGroup; readonly door: Door; readonly access: AccessOverview }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const grant = group.grants.find((g) => g.doorId === door.id);
  const value = !grant ? NOT : grant.profileId === null ? ALWAYS : String(grant.profileId);
  const data = [
    { value: NOT, label: t('never') },
    { value: ALWAYS, label: t('always') },
    ...access.profiles.map((p) => ({ value: String(p.id), label: p.name })),
  ];
  const save = (grants: GroupFields['grants'], done: string, undo?: () => void) =>
    change('access.saveGroup', { id: group.id, fields: { ...fieldsOf(group), grants } }, undo ? { done, undo } : { done });
  const set = (chosen: string | null) => {
    if (chosen === null || chosen === value) return;
    const others = group.grants.filter((g) => g.doorId !== door.id);
    const grants =
      chosen === NOT ? others : [...others, { doorId: door.id, profileId: chosen === ALWAYS ? null : Number(chosen) }];
    const when = data.find((d) => d.value === chosen)?.label ?? '';
    void save(
      grants,
      t('groups.changed', { group: group.name, door: door.name, when }),
      () => void save(group.grants, t('common:undone')),
    );
  };
  return (
    <Select
      size="sm"
      variant={value === NOT ? 'unstyled' : 'default'}
      miw={130}
      aria-label={t('groups.cell', { group: group.name, door: door.name })}
      data={data}
      value={value}
      allowDeselect={false}
      comboboxProps={{ width: 'max-content' }}
      onChange={set}
    />
  );
}

export function GroupsTab({ access }: { readonly access: AccessOverview }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const add = (
    <Button leftSection={<IconPlus {...icon} />} onClick={() => setOpen({ kind: 'edit', group: null })}>
      {t('groups.add')}
    </Button>
  );
  return (
    <>
      {access.groups.length === 0 ? (
        <EmptyState
          icon={<IconUsersGroup size={48} stroke={1.5} />}
          title={t('groups.empty.title')}
          text={t('groups.empty.text')}
          action={add}
        />
      ) : (
        <>
          <div className={layout.bar}>
            <Text c="dimmed">{access.doors.length === 0 ? t('groups.noDoors') : t('hints.groups')}</Text>
            {add}
          </div>
          <div className={classes.grid}>
            <table aria-label={t('groups.grid')}>
              <thead>
                <tr>
                  <th scope="col">{t('groups.group')}</th>
                  {access.doors.map((door) => (
                    <th key={door.id} scope="col">
                      {door.name}
                    </th>
                  ))}
                  <th scope="col" aria-label={t('edit')} />
                </tr>
              </thead>
              <tbody>
                {access.groups.map((group) => (
                  <tr key={group.id}>
                    <th scope="row">
                      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                        {group.name}
                      </Text>
                      <span className={classes.chips}>
                        {group.isDefault && <span className={classes.chip}>{t('groups.isDefault')}</span>}
                        {group.opensDay && <span className={classes.chip}>{t('groups.opensDay')}</span>}
                      </span>
                    </th>
                    {access.doors.map((door) => (
                      <td key={door.id}>
                        <Cell group={group} door={door} access={access} />
                      </td>
                    ))}
                    <td>
                      <Group justify="flex-end">
                        <EditMenu
                          name={group.name}
                          first={{
                            label: t('groups.people', { count: group.members }),
                            onClick: () => setOpen({ kind: 'members', group }),
                          }}
                          items={[
                            { label: t('edit'), onClick: () => setOpen({ kind: 'edit', group }) },
                            { label: t('groups.members'), onClick: () => setOpen({ kind: 'members', group }) },
                            { label: t('panel.remove'), red: true, onClick: () => setOpen({ kind: 'remove', group }) },
                          ]}
                        />
                      </Group>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {open?.kind === 'edit' && <GroupDialog group={open.group} onClose={close} />}
      {open?.kind === 'members' && <MembersDialog group={open.group} onClose={close} />}
      {open?.kind === 'remove' && (
        <ConfirmDialog
          title={t('groups.removeTitle', { name: open.group.name })}
          text={t('groups.removeText', { count: open.group.members })}
          go={t('common:delete')}
          onGo={() => change('access.deleteGroup', { id: open.group.id }, { done: t('deleted', { name: open.group.name }) })}
          onClose={close}
        />
      )}
    </>
  );
}
