import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Page.module.css';

type Props = {
  readonly title: string;
  /** A dimmed line after the title. */
  readonly sub?: ReactNode;
  /** The one primary action, top right; secondary ones stand to its left. */
  readonly action?: ReactNode;
  /** The body takes the rest of the window and scrolls by itself (tables); else the page scrolls. */
  readonly fill?: boolean;
  readonly children: ReactNode;
};

/** The frame of every administration screen: title left, action right, body below. */
export function Page({ title, sub, action, fill = false, children }: Props) {
  return (
    <div className={fill ? classes.fill : classes.page}>
      <Group
        component="header"
        justify="space-between"
        align="center"
        mih={44}
        mb="lg"
        wrap="nowrap"
        className={classes.head ?? ''}
      >
        <Group gap="md" align="baseline" wrap="nowrap" miw={0}>
          <Title order={1}>{title}</Title>
          {sub !== undefined && (
            <Text c="dimmed" size="md" truncate>
              {sub}
            </Text>
          )}
        </Group>
        {action !== undefined && (
          <Group gap="sm" wrap="nowrap">
            {action}
          </Group>
        )}
      </Group>
      {fill ? <Box className={classes.body ?? ''}>{children}</Box> : children}
    </div>
  );
}
