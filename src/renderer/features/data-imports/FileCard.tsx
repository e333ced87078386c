import { Button, FileButton, Group, Loader, Text, Title } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../parts/useChange.ts';
import { useNotify } from '../../ui/notify.tsx';
import classes from './dataImports.module.css';

export type GivenFile = { readonly bytes: Uint8Array; readonly name: string };

type Props = {
  readonly title: string;
  readonly text: string;
  readonly choose: string;
  readonly accept: string;
  /** Bytes. */
  readonly most: number;
  /** Reads it for the first time; true while somebody waits for it. */
  readonly onFile: (file: GivenFile) => Promise<void>;
};

/** One kind of file: what it is for, and the way to choose it. While it is read, the way to stop. */
export function FileCard({ title, text, choose, accept, most, onFile }: Props) {
  const { t } = useTranslation(['dataImports', 'common']);
  const change = useChange();
  const notify = useNotify();
  const [reading, setReading] = useState(false);
  const open = async (file: File | null) => {
    if (!file) return;
    if (file.size > most) {
      notify.error({ code: 'import-too-much' });
      return;
    }
    setReading(true);
    await onFile({ bytes: new Uint8Array(await file.arrayBuffer()), name: file.name.slice(0, 200) });
    setReading(false);
  };
  return (
    <section className={classes.card} aria-label={title}>
      <Title order={3}>{title}</Title>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
      {reading ? (
        <Group gap="sm" role="status">
          <Loader size="sm" aria-hidden="true" />
          <Text size="sm">{t('reading')}</Text>
          <Button size="compact-sm" variant="default" onClick={() => void change('imports.cancel', null)}>
            {t('common:cancel')}
          </Button>
        </Group>
      ) : (
        <FileButton accept={accept} onChange={(file) => void open(file)} inputProps={{ 'aria-label': choose }}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileImport size={18} stroke={1.75} />}>
              {choose}
            </Button>
          )}
        </FileButton>
      )}
    </section>
  );
}
