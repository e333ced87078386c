import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import { PersonFields, type Person } from '../../../shared/schemas.ts';
import { call } from '../../base/api.ts';
import { leaveFor, navigate, useLeaveGuard, useRoute, type Route } from '../../base/routes.ts';
import { useAllSettings } from '../../base/session.ts';
import { visionClient } from '../../camera/vision-client.ts';
import { AddWithoutFace } from '../../parts/AddWithoutFace.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { announce } from '../../ui/announce.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Page } from '../../ui/Page.tsx';
import { NOBODY, PersonForm, usePersonRules } from '../../parts/PersonForm.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { AlikeNote } from './AlikeNote.tsx';
import { CameraColumn } from './CameraColumn.tsx';
import { cropUrl } from './crop-url.ts';
import classes from './enrol.module.css';
import { createEnrolStore, isEnough, type EnrolStore } from './enrol.store.ts';
import { KnownDialog } from './KnownDialog.tsx';
import { Refused, Strip } from './Strip.tsx';

function useEnrolment(personId: number | null) {
  const [api] = useState(() =>
    createEnrolStore(
      { ask: call, now: () => performance.now(), picture: cropUrl, readPhoto: (file) => visionClient().observePhoto(file) },
      personId,
    ),
  );
  useEffect(() => {
    void api.getState().begin();
    return () => void api.getState().cancel();
  }, [api]);
  return useStore(api);
}

function Saved({ person, count, onNext }: { readonly person: Person; readonly count: number; readonly onNext: () => void }) {
  const { t } = useTranslation('enrol');
  return (
    <EmptyState
      icon={<IconCircleCheck size={64} stroke={1.5} color="var(--green-text)" />}
      title={t('done.title', { name: person.name })}
      text={t('done.text', { count })}
      action={
        <>
          <Group mt="md">
            <Button variant="default" onClick={() => navigate({ screen: 'people', person: person.id })}>
              {t('done.open')}
            </Button>
            <Button autoFocus onClick={onNext}>
              {t('done.next')}
            </Button>
          </Group>
          <AlikeNote personId={person.id} />
        </>
      }
    />
  );
}

/** What has been captured, and what was refused and why. */
function Captures({ captures, needed, refusals, drop, clearRefusals, startOver }: EnrolStore) {
  const { t } = useTranslation('enrol');
  const enough = isEnough(captures, needed);
  return (
    <section className={classes.captures} aria-label={t('captures')}>
      <Group justify="space-between" align="baseline">
        <Title order={2}>{t('captures')}</Title>
        <Text c={enough ? 'var(--teal-text)' : 'dimmed'} fw={enough ? 600 : 400}>
          {t('counted', { count: captures.length, needed })}
        </Text>
      </Group>
      <Strip captures={captures} needed={needed} onDrop={(id) => void drop(id)} />
      {enough && (
        <Text size="sm" c="dimmed">
          {captures.length >= needed ? t('enough') : t('fewPhotos')}
        </Text>
      )}
      <Refused refusals={refusals} onClear={clearRefusals} onStartOver={() => void startOver()} />
    </section>
  );
}

/** One enrolment, from the empty form to the row in the database. `person`: who is enrolled again; null = somebody new. */
function Enrolment({ person, onNext }: { readonly person: Person | null; readonly onNext: () => void }) {
  const { t } = useTranslation(['enrol', 'common', 'credentials']);
  const { keepCrops } = useAllSettings().recognition;
  const enrolment = useEnrolment(person?.id ?? null);
  const { captures, needed, known, busy, error, saved, enrolmentId } = enrolment;
  const enough = isEnough(captures, needed);
  const rules = usePersonRules();
  const form = useCallForm({
    initial: person ? { employeeNumber: person.employeeNumber, name: person.name, department: person.department } : NOBODY,
    schema: PersonFields,
    ...rules,
    send: async (fields, refused) => {
      if (!enough || busy) return null;
      const answer = await enrolment.commit(fields);
      // What is no matter of a field stays with the enrolment, which may have to start over.
      if (answer && rules.place(answer)) refused(answer);
      return answer ? null : {};
    },
  });
  const [leaving, setLeaving] = useState<Route | null>(null);
  const [withoutFace, setWithoutFace] = useState(false);
  useLeaveGuard(captures.length > 0 && !saved, setLeaving);

  const counted = captures.length > 0 ? t('counted', { count: captures.length, needed }) : '';
  useEffect(() => {
    if (counted) announce(counted);
  }, [counted]);

  if (saved) return <Saved {...saved} onNext={onNext} />;
  return (
    <Page
      title={person ? t('again', { name: person.name }) : t('title')}
      fill
      action={
        <>
          <Button
            variant="default"
            onClick={() => navigate(person ? { screen: 'people', person: person.id } : { screen: 'people' })}
          >
            {t('common:cancel')}
          </Button>
          <Button onClick={form.submit} disabled={!enough} loading={busy && enough} title={t('saveHint')}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form
        className={classes.columns}
        {...form.element}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) form.submit();
        }}
      >
        <section className={classes.who} aria-label={t('who')}>
          <Title order={2}>{t('who')}</Title>
          <PersonForm form={form} autoFocus />
          {person && (
            <Text size="sm" c="dimmed">
              {t('againNote')}
            </Text>
          )}
          {error && error.code !== 'employee-number-taken' && (
            <div>
              <ErrorNote error={error} />
              {enrolmentId === null && (
                <Button mt="sm" variant="default" onClick={() => void enrolment.startOver()}>
                  {t('startOver')}
                </Button>
              )}
            </div>
          )}
          {!person && (
            <Anchor component="button" type="button" ta="start" onClick={() => setWithoutFace(true)}>
              {t('credentials:add.title')}
            </Anchor>
          )}
          <Text size="sm" c="dimmed" mt="auto">
            {t(keepCrops ? 'privacy' : 'privacyNoCrops')}
          </Text>
          {/* Enter in a field saves, as the button above does. */}
          <button type="submit" hidden />
        </section>
        <CameraColumn {...enrolment} paused={known !== null || leaving !== null || withoutFace} />
        <Captures {...enrolment} />
      </form>
      {known && (
        <KnownDialog
          known={known}
          // Leaving ends the enrolment; ended before, it would leave a dead form behind whoever comes straight back.
          onSame={() => leaveFor({ screen: 'people', person: known.error.personId })}
          onDifferent={() => void enrolment.distinct()}
        />
      )}
      {withoutFace && (
        <AddWithoutFace
          fields={form.values}
          onClose={() => setWithoutFace(false)}
          onAdded={(added) => leaveFor({ screen: 'people', person: added })}
        />
      )}
      {leaving && (
        <ConfirmDialog
          title={t('discard.title')}
          text={t('discard.text', { count: captures.length })}
          go={t('discard.discard')}
          keep={t('discard.keep')}
          onGo={() => leaveFor(leaving)}
          onClose={() => setLeaving(null)}
        />
      )}
    </Page>
  );
}

/** Who is to be enrolled again, by the route; loaded before the form is drawn. */
function usePerson(id: number | null): {
  readonly person: Person | null;
  readonly error: AppError | null;
  readonly loading: boolean;
} {
  const [loaded, setLoaded] = useState<{
    readonly id: number;
    readonly person: Person | null;
    readonly error: AppError | null;
  } | null>(null);
  useEffect(() => {
    if (id === null) return;
    let live = true;
    void call('people.get', { id }).then((answer) => {
      if (live) setLoaded({ id, person: answer.ok ? answer.value : null, error: answer.ok ? null : answer.error });
    });
    return () => {
      live = false;
    };
  }, [id]);
  if (id === null) return { person: null, error: null, loading: false };
  return loaded?.id === id ? { ...loaded, loading: false } : { person: null, error: null, loading: true };
}

export default function EnrolScreen() {
  const { t } = useTranslation('enrol');
  const route = useRoute();
  const id = route.screen === 'enrol' ? (route.person ?? null) : null;
  const { person, error, loading } = usePerson(id);
  const [round, setRound] = useState(0);
  if (loading) {
    return <Waiting box={{ h: '100%' }} />;
  }
  if (error) {
    return (
      <Page title={t('title')}>
        <ErrorNote error={error} />
      </Page>
    );
  }
  return (
    <Enrolment
      key={`${id ?? 'new'}-${round}`}
      person={person}
      onNext={() => {
        setRound((r) => r + 1);
        if (id !== null) navigate({ screen: 'enrol' });
      }}
    />
  );
}
