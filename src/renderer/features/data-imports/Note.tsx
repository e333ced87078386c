import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What somebody should know of a file before they take it. */
export function Note({ children, calm = false }: { readonly children: ReactNode; readonly calm?: boolean }) {
  const Icon = calm ? IconInfoCircle : IconAlertTriangle;
  return (
    <Alert mt="xs" py={8} color={calm ? 'teal' : 'amber'} icon={<Icon size={18} stroke={1.75} />}>
      {children}
    </Alert>
  );
}
