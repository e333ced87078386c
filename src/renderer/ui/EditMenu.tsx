import { Button, Group, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

type Item = { readonly label: string; readonly onClick: () => void; readonly red?: boolean; readonly disabled?: boolean };

type Props = {
  /** Of the thing, for whoever does not see it. */
  readonly name: string;
  /** The one that is used most; none where it cannot be done. */
  readonly first?: { readonly label: string; readonly onClick: () => void };
  readonly items: readonly Item[];
};

/** What can be done with a thing of a list: the usual as a button, the rest in a menu beside it. */
export function EditMenu({ name, first, items }: Props) {
  const { t } = useTranslation('access');
  return (
    <Group gap="xs" wrap="nowrap">
      {first && (
        <Button size="sm" variant="default" onClick={first.onClick}>
          {first.label}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="sm" px="xs" variant="default" aria-label={t('more', { name })}>
            <IconDots size={18} stroke={1.75} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map(({ label, onClick, red = false, disabled = false }) => (
            <Menu.Item key={label} {...(red ? { color: 'red' } : {})} disabled={disabled} onClick={onClick}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
