import { Button, Center, Stack } from '@mantine/core';
import { Component, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from './ErrorNote.tsx';

/** A kiosk has nobody to press a button: it starts itself again after this. */
const RELOAD_MS = 10_000;

function Broken({ unattended }: { readonly unattended: boolean }) {
  const { t } = useTranslation();
  useEffect(() => {
    if (!unattended) return;
    const timer = setTimeout(() => window.location.reload(), RELOAD_MS);
    return () => clearTimeout(timer);
  }, [unattended]);
  return (
    <Center mih="60vh" p="lg">
      <Stack maw={560}>
        <ErrorNote error={{ code: 'internal' }} />
        <Button onClick={() => window.location.reload()}>{t('retry')}</Button>
      </Stack>
    </Center>
  );
}

type Props = { readonly unattended?: boolean; readonly children: ReactNode };

/** A throw is a bug; it costs the screen that has it, not the window. */
export class ErrorBoundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <Broken unattended={this.props.unattended ?? false} /> : this.props.children;
  }
}
