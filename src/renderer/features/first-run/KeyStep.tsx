import { Button, Checkbox, CopyButton, Group, Paper, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconFileText, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../base/format.ts';
import { useFirstRun } from './form.ts';
import classes from './FirstRun.module.css';

const icon = { size: 20, stroke: 1.75 } as const;

function saveAsText(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'lintel-recovery-key.txt';
  link.click();
  URL.revokeObjectURL(url);
}

/** Shows the recovery key once; there is no way on without saying that it was kept. */
export function KeyStep() {
  const { t } = useTranslation(['firstRun', 'common']);
  const format = useFormat();
  const { recoveryKey, form, finish } = useFirstRun();
  const [kept, setKept] = useState(false);
  const [day] = useState(() => format.date(Date.now()));
  const key = recoveryKey ?? '';
  const label = t('key.label', { site: form.values.siteName, date: day });
  return (
    <>
      <Text>{t('key.text')}</Text>
      <Paper p="lg" className={classes.printable ?? ''}>
        <Text size="sm" c="dimmed" mb="xs">
          {label}
        </Text>
        <Text ff="monospace" fz={20} fw={600} lh={1.7} data-testid="recovery-key" className={classes.key ?? ''}>
          {key}
        </Text>
      </Paper>
      <Group gap="sm">
        <CopyButton value={key}>
          {({ copied, copy }) => (
            <Button variant="default" leftSection={copied ? <IconCheck {...icon} /> : <IconCopy {...icon} />} onClick={copy}>
              {copied ? t('common:copied') : t('common:copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" leftSection={<IconFileText {...icon} />} onClick={() => saveAsText(`${label}\n\n${key}\n`)}>
          {t('key.saveText')}
        </Button>
        <Button variant="default" leftSection={<IconPrinter {...icon} />} onClick={() => window.print()}>
          {t('key.print')}
        </Button>
      </Group>
      <Checkbox size="md" mt="md" label={t('key.kept')} checked={kept} onChange={(e) => setKept(e.currentTarget.checked)} />
      <Group justify="flex-end" mt="md">
        <Button disabled={!kept} onClick={finish}>
          {t('key.start')}
        </Button>
      </Group>
    </>
  );
}
