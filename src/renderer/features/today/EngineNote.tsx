import { Alert, Button, Group, Progress } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../base/api.ts';
import { useAppState } from '../../base/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** Nothing while recognition is fine; otherwise what it does or lacks. */
export function EngineNote() {
  const { t } = useTranslation();
  const { engine, reembedding } = useAppState();
  const icon = <IconInfoCircle size={20} stroke={1.75} />;
  if (engine.status === 'fault') {
    return (
      <Group mb="md" align="stretch" wrap="nowrap">
        <div style={{ flex: 1 }}>
          <ErrorNote error={engine.fault ?? { code: 'engine-down' }} />
        </div>
        <Button variant="default" h="auto" onClick={() => void call('app.retry', null)}>
          {t('retry')}
        </Button>
      </Group>
    );
  }
  if (reembedding) {
    return (
      <Alert
        color="teal"
        icon={icon}
        mb="md"
        title={t('engine.reembedding', { done: reembedding.done, total: reembedding.total })}
      >
        <Progress value={(100 * reembedding.done) / Math.max(1, reembedding.total)} size="sm" />
      </Alert>
    );
  }
  if (engine.status !== 'ready') {
    return (
      <Alert color="amber" icon={icon} mb="md" role="status">
        {engine.status === 'starting' ? t('engine.starting') : t('engine.restarting')}
      </Alert>
    );
  }
  return engine.kind === 'tfjs' ? (
    <Alert color="amber" icon={icon} mb="md" role="status">
      {t('engine.slow')}
    </Alert>
  ) : null;
}
