import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryNotice } from '../../shared/calls/history.ts';
import { call } from '../base/api.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { useNotify } from '../ui/notify.tsx';
import { useAppState } from '../base/session.ts';
import classes from './Shell.module.css';

/** What the data lack of what this machine has seen. The counts that are 0 are left out. */
function History({ notices }: { readonly notices: readonly HistoryNotice[] }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const acknowledge = async () => {
    setBusy(true);
    const answer = await call('history.acknowledge', null);
    setBusy(false);
    if (!answer.ok) notify.error(answer.error);
  };
  return (
    <>
      {notices.map((notice, i) => (
        <Alert
          key={i}
          role="alert"
          color="red"
          icon={<IconHistory size={20} stroke={1.75} />}
          title={t(`history.${notice.kind}.title`)}
        >
          <Text>{t(`history.${notice.kind}.text`)}</Text>
          <Group justify="space-between" align="flex-end" wrap="nowrap" mt="xs">
            <ul className={classes.counts}>
              {(['missing', 'gone', 'changed', 'badges', 'people'] as const)
                .filter((what) => notice[what] > 0)
                .map((what) => (
                  <li key={what}>{t(`history.counts.${what}`, { count: notice[what] })}</li>
                ))}
            </ul>
            {i === notices.length - 1 && (
              <Button variant="default" loading={busy} onClick={() => void acknowledge()} style={{ flex: 'none' }}>
                {t('history.acknowledge')}
              </Button>
            )}
          </Group>
        </Alert>
      ))}
    </>
  );
}

/** Above every screen of administration: a disk that takes no rows, and data that are not the newest. Nothing when all is well. */
export function Notes() {
  const { fault, history } = useAppState();
  if (!fault && history.length === 0) return null;
  return (
    <Stack gap="sm" className={classes.notes ?? ''}>
      <ErrorNote error={fault} />
      <History notices={history} />
    </Stack>
  );
}
