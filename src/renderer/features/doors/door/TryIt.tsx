import { Select, Text, Title } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { IconCircleCheck, IconCircleX, IconHandStop } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { METHODS, type Method } from '../../../../domain/recognition/decision.ts';
import type { AppError } from '../../../../domain/errors.ts';
import type { AccessOverview } from '../../../../shared/access.ts';
import type { Trial } from '../../../../shared/calls/access.ts';
import { call, on } from '../../../base/api.ts';
import { useSettings } from '../../../base/session.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { useFormat } from '../../../base/format.ts';
import { fromWall } from '../../../../domain/time/wall-clock.ts';
import { useDateFormats } from '../../../ui/dateFormats.ts';
import { zoneName } from '../facts.ts';
import { useAccess } from '../store.ts';
import classes from '../doors.module.css';

function Verdict({ trial, access }: { readonly trial: Trial; readonly access: AccessOverview }) {
  const { t } = useTranslation(['access', 'log']);
  const format = useFormat();
  const icon = { size: 22, stroke: 1.75, 'aria-hidden': true } as const;
  switch (trial.kind) {
    case 'granted':
      return (
        <>
          <IconCircleCheck {...icon} />
          <Text fw={600}>{t(trial.direction === 'in' ? 'try.granted' : 'try.grantedOut')}</Text>
          <Text c="dimmed">
            {t('try.to', { zone: zoneName(access, trial.zoneId) ?? t('outside') })}
            {trial.note !== null && ` · ${t(`log:reasons.${trial.note}`)}`}
          </Text>
        </>
      );
    case 'refused':
      return (
        <>
          <IconCircleX {...icon} />
          <Text fw={600}>{t('try.refused')}</Text>
          <Text>
            {t(`log:reasons.${trial.reason}`)}
            {trial.from !== null && ` · ${t('try.from', { when: `${format.day(trial.from)} ${format.time(trial.from)}` })}`}
          </Text>
        </>
      );
    case 'second-factor':
      return (
        <>
          <IconHandStop {...icon} />
          <Text>{t('try.second')}</Text>
        </>
      );
    case 'wait-for-second':
      return (
        <>
          <IconHandStop {...icon} />
          <Text>{t('try.waits', { count: trial.seconds })}</Text>
        </>
      );
  }
}

/** A person, a door, a time: what the rules say, before anybody relies on them. */
export function TryIt({ access }: { readonly access: AccessOverview }) {
  const { t } = useTranslation('access');
  const { timeZone } = useSettings();
  const formats = useDateFormats();
  const people = useAccess((s) => s.people);
  const [personId, setPersonId] = useState<string | null>(null);
  const [doorId, setDoorId] = useState<string | null>(null);
  /** Wall clock of the site; null = now. */
  const [at, setAt] = useState<string | null>(null);
  const [method, setMethod] = useState<Method>('face');
  const [answer, setAnswer] = useState<{ readonly trial: Trial } | { readonly error: AppError } | null>(null);
  const door = access.doors.length === 1 ? String(access.doors[0]?.id) : doorId;

  useEffect(() => {
    if (personId === null || door === null) return undefined;
    let current = true;
    const ask = () =>
      void call('access.try', {
        personId: Number(personId),
        doorId: Number(door),
        at: at === null ? Date.now() : fromWall(at, timeZone),
        method,
      }).then((result) => {
        if (current) setAnswer(result.ok ? { trial: result.value } : { error: result.error });
      });
    ask();
    const stops = [on('access.changed', ask), on('people.changed', ask)];
    return () => {
      current = false;
      for (const stop of stops) stop();
    };
  }, [personId, door, at, method, timeZone]);

  const shown = personId === null || door === null ? null : answer;
  return (
    <section className={classes.try} aria-label={t('try.title')}>
      <Title order={3}>{t('try.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('try.text')}
      </Text>
      <div className={classes.tryFields}>
        <Select
          size="sm"
          label={t('try.person')}
          data={people.map((p) => ({ value: String(p.id), label: `${p.name} · ${p.employeeNumber}` }))}
          value={personId}
          searchable
          clearable
          limit={50}
          onChange={setPersonId}
        />
        <Select
          size="sm"
          label={t('try.door')}
          data={access.doors.map((d) => ({ value: String(d.id), label: d.name }))}
          value={door}
          allowDeselect={false}
          onChange={setDoorId}
        />
        <DateTimePicker
          {...formats.dateTime}
          size="sm"
          label={t('try.at')}
          placeholder={t('try.now')}
          clearable
          value={at}
          onChange={setAt}
        />
        <Select
          size="sm"
          label={t('try.method')}
          data={METHODS.map((m) => ({ value: m, label: t(`try.methods.${m}`) }))}
          value={method}
          allowDeselect={false}
          onChange={(value) => setMethod(METHODS.find((m) => m === value) ?? 'face')}
        />
      </div>
      <div className={classes.verdict} role="status" data-kind={shown && 'trial' in shown ? shown.trial.kind : undefined}>
        {shown === null ? (
          <Text c="dimmed">{t('try.choose')}</Text>
        ) : 'trial' in shown ? (
          <Verdict trial={shown.trial} access={access} />
        ) : (
          <ErrorNote error={shown.error} />
        )}
      </div>
    </section>
  );
}
