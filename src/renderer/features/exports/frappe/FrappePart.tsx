import { Alert, Button, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconListCheck, IconPlugConnected, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FrappeCheck } from '../../../../shared/calls/frappe.ts';
import { FRAPPE_PROGRAM, isUnencrypted, type FrappeView } from '../../../../shared/frappe.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useFormat } from '../../../base/format.ts';
import { useSettings } from '../../../base/session.ts';
import { useChange } from '../../../parts/useChange.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { lastMonth, periodOf, type Choice } from '../choice.ts';
import { Days } from '../Days.tsx';
import { Ids } from '../MissingIds.tsx';
import { Queue } from './Queue.tsx';
import { ServerDialog } from './ServerDialog.tsx';

const icon = { size: 18, stroke: 1.75 } as const;

/** Punches for a Frappe HR server: set up, look, send, and what came of it. */
export function FrappePart() {
  const { t } = useTranslation('frappe');
  const { value } = useAnswer('frappe.state', null);
  const [editing, setEditing] = useState(false);
  if (!value) return null;
  const { server } = value;
  return (
    <section aria-labelledby="frappe">
      <Title order={2} id="frappe" mb="sm">
        {t('title')}
      </Title>
      {server === null ? (
        <>
          <Text c="dimmed" maw={900} mb="sm">
            {t('intro')}
          </Text>
          <Button variant="default" leftSection={<IconPlugConnected {...icon} />} onClick={() => setEditing(true)}>
            {t('setUp')}
          </Button>
        </>
      ) : (
        <Card withBorder padding="lg">
          <Stack gap="md">
            <Server server={server} onEdit={() => setEditing(true)} />
            <Sending server={server} />
            <Queue state={value} />
          </Stack>
        </Card>
      )}
      {editing && <ServerDialog server={server} onClose={() => setEditing(false)} />}
    </section>
  );
}

function Server({ server, onEdit }: { readonly server: FrappeView; readonly onEdit: () => void }) {
  const { t } = useTranslation('frappe');
  const change = useChange();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Group gap="sm">
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {server.url}
        </Text>
        <Text size="sm" c="dimmed">
          {`${server.zone} · ${t(`people.${server.person}`)}`}
        </Text>
        <Button variant="default" size="compact-sm" onClick={onEdit}>
          {t('change')}
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setAsking(true)}>
          {t('forget')}
        </Button>
      </Group>
      {isUnencrypted(server.url) && (
        <Text size="sm" c="dimmed">
          {t('unencrypted')}
        </Text>
      )}
      {asking && (
        <ConfirmDialog
          title={t('forgetTitle', { url: server.url })}
          text={t('forgetText')}
          go={t('forget')}
          onClose={() => setAsking(false)}
          onGo={() => change('frappe.forget', null, { done: t('forgotten') })}
        />
      )}
    </>
  );
}

/** What would be sent is looked at first. */
function Sending({ server }: { readonly server: FrappeView }) {
  const { t } = useTranslation('frappe');
  const { timeZone } = useSettings().site;
  const change = useChange();
  const [choice, setChoice] = useState<Choice>(() => ({ key: '', ...lastMonth(timeZone), department: null }));
  const [check, setCheck] = useState<FrappeCheck | null>(null);
  const [busy, setBusy] = useState<'check' | 'send' | null>(null);
  const what = { period: periodOf(choice), who: { department: choice.department } };
  const look = async () => {
    setBusy('check');
    const answer = await change('frappe.check', what);
    setBusy(null);
    setCheck(answer?.value ?? null);
  };
  const send = async () => {
    setBusy('send');
    await change('frappe.send', what, { done: t('queued', { count: check?.fresh ?? 0 }) });
    setBusy(null);
    setCheck(null);
  };
  return (
    <>
      <Days
        id="frappe-period"
        choice={choice}
        onChange={(part) => {
          setCheck(null);
          setChoice({ ...choice, ...part });
        }}
      />
      <Group gap="sm">
        <Button
          variant={check === null ? 'filled' : 'default'}
          leftSection={<IconListCheck {...icon} />}
          loading={busy === 'check'}
          onClick={() => void look()}
        >
          {t('check')}
        </Button>
        {check && (
          <Button
            leftSection={<IconSend {...icon} />}
            loading={busy === 'send'}
            disabled={check.fresh === 0}
            onClick={() => void send()}
          >
            {check.fresh === 0 ? t('nothingNew') : t('send', { count: check.fresh })}
          </Button>
        )}
      </Group>
      {check && <Checked check={check} program={FRAPPE_PROGRAM[server.person]} onIds={look} />}
    </>
  );
}

type CheckedProps = { readonly check: FrappeCheck; readonly program: string; readonly onIds: () => Promise<void> };

function Checked({ check, program, onIds }: CheckedProps) {
  const { t } = useTranslation('frappe');
  const format = useFormat();
  const { missing, undirected, doubled, differ, differences } = check;
  const number = (name: 'punches' | 'people' | 'fresh' | 'stored' | 'queued') => format.number(check[name]);
  const word = (direction: 'in' | 'out' | null) => t(`directions.${direction ?? 'none'}`);
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">
        {t('checked', {
          ...{ punches: number('punches'), people: number('people'), fresh: number('fresh') },
          ...{ stored: number('stored'), queued: number('queued') },
        })}
      </Text>
      {undirected > 0 && <Text size="sm">{t('undirected', { count: undirected })}</Text>}
      {doubled > 0 && <Text size="sm">{t('doubled', { count: doubled })}</Text>}
      {missing.length > 0 && (
        <Alert color="amber" title={t('missing', { count: missing.length })}>
          <Ids key={missing.map(({ id }) => id).join(' ')} program={program} missing={missing} onSaved={onIds} />
        </Alert>
      )}
      {differ > 0 && (
        <Alert color="amber" title={t('differ', { count: differ })}>
          <List size="sm">
            {differences.map(({ name, employeeNumber, at, sent, now, gone }, i) => (
              <List.Item key={i}>
                {`${name} · ${employeeNumber} · ${format.date(at)} ${format.time(at)}: `}
                {gone ? t('gone', { sent: word(sent) }) : t('turned', { sent: word(sent), now: word(now) })}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  );
}
