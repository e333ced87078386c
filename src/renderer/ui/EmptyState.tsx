import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Says what will be here, and gives the button. */
export function EmptyState(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
}) {
  return (
    <Stack align="center" justify="center" gap="sm" py={64} px="lg" ta="center">
      <Text c="dimmed" lh={0} component="div">
        {props.icon}
      </Text>
      <Title order={2}>{props.title}</Title>
      <Text c="dimmed" maw={460} size="md">
        {props.text}
      </Text>
      {props.action}
    </Stack>
  );
}
