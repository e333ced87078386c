/** The two buttons of a list of rows that somebody writes: one more, and this one away. */
import { ActionIcon, Button, type MantineSpacing } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';

type AddProps = { readonly label: string; readonly onClick: () => void };

export function AddRow({ label, onClick }: AddProps) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      style={{ alignSelf: 'start' }}
      leftSection={<IconPlus size={14} />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

type RemoveProps = AddProps & {
  /** Where it stands beside a field with a label above it. */
  readonly mb?: MantineSpacing;
};

export function RemoveRow({ label, onClick, mb = 0 }: RemoveProps) {
  return (
    <ActionIcon variant="subtle" color="gray" mb={mb} aria-label={label} onClick={onClick}>
      <IconTrash size={16} stroke={1.75} />
    </ActionIcon>
  );
}
