import { Select, Text, Title } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconCircleCheck, IconCircleX, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { METHODS, type Method } from '../../../../domain/recognition/decision.ts';
import type { AccessOverview } from '../../../../shared/access.ts';
import type { Trial } from '../../../../shared/calls/access.ts';
import { answers, ask, useAnswer } from '../../../base/answers.ts';
import { useSettings } from '../../../base/session.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { useFormat } from '../../../base/format.ts';
import { fromWall } from '../../../../domain/time/wall-clock.ts';
import { useDateFormats } from '../../../ui/dateFormats.ts';
import { zoneName } from '../facts.ts';
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
  const { timeZone } = useSettings().site;
  const formats = useDateFormats();
  const people = useAnswer('people.list', { search: '' }).value ?? [];
  const [personId, setPersonId] = useState<string | null>(null);
  const [doorId, setDoorId] = useState<string | null>(null);
  /** Wall clock of the site; null = now. */
  const [at, setAt] = useState<string | null>(null);
  const [method, setMethod] = useState<Method>('face');
  const door = access.doors.length === 1 ? String(access.doors[0]?.id) : doorId;

  const instant = at === null ? null : fromWall(at, timeZone);
  const chosen = personId !== null && door !== null;
  const { data: trial, error } = useQuery(
    {
      queryKey: ['access.try', personId, door, instant, method],
      // "Now" is when main is asked, so it is no part of the key.
      queryFn: () =>
        ask('access.try', {
          personId: Number(personId),
          doorId: Number(door),
          at: instant ?? Date.now(),
          method,
        }),
      enabled: chosen,
      placeholderData: keepPreviousData,
    },
    answers,
  );
  const shown = chosen && !error ? trial : undefined;
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
      <div className={classes.verdict} role="status" data-kind={shown?.kind}>
        {chosen && error ? (
          <ErrorNote error={error.error} />
        ) : shown ? (
          <Verdict trial={shown} access={access} />
        ) : (
          !chosen && <Text c="dimmed">{t('try.choose')}</Text>
        )}
      </div>
    </section>
  );
}
