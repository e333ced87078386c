import { Badge, Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { zoneDays } from '../../../domain/hours/zone-days.ts';
import { minuteOf } from '../../../domain/time/wall-clock.ts';
import type { RequestView } from '../../../shared/calls/hour-requests.ts';
import { WallTime } from '../../../shared/calls/hour-requests.ts';
import { useAnswer } from '../../base/answers.ts';
import { useFormat } from '../../base/format.ts';
import { useSettings } from '../../base/session.ts';
import { useChange } from '../../parts/useChange.ts';
import { useEntered } from '../../parts/useEntered.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import classes from './inbox.module.css';
import type { InboxWords } from './useInboxWords.ts';

type Grant = Extract<RequestView['body'], { kind: 'grant' }>;
type PartProps = {
  readonly request: RequestView;
  readonly body: Grant;
  readonly words: InboxWords;
  readonly onClose: () => void;
};

/** Of the overtime that somebody asked for, only so much. */
function PartDialog({ request, body, words, onClose }: PartProps) {
  const { t } = useTranslation('hourRequests');
  const change = useChange();
  const { timeZone } = useSettings().site;
  const { from, to } = body.grant;
  const facts = { from: words.time(from), to: words.time(to) };
  const form = useCallForm({
    initial: { until: words.time(to) },
    schema: z.strictObject({ until: WallTime }),
    words: () => t('asked.partTime', facts),
    place: (error) => (error.code === 'bad-input' ? { until: t('asked.partTime', facts) } : null),
    send: ({ until }, onError) => {
      const zone = zoneDays(timeZone);
      const { day } = zone.wallOf(from);
      const same = zone.reached(day, minuteOf(until));
      const part = { from, to: same > from ? same : zone.reached(day + 1, minuteOf(until)) };
      return change(
        'hourRequests.decide',
        { ids: [request.id], decision: 'granted', part },
        { done: t('asked.granted'), onError },
      );
    },
    done: onClose,
  });
  return (
    <FormDialog title={t('asked.partTitle')} go={t('asked.grant')} form={form} onClose={onClose}>
      <Text size="sm">{t('asked.partText', facts)}</Text>
      <TextInput label={t('asked.partTo')} maxLength={5} data-autofocus {...form.fields.getInputProps('until')} />
    </FormDialog>
  );
}

/** One thing that was asked for or entered, with what may follow. */
export function Request({ request, words }: { readonly request: RequestView; readonly words: InboxWords }) {
  const { t } = useTranslation('hourRequests');
  const format = useFormat();
  const change = useChange();
  const notify = useNotify();
  const [part, setPart] = useState(false);
  const { id, name, body, reason, state, askedBy, askedAt, decided } = request;
  const { say } = useEntered();
  const decide = (decision: 'granted' | 'refused' | 'withdrawn') => async () => {
    const made = await change('hourRequests.decide', { ids: [id], decision, part: null });
    if (!made) return;
    // What was granted in error is withdrawn at once; what was refused may be granted after all, under Decisions.
    if (decision === 'granted') say([id], t('asked.granted'));
    else notify.done(t(`asked.${decision}`), decision === 'refused' ? { detail: t('asked.refusedHint') } : {});
  };
  return (
    <li className={classes.request}>
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {t('asked.by', { who: words.who(askedBy), date: format.date(askedAt), time: format.time(askedAt) })}
        </Text>
      </div>
      <div>
        <Text>{`${words.what(body)} · ${words.when(request)}`}</Text>
        {reason && (
          <Text size="sm" c="dimmed">
            {reason}
          </Text>
        )}
        {state === 'waiting' && body?.kind === 'add' && <Quota personId={request.personId} day={request.from} words={words} />}
        {state !== 'waiting' && (
          <Group gap={6} mt={4}>
            <Badge variant="light" color={state === 'granted' ? 'green' : 'gray'}>
              {t(`asked.${state}`)}
            </Badge>
            {decided?.self && state !== 'withdrawn' && (
              <Badge variant="outline" color="amber">
                {t('asked.self')}
              </Badge>
            )}
          </Group>
        )}
      </div>
      <Group gap="xs">
        {state === 'waiting' && (
          <>
            <Button size="xs" onClick={() => void decide('granted')()}>
              {t('asked.grant')}
            </Button>
            {body?.kind === 'grant' && (
              <Button size="xs" variant="light" onClick={() => setPart(true)}>
                {t('asked.grantPart')}
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => void decide('refused')()}>
              {t('asked.refuse')}
            </Button>
          </>
        )}
        {state === 'granted' && (
          <Button size="xs" variant="default" onClick={() => void decide('withdrawn')()}>
            {t('asked.withdraw')}
          </Button>
        )}
        {state === 'refused' && (
          <Button size="xs" variant="default" onClick={() => void decide('granted')()}>
            {t('asked.grant')}
          </Button>
        )}
      </Group>
      {part && body?.kind === 'grant' && (
        <PartDialog request={request} body={body} words={words} onClose={() => setPart(false)} />
      )}
    </li>
  );
}

type QuotaProps = { readonly personId: number; readonly day: number; readonly words: InboxWords };

/** How many make-up punches of that month are used, and when they begin anew. */
function Quota({ personId, day, words }: QuotaProps) {
  const { t } = useTranslation('hourRequests');
  const { value } = useAnswer('hourRequests.quota', { personId, day });
  if (!value) return null;
  const { used, allowed, to } = value;
  return (
    <Text size="sm" c="dimmed">
      {t('asked.quota', { used, allowed, from: words.day(value.from), again: words.day(to + 1) })}
    </Text>
  );
}

type WaitingProps = { readonly requests: readonly RequestView[]; readonly total: number; readonly words: InboxWords };

/** What people have asked for and nobody has decided. */
export function Waiting({ requests, total, words }: WaitingProps) {
  const { t } = useTranslation('hourRequests');
  if (requests.length === 0) return null;
  return (
    <section aria-labelledby="asked">
      <Title order={2} id="asked" mb="xs">
        {t('asked.title')}
      </Title>
      {total > requests.length && (
        <Text size="sm" c="var(--amber-text)">
          {t('asked.shown', { shown: requests.length, total })}
        </Text>
      )}
      <ul className={classes.list}>
        {requests.map((request) => (
          <Request key={request.id} request={request} words={words} />
        ))}
      </ul>
    </section>
  );
}

const PAGE = 50;

/** Everything that was asked for, entered and decided, the newest first. */
export function History({ words }: { readonly words: InboxWords }) {
  const { t } = useTranslation('hourRequests');
  /** Where each page that was turned begins: after this id. The last one is shown. */
  const [turned, setTurned] = useState<readonly number[]>([]);
  const before = turned.at(-1) ?? null;
  const { value, error } = useAnswer('hourRequests.list', { personId: null, day: null, before, limit: PAGE }, { keep: true });
  const last = value?.requests.at(-1);
  return (
    <section aria-labelledby="decisions">
      <Title order={2} id="decisions" mb="xs">
        {t('asked.history')}
      </Title>
      <ErrorNote error={error} />
      {value?.requests.length === 0 && <Text c="dimmed">{t('asked.noHistory')}</Text>}
      <ul className={classes.list}>
        {value?.requests.map((request) => (
          <Request key={request.id} request={request} words={words} />
        ))}
      </ul>
      <Group gap="sm" mt="sm">
        {turned.length > 0 && (
          <Button variant="default" onClick={() => setTurned(turned.slice(0, -1))}>
            {t('asked.newer')}
          </Button>
        )}
        {value?.more && last && (
          <Button variant="default" onClick={() => setTurned([...turned, last.id])}>
            {t('asked.more')}
          </Button>
        )}
      </Group>
    </section>
  );
}
