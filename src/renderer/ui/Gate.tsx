import { Box, Center, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { LogoMark } from './Logo.tsx';

/** The one card in the middle of the window, before the app is open: sign-in, unlock, fault. */
export function Gate({
  title,
  sub,
  wide = false,
  children,
}: {
  readonly title: string;
  readonly sub?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Center component="main" mih="100vh" p="lg">
      <Stack w="100%" maw={wide ? 560 : 420} gap="lg">
        <Box c="var(--teal-text)" lh={0} ta="center">
          <LogoMark size={52} />
        </Box>
        <Paper p={32}>
          <Title order={1}>{title}</Title>
          {sub !== undefined && (
            <Text c="dimmed" mt={6} component="div">
              {sub}
            </Text>
          )}
          <Box mt="lg">{children}</Box>
        </Paper>
      </Stack>
    </Center>
  );
}
