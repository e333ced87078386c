import { Button, Text } from '@mantine/core';
import { IconUserCheck, IconUserX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionRecord } from '../../../domain/recognition/decision.ts';
import { CERTAIN_LEAD } from '../../../domain/recognition/look-alikes.ts';
import type { LogRow } from '../../../shared/schemas.ts';
import { useAnswer } from '../../base/answers.ts';
import { call } from '../../base/api.ts';
import { useFormat } from '../../base/format.ts';
import { useNotify } from '../../ui/notify.tsx';
import classes from './Log.module.css';

const icon = { size: 18, stroke: 1.75 } as const;

type Props = {
  readonly row: LogRow;
  /** Its decision; null while it is asked for. */
  readonly record: DecisionRecord | null;
  readonly onChanged: () => void;
};

/** "Not them": one tap takes a wrong match back and tells the face apart from the person it was taken for. */
export function NotHim({ row, record, onChanged }: Props) {
  const { t } = useTranslation('lookAlikes');
  const format = useFormat();
  const notify = useNotify();
  const state = useAnswer('notHim.state', { eventId: row.id }).value;
  const [busy, setBusy] = useState(false);
  const name = row.name ?? '';
  const certain = record?.first != null && record.first.score >= record.threshold + CERTAIN_LEAD;
  if (!state) return null;

  const ask = async (what: 'notHim.say' | 'notHim.undo') => {
    setBusy(true);
    const answer = await call(what, { eventId: row.id });
    setBusy(false);
    if (!answer.ok) notify.error(answer.error);
    else if (what === 'notHim.undo') notify.done(t('notHim.undone'));
    else notify.done(t('notHim.done', { name }), { undo: () => void ask('notHim.undo') });
    onChanged();
  };
  return (
    <section>
      <h3 className={classes.section}>{t('notHim.title')}</h3>
      {state.state === 'said' ? (
        <>
          <Text size="sm">{state.used ? t('notHim.said', { name }) : t('notHim.unused')}</Text>
          {state.saidAt === 'kiosk' && (
            <Text size="sm" c="dimmed">
              {t('notHim.saidKiosk')}
            </Text>
          )}
          <Button
            mt="xs"
            size="sm"
            variant="default"
            loading={busy}
            leftSection={<IconUserCheck {...icon} />}
            onClick={() => void ask('notHim.undo')}
          >
            {t('notHim.undo', { name })}
          </Button>
        </>
      ) : (
        <>
          <Button
            size="sm"
            variant="default"
            loading={busy}
            disabled={state.state === 'gone'}
            aria-describedby="not-him"
            leftSection={<IconUserX {...icon} />}
            onClick={() => void ask('notHim.say')}
          >
            {t('notHim.say', { name })}
          </Button>
          <Text size="sm" c="dimmed" mt={6} id="not-him">
            {state.state === 'gone'
              ? t('notHim.gone', { days: state.days })
              : `${t('notHim.hint', { name })} ${t('notHim.until', { date: format.date(state.until) })}`}
          </Text>
          {state.state === 'possible' && certain && (
            <Text size="sm" c="var(--amber-text)" mt={4}>
              {t('notHim.certain', { name })}
            </Text>
          )}
        </>
      )}
    </section>
  );
}
