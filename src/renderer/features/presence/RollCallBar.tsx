import { Button, Card, Chip, Group, Progress, Text } from '@mantine/core';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PresenceList, RollCall } from '../../../shared/calls/presence.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { announce } from '../../ui/announce.tsx';
import { useFormat } from '../../base/format.ts';
import { useNotify } from '../../ui/notify.tsx';
import { countsOf } from './groups.ts';
import { endRollCall } from './store.ts';

type Props = {
  readonly list: PresenceList;
  readonly rollCall: RollCall;
  readonly missing: boolean;
  readonly onMissing: (missing: boolean) => void;
};

/** How far the roll call is, large enough to be read from a step away. */
export function RollCallBar({ list, rollCall, missing, onMissing }: Props) {
  const { t } = useTranslation('presence');
  const format = useFormat();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const counts = countsOf(list);
  const done = counts.missing === 0;
  const state = done ? t('rollCall.all') : t('rollCall.missing', { count: counts.missing });
  useEffect(() => announce(state), [state]);
  const finish = async () => {
    const error = await endRollCall();
    if (error) notify.error(error);
    else notify.done(t('rollCall.ended'));
  };
  return (
    <Card mb="md" padding="lg" withBorder data-testid="roll-call">
      <Group justify="space-between" align="center" wrap="nowrap">
        <div>
          <Text fz={28} fw={600} lh={1.3} c={done ? 'var(--teal-text)' : 'var(--amber-text)'}>
            {state}
          </Text>
          <Text c="dimmed">
            {`${t('rollCall.running', { time: format.time(rollCall.startedAt) })} · ${t('rollCall.progress', { done: counts.accounted, total: counts.total })}`}
          </Text>
        </div>
        <Group gap="md" wrap="nowrap">
          <Chip checked={missing} onChange={onMissing} variant="outline">
            {t('rollCall.onlyMissing')}
          </Chip>
          <Button variant="default" leftSection={<IconClipboardCheck size={20} stroke={1.75} />} onClick={() => setAsking(true)}>
            {t('rollCall.end')}
          </Button>
        </Group>
      </Group>
      <Progress
        mt="md"
        size="lg"
        value={counts.total === 0 ? 100 : (100 * counts.accounted) / counts.total}
        color={done ? 'teal' : 'amber'}
        aria-hidden="true"
      />
      {asking && (
        <ConfirmDialog
          title={t('rollCall.endTitle')}
          text={t('rollCall.endText', { count: counts.missing })}
          go={t('rollCall.endConfirm')}
          color={done ? 'teal' : 'red'}
          focus="go"
          onGo={finish}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  );
}
